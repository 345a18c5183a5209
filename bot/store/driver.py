"""aiosqlite's connection with fewer errands to its thread, each of which costs more than most statements do."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

import aiosqlite

Value = TypeVar("Value")

_CHUNK = 64


def connect(*where: Any, **options: Any) -> Connection:
    """Return a connection to be awaited; the arguments are those of `sqlite3.connect`."""
    connection = Connection(partial(sqlite3.connect, *where, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does: an open connection must not keep the process alive
    return connection


class Connection(aiosqlite.Connection):
    """A connection that begins a transaction with its first statement, and ends only one that there is."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
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
            result: Value = await self._execute(work, *arguments)
        except asyncio.CancelledError:
            raise
        except BaseException:
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
    """Runs a statement, and holds all rows that it found; what SQLAlchemy needs of aiosqlite's cursor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found = Found()
        self.arraysize = 1

    async def __aenter__(self) -> Cursor:
        return self

    @property
    def description(self) -> Any:
        return self._found.description

    @property
    def rowcount(self) -> int:
        return self._found.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._found.lastrowid

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> None:
        self._found = await self._connection.run(_executed, statement, parameters)

    async def executemany(self, statement: str, rows: Iterable[Iterable[Any]]) -> None:
        self._found = await self._connection.run(_executed_many, statement, rows)

    async def fetchall(self) -> Sequence[Any]:
        return self._found.rows

    async def close(self) -> None:
        """Do nothing: the real cursor is closed since it was read."""


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
