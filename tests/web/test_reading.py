"""Updates read by the short way are what the library makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, TelegramObject, Update

from bot.web.reading import read

_NAMES = st.text(max_size=20)
_IDS = st.integers(-(2**52), 2**52)

PEOPLE = st.fixed_dictionaries(
    {"id": _IDS, "is_bot": st.booleans(), "first_name": _NAMES},
    optional={"last_name": _NAMES, "username": _NAMES, "language_code": _NAMES, "is_premium": st.just(True)},
)
CHATS = st.fixed_dictionaries(
    {"id": _IDS, "type": st.sampled_from(["private", "group", "supergroup", "channel", "café"])},
    optional={"title": _NAMES, "username": _NAMES, "first_name": _NAMES, "last_name": _NAMES},
)
MESSAGES = st.fixed_dictionaries(
    {"message_id": _IDS, "date": st.integers(0, 2**32), "chat": CHATS, "from": PEOPLE, "text": _NAMES}
)


def _content(made: object) -> object:
    """Return all attributes of what the library makes, and of what it is made of."""
    if not isinstance(made, TelegramObject):
        return made
    names = made._get_attrs_names(include_private=True)  # noqa: SLF001 - the bot and what it is equal by are private
    return {name: _content(getattr(made, name)) for name in names}


@given(number=st.integers(0, 2**32), message=MESSAGES)
def test_a_plain_message_is_read_as_the_library_reads_it(silent_bot: Bot, number: int, message: dict[str, Any]) -> None:
    """Every attribute is the same, the bot that it belongs to included, and so is its JSON."""
    raw = {"update_id": number, "message": message}
    short, long = read(raw, silent_bot), Update.de_json(raw, silent_bot)
    assert _content(short) == _content(long)
    assert short.to_dict() == long.to_dict()
    assert (short, short.message) == (long, long.message)


@pytest.mark.parametrize(
    "change",
    [
        {"from": None},
        {"chat": {"id": 1, "type": "private", "telepathy": True}},
        {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]},
        {"reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}},
        {"date": 0},
    ],
    ids=["nobody", "unknown field", "entities", "reply", "without a date"],
)
def test_what_is_not_plain_is_read_by_the_library(
    silent_bot: Bot, said: Callable[..., dict[str, Any]], change: dict[str, Any]
) -> None:
    """Whatever the short way does not know is there, too."""
    raw = said(7)
    raw["message"] |= change
    assert _content(read(raw, silent_bot)) == _content(Update.de_json(raw, silent_bot))


def test_an_unknown_kind_beside_a_message_is_kept(silent_bot: Bot, said: Callable[..., dict[str, Any]]) -> None:
    """A field that this version does not know is the library's matter, which keeps it."""
    raw = {**said(7), "telepathy": {"thought": "?"}}
    assert read(raw, silent_bot).api_kwargs == {"telepathy": {"thought": "?"}}
