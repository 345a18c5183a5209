"""Steps that a stop does not cut."""

from __future__ import annotations

import asyncio

import pytest

from bot.tg.finishing import finished


async def test_a_step_ends_before_the_stop_takes_effect() -> None:
    """Who cancels gets the cancellation, and finds the step done."""
    begun, may_end, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def step() -> None:
        begun.set()
        await may_end.wait()
        done.set()

    work = asyncio.create_task(finished(step()))
    await begun.wait()
    work.cancel()
    await asyncio.sleep(0)
    assert not work.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert done.is_set()


async def test_a_fault_of_a_step_is_raised() -> None:
    """Without a stop the step's own error comes out."""

    async def step() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        await finished(step())
