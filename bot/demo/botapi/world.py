"""The state of the emulated Telegram, as one bot sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.chats import BotStatus, Chat, Event, EventKind
from bot.demo.botapi.errors import ApiError, bad_request, forbidden
from bot.demo.botapi.files import Files
from bot.demo.botapi.messages import Message
from bot.demo.botapi.profile import Profile
from bot.demo.botapi.queries import Queries
from bot.demo.botapi.updates import UpdateQueue
from bot.demo.botapi.webhook import Patience, Webhook

GENERAL_TOPIC = 1
"""The topic of a forum that has no thread id in messages."""


class World:
    """Chats, users, messages and waiting updates."""

    def __init__(self, username: str, name: str, bot_id: int, clock: Callable[[], float], patience: Patience) -> None:
        self.bot: dict[str, Any] = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.clock = clock
        """Seconds since 1970, for the dates of messages."""
        self.queue = UpdateQueue()
        self.webhook = Webhook(self.queue, patience)
        self.files = Files()
        self.profile = Profile(name)
        self.queries = Queries({"callback": 60.0, "inline": 10.0})
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        """Chat and message by inline_message_id."""
        self.privacy_mode = True
        """Whether the bot gets only what is meant for it from groups that it does not administer."""
        self.events: list[Event] = []
        self.bell = Bell()
        """Rings at each event in any chat."""

    def now(self) -> int:
        """Return the time as messages carry it."""
        return int(self.clock())

    def chat(self, chat_id: str) -> Chat:
        """Return the chat by its id or @username; ApiError 400 where the bot knows none."""
        for chat in self.chats.values():
            if str(chat.id) == chat_id or (chat.username and f"@{chat.username}".lower() == chat_id.lower()):
                return chat
        raise bad_request("chat not found")

    def reachable(self, chat_id: str | None) -> Chat:
        """Return the chat that a request names; ApiError where the bot is not, or no longer, in it."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.lstrip("-").isdecimal() else None
        chat = self.chats.get(number) if number is not None else None
        chat = chat or self.chat(chat_id)
        if chat.migrated_to is not None:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, reason, migrate_to=chat.migrated_to)
        kind = "channel" if chat.type == "channel" else f"{chat.type} chat"
        if chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        if chat.bot == "left":
            raise forbidden(f"bot is not a member of the {kind}")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def add(self, chat: Chat, fields: dict[str, Any], kind: EventKind) -> Message:
        """Put a new message of `fields` into `chat`, numbered and dated; tell those who watch."""
        head = {"message_id": chat.next_message_id, "date": self.now(), "chat": chat.brief()}
        message = Message({**head, **fields})
        chat.next_message_id += 1
        chat.messages[message.id] = message
        self.tell(Event(kind, chat.id, message))
        return message

    def change(self, chat: Chat, message: Message, kind: EventKind = "edited") -> Message:
        """Put `message` in the place of the one with its number."""
        chat.messages[message.id] = message
        self.tell(Event(kind, chat.id, message))
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message."""
        self.tell(Event("deleted", chat.id, chat.messages.pop(message_id)))

    def tell(self, event: Event) -> None:
        """Record `event` in its chat and for all."""
        chat = self.chats[event.chat_id]
        chat.events.append(event)
        self.events.append(event)
        chat.bell.ring()
        self.bell.ring()

    def quoted(self, message: Message) -> Message:
        """Return `message` as another one shows it as the one replied to."""
        return Message({name: value for name, value in message.items() if name != "reply_to_message"})

    def set_bot_status(self, chat: Chat, status: BotStatus, by: dict[str, Any]) -> None:
        """Make the bot `status` in `chat`, as the user `by` wants it; the bot is told by my_chat_member."""
        old = self.bot_member(chat)
        chat.bot = status
        change = {
            "chat": chat.brief(),
            "from": by,
            "date": self.now(),
            "old_chat_member": old,
            "new_chat_member": self.bot_member(chat),
        }
        self.queue.put("my_chat_member", change, chat.id)

    def bot_member(self, chat: Chat) -> dict[str, Any]:
        """Return Telegram's ChatMember of the bot in `chat`."""
        member: dict[str, Any] = {"user": self.bot, "status": chat.bot}
        if chat.bot == "kicked":
            member["until_date"] = 0
        if chat.bot == "administrator":
            member |= administrator_rights()
        return member


def administrator_rights() -> dict[str, Any]:
    """Return the fields of a ChatMemberAdministrator who may do everything usual."""
    yes = [
        "can_be_edited",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ]
    return {**dict.fromkeys(yes, True), "is_anonymous": False, "can_be_edited": False}
