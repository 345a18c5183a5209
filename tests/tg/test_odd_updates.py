"""Updates that nobody thought of."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from tests.tg.conftest import Scene
from tests.tg.odd import Odd

# Telegram's times in seconds are deprecated in python-telegram-bot, which the bot does not read.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

ODD = Odd()

USER: dict[str, Any] = {"id": 500_000_777, "is_bot": False, "first_name": "Олена", "language_code": "uk"}
CHATS: dict[str, dict[str, Any]] = {
    "private": {"id": 500_000_777, "type": "private", "first_name": "Олена"},
    "group": {"id": -1001, "type": "group", "title": "Сусіди"},
    "forum": {"id": -1002000000000, "type": "supergroup", "title": "Форум", "is_forum": True},
    "channel": {"id": -1003000000000, "type": "channel", "title": "Новини"},
}
TEXTS = [
    "",
    " ",
    "/",
    "/@",
    "/ask@",
    "/" + "a" * 4095,
    "ж" * 4096,
    "😀" * 2048,
    "\u202e" * 50,
    "\x00",
    "\ud800",
    "a\u0301" * 500,
    "<b>&amp;</b>",
    "{0} {name} %s",
    "١٢٣",
]


@pytest.mark.parametrize("chat", CHATS)
async def test_every_kind_of_message(scene: Scene, chat: str) -> None:
    """A message with any one field of the specification, service messages included, is no error in any chat."""
    kind = "channel_post" if chat == "channel" else "message"
    fed = 0
    for user in (USER, None):
        for message in ODD.messages(CHATS[chat], user):
            fed += await _feed(scene, {"update_id": 1, kind: message})
    assert fed > 200


async def test_every_kind_of_update(scene: Scene) -> None:
    """Updates of every kind, those that the bot never asks for included, are no error."""
    fed = 0
    for name, body in ODD.updates():
        fed += await _feed(scene, {"update_id": 1, name: body})
    assert fed > 20
    await _feed(scene, {"update_id": 1})
    await _feed(scene, {"update_id": 1, "some_kind_of_tomorrow": {"id": 5}})


@pytest.mark.parametrize("chat", CHATS)
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
async def test_odd_texts(scene: Scene, chat: str, text: str) -> None:
    """Whatever a text holds, and whatever entities it claims to have, it is no error, edited or not."""
    for entities in ([], [_entity("bot_command", 0, 1)], [_entity("mention", 0, 900)], [_entity("text_mention", 1, 1)]):
        message = {"message_id": 5, "date": 1_775_044_800, "chat": CHATS[chat], "text": text, "entities": entities}
        for kind in ("channel_post", "edited_channel_post") if chat == "channel" else ("message", "edited_message"):
            sender = {} if chat == "channel" else {"from": USER}
            assert await _feed(scene, {"update_id": 1, kind: {**message, **sender}})


@pytest.mark.parametrize("data", [None, "", "1:t:uk:c:population", "x" * 500])
@pytest.mark.parametrize("place", ["none", "inline", "gone"])
async def test_odd_presses(scene: Scene, data: str | None, place: str) -> None:
    """A button without data, without a message, or under one that is gone, is no error."""
    body: dict[str, Any] = {"id": "1", "from": USER, "chat_instance": "1"}
    if data is not None:
        body["data"] = data
    if place == "inline":
        body["inline_message_id"] = "abc"
    if place == "gone":
        body["message"] = {"message_id": 5, "date": 0, "chat": CHATS["private"]}
    assert await _feed(scene, {"update_id": 1, "callback_query": body})


def _entity(kind: str, offset: int, length: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": kind, "offset": offset, "length": length}
    return {**entity, "user": USER} if kind == "text_mention" else entity


async def _feed(scene: Scene, body: dict[str, Any]) -> bool:
    """Feed an update; False where python-telegram-bot itself can't read it."""
    try:
        update = Update.de_json(body, scene.app.bot)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    await scene.app.process_update(update)
    assert scene.failures.messages == [], body
    return True
