"""Turns: order within a chat, and none between people."""

from __future__ import annotations

import asyncio

import pytest

from bot.tg.turns import Turns
from tests.tg.conftest import Scene


async def test_those_of_one_key_wait_for_each_other() -> None:
    """The first to come is the first to be through; another key does not wait, and nothing is left behind."""
    turns, order = Turns(), list[str]()

    async def take(name: str, key: int, seconds: float) -> None:
        async with turns.of(key):
            await asyncio.sleep(seconds)
            order.append(name)

    await asyncio.gather(take("first", 1, 0.05), take("second", 1, 0), take("other", 2, 0))
    assert order == ["other", "first", "second"]
    assert len(turns) == 0


async def test_several_places() -> None:
    """Where a key has several places, so many are through side by side, and one more waits."""
    turns, through = Turns(2), list[str]()

    async def take(name: str, seconds: float) -> None:
        async with turns.of("group"):
            through.append(name)
            await asyncio.sleep(seconds)

    tasks = [asyncio.create_task(take(name, seconds)) for name, seconds in (("a", 0.2), ("b", 0.05), ("c", 0))]
    await asyncio.sleep(0.02)
    assert through == ["a", "b"]
    await asyncio.gather(*tasks)
    assert through == ["a", "b", "c"]
    assert len(turns) == 0


async def test_one_that_is_cancelled_gives_its_turn_on() -> None:
    """Who is left out while it waits does not block those behind."""
    turns, through = Turns(), list[str]()

    async def take(name: str) -> None:
        async with turns.of(1):
            through.append(name)
            await asyncio.sleep(0.05)

    tasks = [asyncio.create_task(take(name)) for name in "abc"]
    await asyncio.sleep(0.01)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (through, len(turns)) == (["a", "c"], 0)


async def test_one_that_fails_gives_its_turn_on() -> None:
    """An error does not block those behind."""
    turns = Turns()
    with pytest.raises(ValueError, match="fault"):
        async with turns.of(1):
            raise ValueError("fault")
    async with asyncio.timeout(1), turns.of(1):
        assert len(turns) == 1


async def test_answers_come_in_the_order_of_the_questions(scene: Scene) -> None:
    """Even where Telegram is slow with the first answer, the second one waits for it."""
    talk = scene.person().private()
    scene.api.faults.delay(0.2, "sendMessage")
    for topic in ("population", "mayor", "shelters"):
        await talk.say(scene.title(topic))
    answers = [await talk.next_message() for _ in range(3)]
    assert [answer.text.split("\n")[0] for answer in answers] == [
        scene.title(topic) for topic in ("population", "mayor", "shelters")
    ]


async def test_a_flood_does_not_hold_others_up(scene: Scene) -> None:
    """A person who sends thirty messages at once waits for them; another one does not."""
    flooder, other = scene.person().private(), scene.person().private()
    scene.api.faults.delay(0.1, "sendMessage", times=None)
    for _ in range(30):
        await flooder.say(scene.title("population"))
    await other.ask(scene.title("mayor"), within=2)
    assert len(await flooder.silence(0)) < 30
    scene.api.faults.clear()
