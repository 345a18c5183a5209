"""Writes that no reply waits for."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.store.errors import StoreError
from bot.tg.recording import MOST_WAITING, Recorder


async def test_jobs_run_in_order() -> None:
    """What is put first is written first."""
    recorder, done = Recorder(), list[int]()

    async def job(number: int) -> None:
        done.append(number)

    for number in range(5):
        recorder.put(lambda number=number: job(number))  # type: ignore[misc]
    await recorder.drain()
    assert done == [0, 1, 2, 3, 4]
    await recorder.close()


async def test_a_failing_job_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The log names the kind of error, without its words; what follows is written."""
    recorder, done = Recorder(), asyncio.Event()

    async def fail() -> None:
        raise StoreError("a secret of somebody")

    async def work() -> None:
        done.set()

    recorder.put(fail)
    recorder.put(work)
    await recorder.drain()
    assert done.is_set()
    assert caplog.messages == ["not recorded: StoreError, 1 records so far"]
    await recorder.close()


async def test_closing_writes_what_waits_but_not_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    """A store that hangs holds up the end only so long."""
    recorder = Recorder()

    async def hang() -> None:
        await asyncio.sleep(60)

    recorder.put(hang)
    recorder.put(hang)
    await asyncio.sleep(0)
    await recorder.close(within=0.05)
    assert caplog.messages == ["1 records were not written in time"]
    await recorder.close()


async def test_with_a_store_that_hangs_records_are_dropped(caplog: pytest.LogCaptureFixture) -> None:
    """Memory does not grow without end, and the log is not flooded."""
    caplog.set_level(logging.ERROR)
    recorder = Recorder()

    async def hang() -> None:
        await asyncio.sleep(60)

    for _ in range(MOST_WAITING + 5):
        recorder.put(hang)
    assert recorder.dropped == 5
    assert len(caplog.messages) == 3
    await recorder.close(within=0.01)


async def test_rows_for_the_same_table_are_written_together() -> None:
    """What comes while a write waits or is under way goes into the next one; nothing is lost or written twice."""
    recorder, written = Recorder(), list[list[int]]()

    async def write(rows: list[int]) -> None:
        written.append(list(rows))
        await asyncio.sleep(0.01)

    for number in range(5):
        recorder.gather(write, number)
    while not written:  # noqa: ASYNC110 - nothing rings
        await asyncio.sleep(0.001)
    recorder.gather(write, 5)
    recorder.gather(write, 6)
    await recorder.drain()
    assert written == [[0, 1, 2, 3, 4], [5, 6]]
    await recorder.close()


async def test_rows_are_dropped_where_too_many_wait(caplog: pytest.LogCaptureFixture) -> None:
    """A store that hangs fills no memory with rows either."""
    recorder = Recorder()

    async def hang(_: list[int]) -> None:
        await asyncio.sleep(60)

    for number in range(MOST_WAITING + 2):
        recorder.gather(hang, number)
    assert recorder.dropped == 2
    assert "the store is too slow: 1 records dropped so far" in caplog.messages
    await recorder.close(within=0.01)
