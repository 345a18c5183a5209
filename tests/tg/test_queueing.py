"""Whose message goes next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.tg.queueing import Queue, Rate, Window

FREE = (Rate(1000, 1.0),)


def test_a_window() -> None:
    """A place is free again `seconds` after the answer, whatever the order of answers."""
    window = Window(Rate(2, 10.0))
    window.begin(0.0)
    assert window.opens(0.0) == 0.0
    window.begin(0.0)
    assert window.opens(0.0) == float("inf")
    window.end(3.0)
    assert window.opens(4.0) == 13.0
    assert window.opens(13.0) == 13.0
    window.begin(13.0)
    window.end(14.0)
    window.end(15.0)
    assert window.opens(15.0) == 24.0
    assert not window.empty(20.0)
    assert window.empty(25.0)


def test_a_window_that_is_not_strict() -> None:
    """Here a place is free again `seconds` after the sending, however late the answer."""
    window = Window(Rate(1, 10.0), strict=False)
    window.begin(1.0)
    assert window.opens(5.0) == 11.0
    window.end(30.0)
    assert window.opens(30.0) == 30.0


@asynccontextmanager
async def turn(queue: Queue, key: int, rates: tuple[Rate, ...]) -> AsyncIterator[None]:
    """Give the turn of a message to the chat `key`."""
    lane = await queue.enter(key, rates)
    try:
        yield
    finally:
        queue.leave(lane)


async def _send(queue: Queue, key: int, sent: list[int], rates: tuple[Rate, ...] = FREE, takes: float = 0.0) -> None:
    async with turn(queue, key, rates):
        sent.append(key)
        await asyncio.sleep(takes)


async def test_chats_take_turns() -> None:
    """Where one chat has ten messages waiting and two others one each, those come second and third."""
    queue, sent = Queue(Rate(1, 0.01)), list[int]()
    await asyncio.gather(*(_send(queue, key, sent) for key in [1] * 10 + [2, 3]))
    assert sent == [1, 1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 1]


async def test_a_chats_own_limit_delays_that_chat_alone() -> None:
    """Others pass by a chat that has to wait."""
    queue, sent = Queue(Rate(100, 1.0)), list[int]()
    strict = (Rate(1, 0.5),)
    started = time.monotonic()
    waiting = asyncio.gather(*(_send(queue, 1, sent, strict) for _ in range(3)))
    await asyncio.sleep(0)
    await _send(queue, 2, sent, strict)
    assert time.monotonic() - started < 0.5
    await waiting
    assert sent == [1, 2, 1, 1]
    assert 1 <= time.monotonic() - started < 3


@pytest.mark.parametrize("keys", [[1] * 40, list(range(40))], ids=["one chat", "many chats"])
async def test_no_rate_is_exceeded(keys: Sequence[int]) -> None:
    """In any span of the rate's length no more messages of a chat begin than it allows.

    Those of many chats are seen a moment after they were let through, so here for them a span more is left; the exact
    bound is that of the next test.
    """
    queue, begun = Queue(Rate(10, 0.1)), list[float]()

    async def send(key: int) -> None:
        async with turn(queue, key, (Rate(10, 0.1),)):
            begun.append(time.monotonic())

    await asyncio.gather(*map(send, keys))
    most = 10 if len(set(keys)) == 1 else 20
    assert all(later - earlier > 0.1 for earlier, later in zip(begun, begun[most:], strict=False))
    assert 0.2 < begun[-1] - begun[0] < 3


def test_the_overall_rate_is_exact() -> None:
    """By the clock that the window is told, no span of the rate's length has more beginnings than it allows."""
    window, now, begun = Window(Rate(10, 0.1), strict=False), 0.0, list[float]()
    while len(begun) < 40:
        now = max(now, window.opens(now))
        window.begin(now)
        begun.append(now)
    assert all(later - earlier >= 0.1 for earlier, later in zip(begun, begun[10:], strict=False))


async def test_a_pause_of_one_and_of_all() -> None:
    """While a chat is paused others go on; while all are, nobody does, and afterwards all do."""
    queue, sent = Queue(Rate(100, 1.0)), list[int]()
    queue.pause(1, 0.2)
    waiting = asyncio.create_task(_send(queue, 1, sent))
    await _send(queue, 2, sent)
    assert 0.1 < queue.paused_for(1) <= 0.2
    assert queue.paused_for(2) == 0
    queue.pause_all(0.4)
    others = asyncio.create_task(_send(queue, 3, sent))
    await asyncio.sleep(0.3)
    assert sent == [2]
    await asyncio.gather(waiting, others, queue.unpaused("method"))
    assert sorted(sent) == [1, 2, 3]


async def test_who_gives_up_waiting_takes_no_place() -> None:
    """A cancelled wait, also one that was over in the same moment, leaves the queue as it was."""
    queue, sent = Queue(Rate(1, 0.05)), list[int]()
    first = asyncio.create_task(_send(queue, 1, sent, takes=0.05))
    await asyncio.sleep(0)
    given_up = [asyncio.create_task(_send(queue, key, sent)) for key in (1, 2, 2)]
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await first
    async with asyncio.timeout(1):
        for key in (1, 2, 3):
            await _send(queue, key, sent)
    assert sent == [1, 1, 2, 3]


async def test_let_through_and_cancelled_in_one_moment() -> None:
    """The place that a cancelled message had just been given is free for the next."""
    queue, sent = Queue(Rate(1, 0.01)), list[int]()
    async with turn(queue, 1, FREE):
        waiting = asyncio.create_task(_send(queue, 1, sent))
        await asyncio.sleep(0)
    queue._go_on(time.monotonic() + 0.01)  # noqa: SLF001 - no other way to meet that moment
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(1):
        await _send(queue, 2, sent)
    assert sent == [2]


async def test_chats_of_long_ago_are_forgotten() -> None:
    """Ten thousand chats in turn do not stay in memory."""
    queue, sent = Queue(Rate(100_000, 0.001)), list[int]()
    for key in range(10_000):
        await _send(queue, key, sent, (Rate(3, 0.01),))
    assert len(queue) < 5_000
