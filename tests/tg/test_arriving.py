"""Updates told apart before a handler sees them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from telegram import Update

from bot.tg.arriving import Turn, age, author, is_inline, is_place, is_question, private_chat, whose, without_places

NOW = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
USER = {"id": 501, "is_bot": False, "first_name": "Олена"}
PRIVATE = {"id": 501, "type": "private", "first_name": "Олена"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Сусіди"}
HERE = {"latitude": 50.0, "longitude": 36.25}


def update(kind: str = "message", **fields: Any) -> Update:
    """Return an update with a message in a private chat an hour ago, with `fields` beside or instead."""
    at = int((NOW - dt.timedelta(hours=1)).timestamp())
    message = {"message_id": 1, "date": at, "chat": PRIVATE, "from": USER, **fields}
    return Update.de_json({"update_id": 1, kind: message}, None)


def test_age() -> None:
    """Age counts from the writing, or the last edit; a wish to forget and what has no date are always fresh."""
    assert age(update(text="Де?"), NOW) == dt.timedelta(hours=1)
    edited = update("edited_message", text="Де?", edit_date=int(NOW.timestamp()) - 60)
    assert age(edited, NOW) == dt.timedelta(minutes=1)
    assert age(update(text="/forget"), NOW) == dt.timedelta(0)
    assert age(update(text="/FORGET@bot"), NOW) == dt.timedelta(0)
    pressed = Update.de_json({"update_id": 1, "callback_query": {"id": "1", "from": USER, "chat_instance": "1"}}, None)
    assert age(pressed, NOW) == dt.timedelta(0)


def test_author() -> None:
    """The author is the person, the channel or group they write as, or else the chat; a press has its person."""
    assert author(update(text="Де?")) == 501
    assert author(update(text="Де?", sender_chat=GROUP, chat=GROUP)) == -1001
    assert author(update("channel_post", text="Де?", chat=GROUP, **{"from": None})) == -1001
    pressed = Update.de_json({"update_id": 1, "callback_query": {"id": "1", "from": USER, "chat_instance": "1"}}, None)
    assert author(pressed) == 501
    assert author(Update(1)) is None


def test_places() -> None:
    """A place, a place with a name and a place that moves are places; words about one are not."""
    assert is_place(update(location=HERE))
    assert is_place(update("edited_message", location=HERE))
    assert is_place(update(location=HERE, venue={"location": HERE, "title": "Дім", "address": "вулиця"}))
    assert not is_place(update(text="50.0, 36.25"))
    assert not is_place(Update(1))


def test_inline() -> None:
    """What is typed or chosen inline is waited for a few seconds only."""
    query = {"id": "1", "from": USER, "query": "укр", "offset": ""}
    assert is_inline(Update.de_json({"update_id": 1, "inline_query": query}, None))
    chosen = {"result_id": "1", "from": USER, "query": "укр"}
    assert is_inline(Update.de_json({"update_id": 1, "chosen_inline_result": chosen}, None))
    assert not is_inline(update(text="Де?"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "Де?"}, True),
        ({"caption": "Де?"}, True),
        ({"text": "/ask Де?"}, True),
        ({"text": "/start"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_questions(fields: dict[str, Any], expected: bool) -> None:
    """Words are a question, and so is /ask; another command is none."""
    assert is_question(update(**fields)) is expected
    assert not is_question(Update(1))


def test_private_chat() -> None:
    """The chat of a private message is told; of a group's, and of what is not written, none."""
    assert private_chat(update(text="Де?")) == 501
    assert private_chat(update(text="Де?", chat=GROUP)) is None
    assert private_chat(Update(1)) is None


def test_what_is_stored_has_no_places() -> None:
    """Places are taken out wherever they stand; nothing else changes."""
    raw = {"update_id": 1, "message": {"text": "Де?", "reply_to_message": {"location": HERE, "text": "тут"}}}
    raw["list"] = [{"venue": {"location": HERE}}, 5, None]
    kept = json.loads(without_places(json.dumps(raw, ensure_ascii=False).encode()))
    plain = {"update_id": 1, "message": {"text": "Де?", "reply_to_message": {"text": "тут"}}, "list": [{}, 5, None]}
    assert kept == plain
    body = b'{"text": "locations"}'
    assert without_places(body) is body


def test_turns() -> None:
    """What is written has the turn of its person and chat; a press has one beside it; what has no order has none."""
    assert whose(update(text="Де?")) == whose(update("edited_message", text="Де?")) == Turn(501, 501)
    assert whose(update("channel_post", text="/ask Де?", chat=GROUP, **{"from": None})) == Turn(-1001, -1001)
    under = {"message_id": 1, "date": 1, "chat": GROUP}
    for message, chat in ((under, -1001), (None, 0)):
        pressed = {"id": "1", "from": USER, "chat_instance": "1", **({"message": message} if message else {})}
        assert whose(Update.de_json({"update_id": 1, "callback_query": pressed}, None)) == Turn(chat, 501, pressed=True)
    assert whose(Update(1)) is None
    assert whose("no update") is None


def test_rooms() -> None:
    """Persons of a group share its room, apart from who presses there; a private chat has none."""
    assert Turn(501, 501).room is None
    assert Turn(-1001, 501).room == Turn(-1001, 502).room
    assert Turn(-1001, 501, pressed=True).room not in {None, Turn(-1001, 501).room}
    assert [Turn(501, 501).kind, Turn(-1001, 501).kind, Turn(0, 501, pressed=True).kind] == [
        "private",
        "group",
        "press",
    ]


@pytest.mark.parametrize(
    ("fields", "ordered"),
    [
        ({"text": "хто бачив кота?"}, False),
        ({"text": "/ask Де?"}, True),
        ({"text": "@bot Де?", "entities": [{"type": "mention", "offset": 0, "length": 4}]}, True),
        ({"caption": "Ганно, де?", "caption_entities": [{"type": "text_mention", "offset": 0, "length": 5}]}, True),
        ({"text": "і де?", "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP}}, True),
        ({"text": "див. сайт", "entities": [{"type": "bold", "offset": 0, "length": 4}]}, False),
        ({}, False),
    ],
    ids=str,
)
def test_talk_in_groups_has_no_order(fields: dict[str, Any], ordered: bool) -> None:
    """Of what is said in a group only commands, mentions and replies can be for the bot."""
    assert (whose(update(chat=GROUP, **fields)) is not None) is ordered
