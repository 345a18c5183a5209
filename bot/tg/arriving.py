"""What an update is, in view of what is done with it before a handler sees it: kept or not, old or fresh."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

FORGET = "/forget"

_PLACES = frozenset({"location", "venue"})
_NAMING = frozenset({MessageEntity.BOT_COMMAND, MessageEntity.MENTION, MessageEntity.TEXT_MENTION})

Kind = Literal["private", "group", "press", "inline"]
"""Something written in a private chat, or in a group or channel; a button pressed; something typed inline."""


class Turn(NamedTuple):
    """Whose turn it is: what one person writes in one chat has an order, and so has what the person presses there."""

    chat: int
    """Negative for groups and channels; 0 for buttons under what was sent inline."""
    person: int
    pressed: bool = False

    @property
    def room(self) -> Turn | None:
        """Return what all persons of a group or channel share; None for a private chat."""
        return self._replace(person=0) if self.chat < 0 else None

    @property
    def kind(self) -> Kind:
        """Return what it is the turn of."""
        if self.pressed:
            return "press"
        return "private" if self.chat > 0 else "group"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits to be handled; where `update` is None it is read again from the inbox."""

    number: int
    turn: Turn | None
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


def whose(update: object) -> Turn | None:
    """Return the turn of something written, a command, an edit or a press; None for what has no order.

    An edit is so answered after the question that it changes, and a follow-up after what it follows. Presses have
    turns of their own, since who presses does not wait for what was asked before.
    """
    if not isinstance(update, Update):
        return None
    if (query := update.callback_query) is not None:
        return Turn(query.message.chat.id if query.message else 0, query.from_user.id, pressed=True)
    message = written(update)
    if message is None or (message.chat.type != ChatType.PRIVATE and _asks_nobody(message)):
        return None
    sender = message.sender_chat or message.from_user
    return Turn(message.chat.id, sender.id if sender else message.chat.id)


def _asks_nobody(message: Message) -> bool:
    """Tell whether a message in a group surely is not for the bot: no command, no mention, no reply."""
    entities = (*message.entities, *message.caption_entities)
    named = (message.text or "").startswith("/") or any(entity.type in _NAMING for entity in entities)
    return not named and message.reply_to_message is None


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
    if message is None or is_wish_to_forget(update):
        return dt.timedelta(0)
    return now - (message.edit_date or message.date)


def private_chat(update: Update) -> int | None:
    """Return the private chat in which something was written."""
    message = written(update)
    return message.chat.id if message is not None and message.chat.type == ChatType.PRIVATE else None


def is_wish_to_forget(update: Update) -> bool:
    """Tell whether somebody wants to be forgotten."""
    message = written(update)
    return message is not None and (message.text or "").lower().startswith(FORGET)


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
