"""Updates read from what JSON was decoded to; those that come most often by a way that takes half the time.

The library looks for each of 130 optional fields, and asks in Python at each attribute whether it may be set.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from telegram import Bot, Chat, Message, Update, User

_UPDATE = frozenset({"update_id", "message"})
_MESSAGE = frozenset({"message_id", "date", "chat", "from", "text"})
_PERSON = frozenset({"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"})
_PERSON_NEEDED = frozenset({"id", "is_bot", "first_name"})
_CHAT = frozenset({"id", "type", "title", "username", "first_name", "last_name"})
_CHAT_NEEDED = frozenset({"id", "type"})


class _Plain(Message):
    """A message that is not guarded against changes while it is made, nor later: that is mypy's task."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # it says nothing of how it is called


def read(raw: Any, bot: Bot) -> Update:
    """Return an update of `bot` as `Update.de_json` does; any exception where it is none, since that checks nothing."""
    message = raw.get("message")
    if raw.keys() == _UPDATE and type(message) is dict and message.keys() == _MESSAGE and message["date"]:
        sender, chat = message["from"], message["chat"]
        if _fits(sender, _PERSON_NEEDED, _PERSON) and _fits(chat, _CHAT_NEEDED, _CHAT):
            return _plain(raw["update_id"], message, User(**sender), Chat(**chat), bot)
    return Update.de_json(raw, bot)


def _fits(value: Any, needed: frozenset[str], known: frozenset[str]) -> bool:
    return type(value) is dict and needed <= value.keys() <= known


def _plain(number: int, raw: dict[str, Any], sender: User, chat: Chat, bot: Bot) -> Update:
    date = dt.datetime.fromtimestamp(raw["date"], tz=dt.UTC)
    message = _Plain(raw["message_id"], date, chat, from_user=sender, text=raw["text"])
    update = Update(number, message=message)
    for made in (sender, chat, message, update):
        made.set_bot(bot)
    return update
