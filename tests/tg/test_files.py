"""Pictures and documents out."""

from __future__ import annotations

import asyncio
import logging
import threading

import pytest

from bot.demo.botapi.files import png
from bot.demo.botapi.people import Person
from bot.tg.context import BotContext
from bot.tg.files import File, send_file
from bot.tg.sending import Place
from tests.tg.conftest import Scene


async def _place(scene: Scene) -> tuple[Person, BotContext, Place]:
    person = scene.person("en")
    await person.private().ask("/help")
    return person, BotContext(scene.app), Place(person.id)


async def test_a_file_is_made_beside_the_event_loop(scene: Scene) -> None:
    """While one is made, others are answered."""
    _, context, place = await _place(scene)
    threads = []

    def make() -> bytes:
        threads.append(threading.current_thread())
        return png()

    assert await send_file(context, place, File("photo", "x.png", "x", make))
    assert threads
    assert threads[0] is not threading.main_thread()


async def test_a_file_without_a_caption_has_none(scene: Scene) -> None:
    """Nothing is written under it."""
    person, context, place = await _place(scene)
    assert await send_file(context, place, File("document", "x.txt", "x", lambda: b"text"))
    assert (await person.private().next_message()).text == ""


async def test_a_known_file_waits_for_no_other_chat(scene: Scene) -> None:
    """Where Telegram is slow with one chat, the others get the same file meanwhile; it was made once."""
    made: list[bool] = []

    def make() -> bytes:
        made.append(True)
        return png()

    file = File("photo", "x.png", "x", make)
    (_, context, first), (_, _, second) = await _place(scene), await _place(scene)
    assert await send_file(context, first, file)
    scene.api.faults.delay(2, "sendPhoto")
    slow = asyncio.create_task(send_file(context, first, file))
    while len(scene.api.log.of("sendPhoto")) < 2:  # noqa: ASYNC110 - until the slow one is on its way
        await asyncio.sleep(0.01)
    async with asyncio.timeout(1.5):
        assert await send_file(context, second, file)
    assert not slow.done()
    assert await slow
    assert made == [True]


async def test_an_action_that_is_refused_does_not_stop_the_file(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody may be shown that it comes, it comes all the same."""
    caplog.set_level(logging.INFO, "bot.tg.files")
    person, context, place = await _place(scene)
    scene.api.faults.refuse(400, "Bad Request: not enough rights", "sendChatAction")
    assert await send_file(context, place, File("photo", "x.png", "x", png))
    assert (await person.private().next_message())["photo"]
    assert [message for message in caplog.messages if message.startswith("no action shown")]


async def test_what_may_not_be_sent_is_logged_and_not_kept(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A refusal is no file, and nothing is remembered of it."""
    _, context, place = await _place(scene)
    scene.api.faults.refuse(403, "Forbidden: bot was blocked by the user", "sendPhoto")
    assert not await send_file(context, place, File("photo", "x.png", "x", png))
    assert len(scene.app.memory.files) == 0
    assert "not sent: Forbidden: Forbidden: bot was blocked by the user" in caplog.messages
