"""Writes to the store that no reply waits for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]

Rows = Callable[[list[Any]], Awaitable[object]]
"""Writes several rows at once."""

LINGER = 0.02
"""Seconds that a row waits for others, with which it then shares a transaction."""

MOST_WAITING = 2000
"""Writes that may wait; with a store that hangs, later ones are dropped and counted in the log."""


class Recorder:
    """Runs jobs one after another behind the replies; a job that fails is logged and does not stop the others."""

    def __init__(self) -> None:
        self._jobs: asyncio.Queue[Job] = asyncio.Queue(MOST_WAITING)
        self._gathered: dict[Rows, list[Any]] = {}
        self._worker: asyncio.Task[None] | None = None
        self.dropped = 0
        """Writes that were never begun, since too many waited."""
        self.failed = 0
        """Writes that the store did not take."""

    def put(self, job: Job) -> bool:
        """Have `job` run soon; tell whether it will, which it will not where too many wait."""
        if self._jobs.full():
            self._drop()
            return False
        self._jobs.put_nowait(job)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="recorder")
        return True

    def gather(self, write: Rows, row: Any) -> None:
        """Have `row` written soon by `write`, together with others for it."""
        rows = self._gathered.get(write)
        if self._jobs.full() or (rows is not None and len(rows) >= MOST_WAITING):
            self._drop()
        elif rows is not None:
            rows.append(row)
        else:
            self._gathered[write] = [row]
            self.put(partial(self._write_gathered, write))

    async def drain(self) -> None:
        """Wait until all jobs put so far have run."""
        await self._jobs.join()

    async def close(self, within: float = 1.5) -> None:
        """Run what waits, for at most `within` seconds, and stop."""
        try:
            async with asyncio.timeout(within):
                await self.drain()
        except TimeoutError:
            logger.error("%d records were not written in time", self._jobs.qsize())  # noqa: TRY400 - the place is known
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None
        self._jobs = asyncio.Queue(MOST_WAITING)
        self._gathered.clear()

    def _drop(self) -> None:
        self.dropped += 1
        if self.dropped.bit_count() == 1:  # the 1st, 2nd, 4th, 8th ... so that the log does not drown
            logger.error("the store is too slow: %d records dropped so far", self.dropped)

    async def _write_gathered(self, write: Rows) -> None:
        await asyncio.sleep(LINGER)
        await write(self._gathered.pop(write))

    async def _work(self) -> None:
        while True:
            job = await self._jobs.get()
            try:
                await job()
            except Exception as error:  # noqa: BLE001 - the store's troubles are not the person's
                self.failed += 1
                if self.failed.bit_count() == 1:
                    logger.warning("not recorded: %s, %d records so far", type(error).__name__, self.failed)
            finally:
                self._jobs.task_done()
