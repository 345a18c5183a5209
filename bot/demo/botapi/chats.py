"""Chats and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.messages import Message

ChatType = Literal["private", "group", "supergroup", "channel"]
BotStatus = Literal["member", "administrator", "left", "kicked"]
EventKind = Literal["sent", "edited", "deleted", "action", "said", "keyboard"]


@dataclass(frozen=True)
class Event:
    """Something that people in a chat can see happen."""

    kind: EventKind
    """`said` is whatever people or the chat itself did; all others are the bot's."""
    chat_id: int
    message: Message | None = None
    """The message as it is now, or was before it was deleted; None for an action."""
    action: str | None = None
    """What the bot shows to be doing: "typing"."""
    keyboard: dict[str, Any] | None = None
    """The ReplyKeyboardMarkup that stands under the field from now on; None where it was taken away."""


@dataclass
class ForumTopic:
    """One topic of a forum."""

    name: str
    closed: bool = False


@dataclass
class Chat:
    """One chat, with the messages in it."""

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    person: dict[str, Any] | None = None
    """The person of a private chat; None for other chats."""
    forum: bool = False
    bot: BotStatus = "member"
    muted: bool = False
    """Whether the bot lacks the right to send messages here."""
    started: bool = True
    """Whether the person of a private chat wrote to the bot before."""
    blocked: bool = False
    """Whether the person of a private chat blocked the bot."""
    migrated_to: int | None = None
    members: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Users by id, without the bot."""
    admins: set[int] = field(default_factory=set)
    topics: dict[int, ForumTopic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    """By message id; what was deleted is gone."""
    events: list[Event] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)
    next_message_id: int = 1
    keyboard: dict[str, Any] | None = None
    """The ReplyKeyboardMarkup that stands under the field; None where there is none."""

    @property
    def is_group(self) -> bool:
        """Say whether this is a group of either kind."""
        return self.type in {"group", "supergroup"}

    def brief(self) -> dict[str, Any]:
        """Return Telegram's Chat object."""
        brief: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.person:
            brief |= {
                name: self.person[name] for name in ("first_name", "last_name", "username") if name in self.person
            }
        if self.title is not None:
            brief["title"] = self.title
        if self.username is not None:
            brief["username"] = self.username
        if self.forum:
            brief["is_forum"] = True
        return brief
