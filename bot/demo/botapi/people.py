"""People: they press, type, choose, follow links, block."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.demo.botapi.chats import Chat, ChatType
from bot.demo.botapi.keyboards import START_PARAMETER
from bot.demo.botapi.messages import Button, Message
from bot.demo.botapi.queries import Query
from bot.demo.botapi.rooms import Room
from bot.demo.botapi.stage import Stage
from bot.demo.botapi.talks import Talk


@dataclass(frozen=True)
class CallbackAnswer:
    """What a person sees after pressing a button."""

    text: str
    show_alert: bool
    url: str | None


@dataclass(frozen=True)
class InlineResult:
    """One result under the field."""

    raw: dict[str, Any]
    """As the bot sent it, with the message's fields as "message"."""

    @property
    def id(self) -> str:
        """Return the result's id."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """Return the title, "" where there is none."""
        return str(self.raw.get("title", ""))

    @property
    def description(self) -> str:
        """Return the line below the title, "" where there is none."""
        return str(self.raw.get("description", ""))

    @property
    def message(self) -> Message:
        """Return the content of the message that it sends; it has no number, chat or date."""
        return Message(self.raw["message"])


@dataclass(frozen=True)
class InlineAnswer:
    """What a person sees while typing."""

    query: str
    results: list[InlineResult]
    next_offset: str
    """Where the next page starts; "" after the last one."""
    button: dict[str, Any] | None
    cache_time: int
    """Seconds."""
    is_personal: bool
    where: Chat | None = field(default=None, repr=False)
    from_cache: bool = False


class Person:
    """One user. Waiting is in seconds and ends with TimeoutError, or Judged for a bad request."""

    def __init__(self, stage: Stage, user: dict[str, Any]) -> None:
        self.user = user
        """Telegram's User object."""
        self._stage = stage
        self._talks: dict[int, Talk] = {}

    @property
    def id(self) -> int:
        """Return the user's id."""
        return int(self.user["id"])

    def private(self) -> Talk:
        """Return the person's private chat with the bot; until they say something the bot can't write there."""
        if self.id not in self._stage.world.chats:
            chat = Chat(self.id, "private", person=self.user, started=False)
            self._stage.world.chats[self.id] = chat
        return self._talk(self._stage.world.chats[self.id])

    def within(self, room: Room) -> Talk:
        """Return the person's place in `room`."""
        return self._talk(room.chat)

    def _talk(self, chat: Chat) -> Talk:
        if chat.id not in self._talks:
            self._talks[chat.id] = Talk(self._stage, self, chat)
        return self._talks[chat.id]

    async def start(self, payload: str = "") -> Message:
        """Start the bot in private, with the payload of a deep link."""
        if payload and not START_PARAMETER.fullmatch(payload):
            raise ValueError(f"{payload!r} can't be in a deep link: A-Z a-z 0-9 _ -, 1 to 64 of them")
        return await self.private().say(f"/start {payload}".rstrip())

    async def follow(self, link: str) -> Message:
        """Follow a deep link to the bot (https://t.me/bot?start=...); ValueError where it does not lead there."""
        parts = urlsplit(link)
        query = parse_qs(parts.query, keep_blank_values=True)
        name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
        if name.lower() != self._stage.world.bot["username"].lower():
            raise ValueError(f"{link!r} does not lead to the bot")
        return await self.start(query.get("start", [""])[0])

    async def press(self, button: Button, *, data: str | None = None, within: float = 5.0) -> CallbackAnswer:
        """Press a callback button and wait for the bot's answer; `data` forges what is sent."""
        query = self.tap(button, data=data)
        answer = await self._answer(query, within)
        return CallbackAnswer(answer["text"], answer["show_alert"], answer["url"])

    def tap(self, button: Button, *, data: str | None = None) -> Query:
        """Press a callback button without waiting for the answer."""
        sent = button.data if data is None else data
        if sent is None:
            raise ValueError(f"the button {button.text!r} sends nothing to the bot: {button.raw}")
        query = self._stage.world.queries.ask("callback")
        body: dict[str, Any] = {"id": query.id, "from": self.user, "chat_instance": str(button.message.chat_id)}
        place = (button.message.chat_id, button.message.id)
        inline = {where: name for name, where in self._stage.world.inline_messages.items()}
        if place in inline:
            body["inline_message_id"] = inline[place]
        else:
            now = self._stage.world.chats[place[0]].messages.get(place[1])
            gone = {"chat": button.message["chat"], "message_id": place[1], "date": 0}
            body["message"] = now if now is not None else gone
        self._stage.world.queue.put("callback_query", {**body, "data": sent}, self.id)
        return query

    async def type_inline(
        self, where: Talk | Room | ChatType | None, query: str, *, offset: str = "", within: float = 5.0
    ) -> InlineAnswer:
        """Type "@bot query" in a chat, or in one of a type that the bot is not in; return the bot's answer."""
        chat = where.chat if isinstance(where, Talk | Room) else None
        kind = where if isinstance(where, str) else chat.type if chat else None
        kind_sent = "sender" if chat and chat.id == self.id else kind or "private"
        if (cached := self._cached(query, offset)) is not None:
            return _inline_answer(query, cached, chat, from_cache=True)
        asked = self._stage.world.queries.ask("inline")
        body = {"id": asked.id, "from": self.user, "query": query, "offset": offset, "chat_type": kind_sent}
        self._stage.world.queue.put("inline_query", body, self.id)
        answer = await self._answer(asked, within)
        owner = self.id if answer["is_personal"] else None
        self._stage.cached[query, offset, owner] = (time.monotonic() + answer["cache_time"], answer)
        return _inline_answer(query, answer, chat)

    def _cached(self, query: str, offset: str) -> dict[str, Any] | None:
        if self._stage.inline_cache:
            for owner in (self.id, None):
                until, answer = self._stage.cached.get((query, offset, owner), (0.0, {}))
                if until > time.monotonic():
                    return answer
        return None

    async def choose_inline(self, answer: InlineAnswer, result: InlineResult | int = 0) -> Message:
        """Send a result into the chat where it was typed; the bot gets chosen_inline_result."""
        world = self._stage.world
        chosen = answer.results[result] if isinstance(result, int) else result
        chat = answer.where or self._elsewhere()
        message = world.add(chat, {"from": self.user, "via_bot": world.bot, **chosen.message}, "said")
        told: dict[str, Any] = {"result_id": chosen.id, "from": self.user, "query": answer.query}
        if "reply_markup" in message:
            told["inline_message_id"] = f"inline-{len(world.inline_messages) + 1}"
            world.inline_messages[told["inline_message_id"]] = (chat.id, message.id)
        world.queue.put("chosen_inline_result", told, self.id)
        self._stage.tell_bot(chat, message)
        return message

    def _elsewhere(self) -> Chat:
        """Return a chat that the bot is not in."""
        chat = Chat(self._stage.new_chat_id(basic=False), "supergroup", title="Elsewhere", bot="left")
        self._stage.world.chats[chat.id] = chat
        return chat

    def block(self) -> None:
        """Block the bot; it is told by my_chat_member."""
        chat = self.private().chat
        self._stage.world.set_bot_status(chat, "kicked", self.user)
        chat.bot, chat.blocked = "member", True

    def unblock(self) -> None:
        """Let the bot write again; it is told by my_chat_member."""
        chat = self.private().chat
        chat.bot, chat.blocked = "kicked", False
        self._stage.world.set_bot_status(chat, "member", self.user)

    async def _answer(self, query: Query, within: float) -> dict[str, Any]:
        answer = await self._stage.until(self._stage.world.queries.bell, lambda: query.answer, within)
        if answer is None:
            raise TimeoutError(f"no answer to the {query.kind} query within {within} s")
        return answer


def _inline_answer(query: str, answer: dict[str, Any], where: Chat | None, *, from_cache: bool = False) -> InlineAnswer:
    return InlineAnswer(
        query=query,
        results=[InlineResult(raw) for raw in answer["results"]],
        next_offset=answer["next_offset"],
        button=answer["button"],
        cache_time=answer["cache_time"],
        is_personal=answer["is_personal"],
        where=where,
        from_cache=from_cache,
    )
