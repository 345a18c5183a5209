"""aiosqlite's connection with fewer errands to its thread, each of which costs more than most statements do.

Usage: `create_async_engine(url, connect_args={"async_creator_fn": connect})`
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, Self, TypeVar

import aiosqlite

Value = TypeVar("Value")


def connect(*where: Any, **options: Any) -> Connection:
    """Return a connection to be awaited; the arguments are those of `sqlite3.connect`."""
    return Connection(partial(sqlite3.connect, *where, **options))


class Connection(aiosqlite.Connection):
    """A connection that begins a transaction with its first statement, and ends only one that there is."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        """Connect by `connector`, in the thread, once this is awaited."""
        super().__init__(connector, iter_chunk_size=0)  # which only aiosqlite's own cursor uses
        self._thread.daemon = True  # as SQLAlchemy sets it: an open connection does not keep the process alive
        self._beginning: str | None = None
        self._settled = True
        """Whether the thread is done with all that it was given; not so once waiting for it was cancelled."""

    def begin(self, statement: str) -> None:
        """Have the next statement begin a transaction by `statement`, such as BEGIN IMMEDIATE."""
        self._beginning = statement

    async def commit(self) -> None:
        """Commit the transaction that was begun, if any statement came."""
        await self._end(self._conn.commit)

    async def rollback(self) -> None:
        """Roll back the transaction that was begun, if any statement came."""
        await self._end(self._conn.rollback)

    def cursor(self) -> Cursor:  # type: ignore[override]  # nothing to wait for here
        """Return what runs statements; in contrast to aiosqlite's it needs no errand to be made, read or closed."""
        return Cursor(self)

    async def run(self, work: Callable[..., Found], *arguments: Any) -> Found:
        """Return what `work` finds in the thread, in the transaction that is to begin, if one is."""
        beginning, self._beginning = self._beginning, None
        return await self._errand(work, self._conn, beginning, *arguments)

    async def _end(self, way: Callable[[], None]) -> None:
        self._beginning = None
        if self.in_transaction or not self._settled:
            await self._errand(way)

    async def _errand(self, work: Callable[..., Value], *arguments: Any) -> Value:
        self._settled = False
        try:
            result: Value = await self._execute(work, *arguments)  # type: ignore[no-untyped-call]
        except Exception:  # the work's own
            self._settled = True
            raise
        self._settled = True
        return result


class Found(NamedTuple):
    """What a statement led to."""

    rows: Sequence[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class Cursor:
    """Runs a statement, and holds all rows that it found: what SQLAlchemy needs of aiosqlite's cursor."""

    def __init__(self, connection: Connection) -> None:
        """Run on `connection`."""
        self._connection = connection
        self._found = Found()
        self.arraysize = 1
        """Rows that SQLAlchemy takes at a time, of those that are here."""

    async def __aenter__(self) -> Self:
        """Return the cursor."""
        return self

    @property
    def description(self) -> Any:
        """Return the columns that were found; None where the statement finds none."""
        return self._found.description

    @property
    def rowcount(self) -> int:
        """Return how many rows were changed; -1 where the statement changes none."""
        return self._found.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Return the number of the row that was inserted last."""
        return self._found.lastrowid

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> None:
        """Run a statement."""
        self._found = await self._connection.run(_executed, statement, parameters)

    async def executemany(self, statement: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run a statement for each of `rows`."""
        self._found = await self._connection.run(_executed_many, statement, rows)

    async def fetchall(self) -> Sequence[Any]:
        """Return all rows."""
        return self._found.rows

    async def close(self) -> None:
        """Do nothing: the real cursor was closed when it was read."""


def _executed(connection: sqlite3.Connection, beginning: str | None, statement: str, parameters: Any) -> Found:
    if beginning is not None:
        connection.execute(beginning)
    cursor = connection.execute(statement, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return Found(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()


def _executed_many(connection: sqlite3.Connection, beginning: str | None, statement: str, rows: Any) -> Found:
    if beginning is not None:
        connection.execute(beginning)
    cursor = connection.executemany(statement, rows)
    try:
        return Found(rowcount=cursor.rowcount)
    finally:
        cursor.close()
