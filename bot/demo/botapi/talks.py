"""One person in one chat: what they do there and what they see the bot do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.demo.botapi.chats import Chat, Event, EventKind
from bot.demo.botapi.entities import detect
from bot.demo.botapi.files import described, png
from bot.demo.botapi.messages import Message
from bot.demo.botapi.request import Upload

if TYPE_CHECKING:
    from bot.demo.botapi.people import Person
    from bot.demo.botapi.stage import Stage

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Who writes for an administrator that stays anonymous."""

POSTING_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Who writes for a channel in a group."""

SAMPLES: dict[str, dict[str, Any]] = {
    "location": {"latitude": 49.9935, "longitude": 36.2304},
    "contact": {"phone_number": "+380570000000", "first_name": "Олена"},
    "dice": {"emoji": "🎲", "value": 4},
    "poll": {
        "id": "5",
        "question": "Так?",
        "options": [{"text": "так", "voter_count": 0, "persistent_id": "0"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}
"""What is sent where a test cares for the kind alone."""

_FILES = {"photo", "document", "audio", "video", "animation", "voice", "video_note", "sticker"}


class Talk:
    """A person's place in a chat. Waiting is in seconds and ends with TimeoutError, or Judged for a bad request."""

    def __init__(self, stage: Stage, person: Person, chat: Chat) -> None:
        self.person = person
        self.chat = chat
        self._stage = stage
        self._seen: dict[EventKind, int] = {}
        self._from = len(chat.events)

    @property
    def id(self) -> int:
        """Return the chat's id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Return the messages in the chat, oldest first."""
        return list(self.chat.messages.values())

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """Return the keyboard under the field, row by row; [] where there is none."""
        rows: list[list[dict[str, Any]]] = (self.chat.keyboard or {}).get("keyboard", [])
        return rows

    async def press_key(self, part: str, *, latitude: float = 49.9935, longitude: float = 36.2304) -> Message:
        """Press the first key under the field whose label holds `part`: it says its label, or sends the location."""
        key = next((key for row in self.keyboard for key in row if part in key["text"]), None)
        if key is None:
            raise LookupError(f"no key with {part!r} under the field")
        if self.chat.keyboard and self.chat.keyboard.get("one_time_keyboard"):
            self.chat.keyboard = None  # a client hides it; it can be opened again
        if key.get("request_location"):
            return await self.send("location", latitude=latitude, longitude=longitude)
        return await self.say(str(key["text"]))

    async def say(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        anonymous: bool = False,
        as_channel: Chat | None = None,
    ) -> Message:
        """Send a text, with the entities that Telegram detects; return it as the bot gets it."""
        content: dict[str, Any] = {"text": text}
        if found := detect(text):
            content["entities"] = found
        return await self.put(content, reply_to=reply_to, thread=thread, anonymous=anonymous, as_channel=as_channel)

    async def send(self, kind: str, *, data: bytes | None = None, caption: str | None = None, **fields: Any) -> Message:
        """Send something of `kind` ("photo", "voice", "location", "poll", ...), a sample unless `fields` say more."""
        if kind in _FILES:
            stored = self._stage.world.files.add(kind, Upload(f"{kind}.bin", "", png() if data is None else data))
            content = described(stored)
        else:
            content = {kind: {**SAMPLES.get(kind, {}), **fields}}
        if caption is not None:
            content["caption"] = caption
            content["caption_entities"] = detect(caption)
        return await self.put(content)

    async def put(
        self,
        content: dict[str, Any],
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        anonymous: bool = False,
        as_channel: Chat | None = None,
    ) -> Message:
        """Send a message with any `content`: fields of Telegram's Message."""
        fields = self._sender(anonymous, as_channel)
        if thread is None and reply_to is not None and reply_to.get("is_topic_message"):
            thread = reply_to["message_thread_id"]
        if thread is not None:
            fields |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            fields["reply_to_message"] = self._stage.world.quoted(reply_to)
        self.chat.started = True
        message = self._stage.world.add(self.chat, {**fields, **content}, "said")
        self._stage.tell_bot(self.chat, message)
        await asyncio.sleep(0)
        return message

    def _sender(self, anonymous: bool, as_channel: Chat | None) -> dict[str, Any]:
        if anonymous:
            return {"from": ANONYMOUS, "sender_chat": self.chat.brief()}
        if as_channel is not None:
            return {"from": POSTING_CHANNEL, "sender_chat": as_channel.brief()}
        return {"from": self.person.user}

    async def edit(self, message: Message, text: str) -> Message:
        """Change a text that was said; the bot gets edited_message."""
        kept = {name: value for name, value in message.items() if name != "entities"}
        found = detect(text)
        changed = Message({**kept, "text": text, "edit_date": self._stage.world.now()})
        if found:
            changed["entities"] = found
        self._stage.world.change(self.chat, changed, "said")
        self._stage.tell_bot(self.chat, changed, edited=True)
        await asyncio.sleep(0)
        return changed

    def delete(self, message: Message) -> None:
        """Delete a message, of oneself or the bot; no bot is told of that."""
        self._stage.world.remove(self.chat, message.id)

    async def ask(self, text: str, within: float = 5.0) -> Message:
        """Send `text` and return the next message of the bot."""
        await self.say(text)
        return await self.next_message(within)

    async def next_message(self, within: float = 5.0) -> Message:
        """Return the next message that the bot sent here and this talk has not returned."""
        return self._message(await self.next_event("sent", within))

    async def next_edit(self, within: float = 5.0) -> Message:
        """Return the next message that the bot edited here, as it was after that edit."""
        return self._message(await self.next_event("edited", within))

    async def next_deletion(self, within: float = 5.0) -> Message:
        """Return the next message that was deleted here, as it was before."""
        return self._message(await self.next_event("deleted", within))

    async def next_action(self, within: float = 5.0) -> str:
        """Return the next action, such as "typing", that the bot shows here."""
        return (await self.next_event("action", within)).action or ""

    async def next_event(self, kind: EventKind, within: float = 5.0) -> Event:
        """Return the next event of `kind` since this talk began, each once."""

        def find() -> tuple[int, Event] | None:
            self._stage.log.check()
            start = self._seen.get(kind, self._from)
            unseen = enumerate(self.chat.events[start:], start)
            return next(((at, event) for at, event in unseen if event.kind == kind), None)

        found = await self._stage.until(self.chat.bell, find, within)
        if found is None:
            raise TimeoutError(f"nothing {kind} in chat {self.id} within {within} s")
        self._seen[kind] = found[0] + 1
        return found[1]

    async def silence(self, seconds: float = 0.3) -> list[Message]:
        """Wait `seconds`, then return what the bot sent here and this talk has not returned: [] for silence."""
        await asyncio.sleep(seconds)
        self._stage.log.check()
        start = self._seen.get("sent", self._from)
        return [self._message(event) for event in self.chat.events[start:] if event.kind == "sent"]

    def commands(self) -> list[dict[str, Any]]:
        """Return the command menu that the person sees here."""
        return self._stage.commands(self.chat, self.person.user)

    def _message(self, event: Event) -> Message:
        if event.message is None:
            raise LookupError(f"an event of kind {event.kind} has no message")
        return event.message
