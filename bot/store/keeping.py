"""A store kept in use: opened as soon as it can be, and again after a fault, while the bot goes on without it."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from bot.store.errors import SecretError, StoreError, StoreFaultError
from bot.store.faults import REMEDIES
from bot.store.guard import Guard
from bot.store.migrating import migrate
from bot.store.store import Store

logger = logging.getLogger(__name__)

FIRST = 0.5
"""Seconds until a store that failed is tried again; each further wait is twice as long."""

LONGEST = 30.0
"""Seconds of the longest wait, so how late at most the bot notices that the store is back."""

STEADY = 60.0
"""Seconds for which the store must have worked before a new fault is waited for briefly again."""

START = 5.0
"""Seconds for which a start waits for the store, before the bot answers without it."""


@asynccontextmanager
async def kept(
    store: Store,
    *,
    before: Callable[[], None] | None = None,
    first: float = FIRST,
    longest: float = LONGEST,
    start: float = START,
) -> AsyncIterator[Guard]:
    """Keep `store` in use while the block runs, whatever happens to its database; give the guard that tells how it is.

    The block begins once the store is open, or after `start` seconds without it: then, and after each fault, whatever
    uses the store gets a StoreError at once until it works again. `before` runs before each opening, and may raise
    SecretError. Times are in seconds.
    """
    keeper = _Keeper(store, before, first, longest)
    task = asyncio.create_task(keeper.run(), name="keeping the store")
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(start):
                await keeper.tried.wait()
        yield keeper.guard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class _Keeper:
    """Opens the store again and again while it fails, and logs when that begins and ends."""

    def __init__(self, store: Store, before: Callable[[], None] | None, first: float, longest: float) -> None:
        self.guard = Guard()
        self.tried = asyncio.Event()
        self._store = store
        self._before = before
        self._first, self._longest = first, longest
        self._told: str | None = None
        self._failures = 0
        self._worked_at: float | None = None
        self.guard.close(StoreFaultError(f"{store.database.name}: is not open yet", "opening"))
        store.database.guard = self.guard

    async def run(self) -> None:
        """Keep the store open until cancelled."""
        while True:
            await self.guard.broken.wait()
            self._tell()
            if self._told is not None:
                await asyncio.sleep(self._pause())
            try:
                await self._open()
            except Exception as error:  # noqa: BLE001 - whatever ails the store, the bot goes on
                self.guard.close(_fault(error))
                self._tell()
            else:
                self._worked()
            self.tried.set()

    async def _open(self) -> None:
        known = self.guard.fault
        database = self._store.database
        if self._before is not None:
            self._before()
        await database.close()  # its connections may be to a file that is there no more
        await database.prepare()
        if known is not None and known.fault == "corrupt" and (damage := await database.damage()):
            raise StoreFaultError(f"{database.name}: the database is damaged: {damage[0]}", "corrupt")
        await migrate(database)
        await self._store.probe(dt.datetime.now(tz=dt.UTC).date())

    def _worked(self) -> None:
        met, self.guard.met = self.guard.met, 0
        self.guard.open()
        self._worked_at = time.monotonic()
        if self._told is not None:
            logger.info("the store works again", extra={"refused": met})
        self._told = None

    def _tell(self) -> None:
        """Log a fault when it begins, and when it turns into another one; not each time that somebody meets it."""
        found = self.guard.fault
        if found is None or found.fault in {"opening", self._told}:
            return
        logger.error(
            "the store can't be used: the bot goes on without it",
            extra={"fault": found.fault, "reason": str(found), "remedy": REMEDIES[found.fault]},
        )
        self._told = found.fault

    def _pause(self) -> float:
        """Return the seconds until the next try; longer each time, also where the store works for moments only."""
        if self._worked_at is not None and time.monotonic() - self._worked_at > STEADY:
            self._failures = 0
        whole = min(self._first * 2.0 ** min(self._failures, 30), self._longest)
        self._failures += 1
        self._worked_at = None
        return whole * random.uniform(0.5, 1)  # noqa: S311 - no secret


def _fault(error: Exception) -> StoreFaultError:
    if isinstance(error, StoreFaultError):
        return error
    if isinstance(error, StoreError):
        return StoreFaultError(str(error), "secret" if isinstance(error, SecretError) else "unusable")
    return StoreFaultError(type(error).__name__, "unusable")
