"""What happens to the inbox's rows, gathered: many updates' changes go into one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Insert, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, insert_into
from bot.store.errors import StoreError
from bot.store.schema import WIPED, inbox

logger = logging.getLogger(__name__)

LINGER = 0.02
"""Seconds that a mark for which nobody waits may wait for others, to share their transaction."""

PATIENCE = 2.0
"""Seconds that an update waits to be written, before it is answered from memory."""

AGAIN_SECONDS = 1.0
"""Seconds after which marks that could not be written are tried again."""

MOST_ENDS = 50_000
"""Marks of finished updates that are kept while the database is away; without theirs, later ones are handled again."""

Row = Mapping[str, Any]

_NAMED = inbox.c.update_id == bindparam("number")
_AMONG = inbox.c.update_id.in_(bindparam("numbers", expanding=True))

START = (
    update(inbox)
    .where(_AMONG, inbox.c.owner == bindparam("me"), inbox.c.state == "pending")
    .values(state="started")
    .returning(inbox.c.update_id)
)
FAIL = (
    update(inbox)
    .where(_NAMED, inbox.c.state == "started")
    .values(state="pending", failures=inbox.c.failures + bindparam("counted"), error=bindparam("why"))
)
DONE = update(inbox).where(_AMONG).values(state="done", error=None, **WIPED)
ASIDE = update(inbox).where(_NAMED).values(state="aside", error=bindparam("why"), **WIPED)


@dataclass
class Batch:
    """Changes that wait for the next transaction, by the number of their update, and then what came of them."""

    puts: dict[int, Row] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    fails: dict[int, tuple[str, int]] = field(default_factory=dict)
    ends: dict[int, str | None] = field(default_factory=dict)
    """With the error for which the update is set aside; None where it is done."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it is written, or nobody is to wait for it any more."""
    patient_until: float | None = None
    """When nobody is to wait any more, by the loop's clock; None where nobody waits."""
    new: Collection[int] | None = None
    """Which rows there were none of before; None where that is not known."""
    started: Collection[int] | None = None
    """Which rows were pending, and this replica's; None where that is not known."""

    def __bool__(self) -> bool:
        return bool(self.puts or self.starts or self.fails or self.ends)

    def took(self, number: int) -> bool:
        """Tell whether a row that was put is new; yes where nobody can tell."""
        return self.new is None or number in self.new

    def began(self, number: int) -> bool:
        """Tell whether a row is marked as started; yes where nobody can tell."""
        return self.started is None or number in self.started


class Writer:
    """Writes changes of the inbox in the order: new rows, failures, starts, ends; each batch is one transaction."""

    def __init__(self, database: Database, replica: str) -> None:
        self.broken = False
        """Whether the last transaction failed or takes too long: nobody waits then, and ends are tried again."""
        self._database = database
        self._replica = replica
        self._insert = _insert(database)
        self._batch = Batch()
        self._writing = Batch()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._timer: asyncio.TimerHandle | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def put(self, rows: Mapping[int, Row]) -> Batch:
        """Insert rows, given by the number of their update; the batch tells which there were none of."""
        for number, row in rows.items():
            self._batch.puts.setdefault(number, row)
        return self._waited_for()

    def start(self, number: int) -> Batch:
        """Mark a row of this replica as started; the batch tells whether it was pending, and this replica's."""
        self._batch.starts.add(number)
        return self._waited_for()

    def fail(self, number: int, why: str, counted: int) -> None:
        """Put a row back that was started, with `counted` failures more."""
        self._batch.fails[number] = why[:255], counted
        self._soon(LINGER)

    def end(self, number: int, why: str | None = None) -> None:
        """Wipe a row as done, or, for the error `why`, as set aside."""
        if len(self._batch.ends) < MOST_ENDS:
            self._batch.ends[number] = why[:255] if why else None
        self._soon(LINGER)

    def give_up(self, why: str) -> None:
        """Take the database for away, until something is written again; nobody waits for it any more."""
        if not self.broken:
            self.broken = True
            logger.error("the inbox can't be written: updates are answered from memory", extra={"error": why})
        self._writing.settled.set()
        self._batch.settled.set()
        # Who comes from now on waits, if at all, for what is written with them.
        self._batch = replace(self._batch, settled=asyncio.Event(), patient_until=None)

    async def flush(self) -> None:
        """Wait until everything so far is written, or could not be."""
        self._wake.set()
        await self._idle.wait()

    async def close(self) -> None:
        """Write what waits and stop."""
        if self._task is None:
            return
        await self.flush()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    def _waited_for(self) -> Batch:
        if self._batch.patient_until is None and not self.broken:
            self._batch.patient_until = asyncio.get_running_loop().time() + PATIENCE
            if self._patience is None:
                self._watch()
        self._soon(0)
        return self._batch

    def _watch(self) -> None:
        """Have patience with the batch that waits for longest, until its time has come."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        until = self._writing.patient_until or self._batch.patient_until
        if until is not None:
            self._patience = asyncio.get_running_loop().call_at(until, self.give_up, "it takes too long")

    def _soon(self, seconds: float) -> None:
        self._idle.clear()
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="inbox")
        if not seconds:
            self._wake.set()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._timer = None
        self._wake.set()

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._writing, self._batch = self._batch, Batch()
            if self._writing:
                await self._settle(self._writing)
                self._writing = Batch()
                self._watch()
            if not self._batch or (self.broken and not self._wake.is_set()):
                self._idle.set()

    async def _settle(self, batch: Batch) -> None:
        """Write `batch`, and tell those who wait."""
        try:
            batch.new, batch.started = await self._write(batch)
        except Exception as error:  # noqa: BLE001 - whatever ails the store, updates are answered from memory
            self._failed(batch, error)
            return
        if self.broken:
            self.broken = False
            logger.info("the inbox can be written again")
        batch.settled.set()

    def _failed(self, batch: Batch, error: Exception) -> None:
        self.give_up(str(error) if isinstance(error, StoreError) else type(error).__name__)
        # What is done must not be done again after a restart. Later marks stand, where there are both.
        self._batch.ends = {**batch.ends, **self._batch.ends}
        if self._batch.ends:
            self._soon(AGAIN_SECONDS)

    async def _write(self, batch: Batch) -> tuple[set[int], set[int]]:
        """Return which rows are new, and which were started."""
        async with self._database.writing() as connection:
            new = await self._inserted(connection, list(batch.puts.values()))
            if batch.fails:
                fails = [{"number": number, "why": why, "counted": by} for number, (why, by) in batch.fails.items()]
                await connection.execute(FAIL, fails)
            started: set[int] = set()
            if batch.starts:
                among = {"numbers": list(batch.starts), "me": self._replica}
                started = set((await connection.execute(START, among)).scalars())
            if done := [number for number, why in batch.ends.items() if why is None]:
                await connection.execute(DONE, {"numbers": done})
            if aside := [{"number": number, "why": why} for number, why in batch.ends.items() if why is not None]:
                await connection.execute(ASIDE, aside)
        return new, started

    async def _inserted(self, connection: AsyncConnection, rows: list[Row]) -> set[int]:
        return set((await connection.execute(self._insert, rows)).scalars()) if rows else set()


def _insert(database: Database) -> Insert:
    insert = insert_into(inbox, is_sqlite=database.is_sqlite)
    return insert.on_conflict_do_nothing().returning(inbox.c.update_id)
