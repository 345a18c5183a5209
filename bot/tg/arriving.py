"""What an update is, in view of what is done with it before a handler sees it: kept or not, old or fresh."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType

FORGET = "/forget"

_PLACES = frozenset({"location", "venue"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits to be handled; where `update` is None it is read again from the inbox."""

    number: int
    turn: Hashable | None
    """Those of the same turn are handled one after another; None for one that has no order."""
    update: Update | None
    started: bool = False
    """Whether it is marked as started already."""
    failures: int = 0
    """Times that handling it raised an error."""


def is_inline(update: Update) -> bool:
    """Tell whether nobody waits for an answer to `update` any more after a few seconds."""
    return update.inline_query is not None or update.chosen_inline_result is not None


def is_place(update: Update) -> bool:
    """Tell whether somebody sent a place, which is never stored."""
    message = written(update)
    return message is not None and (message.location is not None or message.venue is not None)


def written(update: Update) -> Message | None:
    """Return the message that was written or edited."""
    return update.message or update.edited_message or update.channel_post


def author(update: Update) -> int | None:
    """Return the id of who caused the update: a person, or the chat that a message was written for."""
    message = written(update)
    if message is not None:
        sender = message.sender_chat or message.from_user
        return sender.id if sender else message.chat.id
    return update.effective_user.id if update.effective_user else None


def age(update: Update, now: dt.datetime) -> dt.timedelta:
    """Return how long ago it was written or edited; 0 for what has no date, or is to be carried out at any time."""
    message = written(update)
    if message is None or (message.text or "").lower().startswith(FORGET):
        return dt.timedelta(0)
    return now - (message.edit_date or message.date)


def private_chat(update: Update) -> int | None:
    """Return the private chat in which something was written."""
    message = written(update)
    return message.chat.id if message is not None and message.chat.type == ChatType.PRIVATE else None


def is_question(update: Update) -> bool:
    """Tell whether words were written that are no command, or a question by /ask."""
    message = written(update)
    text = (message.text or message.caption or "") if message else ""
    return bool(text) and (not text.startswith("/") or text.lower().startswith("/ask"))


def without_places(body: bytes) -> bytes:
    """Return an update as JSON without places, which may stand in what it replies to."""
    if not any(f'"{name}"'.encode() in body for name in _PLACES):
        return body
    return json.dumps(_without_places(json.loads(body)), ensure_ascii=False).encode()


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_places(inner) for name, inner in value.items() if name not in _PLACES}
    return [_without_places(inner) for inner in value] if isinstance(value, list) else value
