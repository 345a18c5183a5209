"""The inbox: updates are kept, encrypted, from before they are confirmed to Telegram until they are answered.

Usage::

    inbox = Inbox(database, secret)
    for kept in (await inbox.claim(all_others=True)).kept: ...   # what a process before left behind
    if 42 in await inbox.put([Kept(42, body, person)]):          # now Telegram may forget it
        if await inbox.start(42): ...                            # handle it
        inbox.finish(42)
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.store.database import Database, replacing
from bot.store.errors import SecretError
from bot.store.inbox_writer import Batch, Writer
from bot.store.schema import WIPED, inbox, replicas
from bot.store.sealing import Seal

KEPT = dt.timedelta(hours=24)
"""How long an update waits at most, and how long its number is known after it is done."""

BEAT_SECONDS = 5.0
"""Seconds between two signs of life of a replica."""

SILENT = dt.timedelta(seconds=30)
"""Silence after which a replica is taken for dead, and its work is taken over."""

CLAIMED = 100
"""Updates taken over at a time."""

KNOWN = 5000
"""Numbers of updates that are known without the database."""

CRASHED = "crashed twice"
"""Why an update is set aside that was being handled at two ends without a goodbye."""

_UNFINISHED = inbox.c.body.is_not(None)


@dataclass(frozen=True, slots=True)
class Kept:
    """An update in the inbox: its number, its text as Telegram wrote it, and the pseudonym of who wrote it.

    Without a body only the number is kept, so that a second delivery is known. `started` says that it is handled at
    once, which saves marking it; `failures` counts how often handling it raised an error.
    """

    update_id: int
    body: bytes | None = field(repr=False)
    person: str | None = field(default=None, repr=False)
    started: bool = False
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was taken over: updates to be handled, and how many were set aside since they crashed twice."""

    kept: tuple[Kept, ...]
    crashed: int


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


class Inbox:
    """The updates in hand, in the database; each is handled by one replica, and by another where that one dies.

    `put`, `start`, `finish`, `fail` and `set_aside` never raise: without the database updates are handled from memory,
    and a crash then loses them. All others raise StoreError.
    """

    def __init__(self, database: Database, secret: bytes, clock: Callable[[], dt.datetime] = _now) -> None:
        """Keep updates in `database`, sealed with a key made from `secret`, which all replicas share."""
        self.replica = secrets.token_hex(8)
        """Who this process is to the others; new at each start."""
        self._database = database
        self._seal = Seal(secret, "inbox")
        self._clock = clock
        self._writer = Writer(database, self.replica)
        self._known: dict[int, Batch | None] = {}
        """With that in which the update is being written; None where it is."""

    @property
    def reachable(self) -> bool:
        """Tell whether what was put lately can be read again: the database took the last changes."""
        return not self._writer.broken

    async def put(self, arrived: Sequence[Kept]) -> frozenset[int]:
        """Keep updates that arrived, and return the numbers of those that are new; they may be confirmed then."""
        # Whoever delivers one again may take it for kept only once it is.
        again = [batch for kept in arrived if (batch := self._known.get(kept.update_id)) is not None]
        new = {kept.update_id: self._row(kept) for kept in arrived if kept.update_id not in self._known}
        found: frozenset[int] = frozenset()
        if new:
            batch = self._writer.put(new)
            for number in new:
                self._know(number, batch)
            try:
                await self._settled(batch)
            finally:
                for number in new:
                    self._written(number)
            # Of those that could not be written nobody can tell; they are handled.
            found = frozenset(number for number in new if batch.took(number))
        for batch in again:
            await self._settled(batch)
        return found

    async def start(self, update_id: int) -> bool:
        """Note that handling begins; False where the update is done, or another replica has taken it over."""
        batch = self._writer.start(update_id)
        await self._settled(batch)
        return batch.began(update_id)

    def finish(self, update_id: int) -> None:
        """Note that an update is done, and wipe it."""
        self._writer.end(update_id)

    def fail(self, update_id: int, error: str, *, counted: bool = True) -> None:
        """Put a started update back, for `error`: its kind and place in the code, with nothing that a person wrote."""
        self._writer.fail(update_id, error, int(counted))

    def set_aside(self, update_id: int, error: str) -> None:
        """Wipe an update that can't be handled, and keep its number and `error` for a day."""
        self._writer.end(update_id, error)

    async def refuse(self, update_id: int, error: str) -> None:
        """Keep the number and the `error` of an update that can't be read, before it is confirmed."""
        row = {**self._row(Kept(update_id, None)), "state": "aside", "error": error[:255]}
        await self._settled(self._writer.put({update_id: row}))

    async def body(self, update_id: int) -> bytes | None:
        """Return the text of an update that waits; None where it is done, or can't be opened."""
        async with self._database.reading() as connection:
            sealed = await connection.scalar(select(inbox.c.body).where(inbox.c.update_id == update_id))
        return self._opened(update_id, sealed)

    async def beat(self) -> None:
        """Show that this replica lives."""
        now = self._clock()
        async with self._database.writing() as connection:
            row = {"replica": self.replica, "seen_at": now}
            await connection.execute(replacing(connection, replicas, row, "replica"), row)
            await connection.execute(delete(replicas).where(replicas.c.seen_at < now - KEPT))

    async def claim(self, *, all_others: bool = False) -> Claimed:
        """Take over updates of replicas that are silent or gone, oldest first, at most `CLAIMED`.

        `all_others` takes every other replica for gone: right after a start, where one process alone uses the file.
        One that was being handled is handled once more; set aside where that ended in a crash, too.
        """
        async with self._database.writing() as connection:
            orphaned = _UNFINISHED & self._orphaned(all_others)
            crashed_again = (inbox.c.state == "started") & (inbox.c.crashes > 0)
            aside = update(inbox).where(orphaned, crashed_again).values(state="aside", error=CRASHED, **WIPED)
            crashed = (await connection.execute(aside)).rowcount
            # Two replicas that look at once pass over what the other one is taking.
            free = select(inbox.c.update_id).where(orphaned).order_by(inbox.c.update_id).limit(CLAIMED)
            numbers = (await connection.execute(free.with_for_update(skip_locked=True))).scalars().all()
            taking = (
                update(inbox)
                .where(inbox.c.update_id.in_(numbers))
                .values(
                    owner=self.replica,
                    crashes=inbox.c.crashes + case((inbox.c.state == "started", 1), else_=0),
                    state="pending",
                )
                .returning(inbox.c.update_id, inbox.c.body, inbox.c.person, inbox.c.failures)
            )
            rows = (await connection.execute(taking)).all()
        kept = [
            Kept(row.update_id, self._opened(row.update_id, row.body), row.person, failures=row.failures)
            for row in rows
        ]
        for one in kept:
            self._know(one.update_id, None)
        return Claimed(tuple(sorted(kept, key=lambda one: one.update_id)), crashed)

    async def purge(self) -> int:
        """Delete what is older than a day, and tell how many updates of it were never handled."""
        old = inbox.c.received_at < self._clock() - KEPT
        async with self._database.writing() as connection:
            unhandled = (await connection.execute(delete(inbox).where(old, _UNFINISHED))).rowcount
            await connection.execute(delete(inbox).where(old))
        return unhandled

    async def waiting(self) -> tuple[int, dt.timedelta]:
        """Return how many updates wait or are being handled, by any replica, and the age of the oldest."""
        async with self._database.reading() as connection:
            count = func.count(inbox.c.update_id)
            found = (await connection.execute(select(count, func.min(inbox.c.received_at)).where(_UNFINISHED))).one()
        return found[0], self._clock() - found[1] if found[1] else dt.timedelta(0)

    async def close(self) -> None:
        """Write what waits, and leave what is not done to whoever comes next; the database stays open."""
        await self._writer.close()
        async with self._database.writing() as connection:
            await connection.execute(update(inbox).where(inbox.c.owner == self.replica).values(owner=None))
            await connection.execute(delete(replicas).where(replicas.c.replica == self.replica))

    def _orphaned(self, all_others: bool) -> ColumnElement[bool]:
        alive = select(replicas.c.replica).where(replicas.c.seen_at > self._clock() - SILENT)
        others = inbox.c.owner != self.replica
        return or_(inbox.c.owner.is_(None), others if all_others else others & inbox.c.owner.not_in(alive))

    def _row(self, kept: Kept) -> dict[str, Any]:
        sealed = None if kept.body is None else self._seal.close(kept.body, _bound(kept.update_id))
        state = "started" if kept.started else "pending"
        return {
            "update_id": kept.update_id,
            "received_at": self._clock(),
            "state": state if sealed else "done",
            "owner": self.replica if sealed else None,
            "person": kept.person if sealed else None,
            "body": sealed,
            "failures": kept.failures,
            "crashes": 0,
            "error": None,
        }

    def _opened(self, update_id: int, sealed: bytes | None) -> bytes | None:
        if sealed is None:
            return None
        try:
            return self._seal.open(sealed, _bound(update_id))
        except SecretError as error:
            self.set_aside(update_id, type(error).__name__)
            return None

    async def _settled(self, batch: Batch) -> None:
        """Wait for `batch`, unless the database is known to be away; for a while only."""
        if not self._writer.broken:
            await batch.settled.wait()

    def _know(self, number: int, batch: Batch | None) -> None:
        self._known[number] = batch
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    def _written(self, number: int) -> None:
        if number in self._known:
            self._known[number] = None


def _bound(update_id: int) -> bytes:
    return str(update_id).encode("ascii")
