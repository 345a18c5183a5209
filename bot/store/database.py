"""The engine beneath the store: connections, transactions, and errors told in words."""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Select, Table, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import Insert

from bot.store.driver import Connection as Driver
from bot.store.driver import connect
from bot.store.errors import StoreError, StoreFaultError
from bot.store.faults import fault_in
from bot.store.guard import Guard, Way
from bot.store.urls import POSTGRESQL, SQLITE, parsed, shown

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

BUSY_SECONDS = 10
"""Seconds that a transaction waits for another one that writes to the SQLite file, or holds a lock of PostgreSQL."""

CACHE_KIB = 256
"""KiB of an SQLite file that each connection keeps in mind, of its two megabytes by default; the system does, too."""

CONNECT_SECONDS = 10
"""Seconds that connecting to PostgreSQL may take, and for which a connection of the pool is waited for."""

ANSWER_SECONDS = 30
"""Seconds that PostgreSQL may take for one statement; beyond it the network may have swallowed it."""

MOST_DAMAGE = 20
"""Lines on what is damaged in a file."""

_CLASS = re.compile(r"^<class '[^']*'>: ")
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_WAL_ATTEMPTS = 100
_WAL_PAUSE = 0.05


class Database:
    """One database: `reading` and `writing` give transactions; every failure is a StoreError.

    With a `guard` they refuse at once what is known to fail; without one everything is tried.
    """

    def __init__(self, url: str) -> None:
        """Prepare for `url` without connecting; StoreError where it is no URL of a usable database."""
        self._url = parsed(url)
        self.is_sqlite = self._url.drivername == SQLITE
        self.name = shown(self._url)
        self.guard: Guard | None = None
        try:
            self._engine = _engine(self._url)
        except ModuleNotFoundError as error:
            raise StoreError(f"{error.name} is not installed: pip install 'kharkiv-bot[postgresql]'") from error
        self._closed = 0
        """How often connections were closed: those that were in use meanwhile are closed as they come back."""
        event.listen(self._engine.sync_engine, "connect", self._note)
        event.listen(self._engine.sync_engine, "checkin", self._close_old)
        self._to_read = self._engine.execution_options(transaction="BEGIN")
        # IMMEDIATE, since a transaction that begins by reading can't wait for its turn to write.
        self._to_write = self._engine.execution_options(transaction="BEGIN IMMEDIATE")
        # SQLite has one writer at a time; within the process a queue is fairer than its polling for the lock.
        self._turn = asyncio.Lock() if self.is_sqlite else None

    async def prepare(self) -> None:
        """Try to connect; for SQLite, create the folder of the file first and turn its write-ahead log on."""
        if not self.is_sqlite:
            await self._connect_once()
            return
        await asyncio.to_thread(_create_folder, Path(self._url.database or "").parent)
        await self._turn_log_on()

    async def close(self) -> None:
        """Close all connections, those in use once they are used no more; may be called twice.

        What comes after opens new ones.
        """
        self._closed += 1
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a transaction that only reads, and never stands in the way of a writer."""
        with self._guarded("reading"), self._translated():
            async with self._to_read.begin() as connection:
                yield connection

    async def rows(self, query: Select[Any], **values: object) -> Sequence[Any]:
        """Return the rows that one query with these `values` finds; alone it needs no transaction."""
        with self._guarded("reading"), self._translated():
            async with self._engine.connect() as connection:
                found: Sequence[Any] = (await connection.execute(query, values)).all()
        return found

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a transaction that writes; once it is left without an error, a kill of the process loses nothing."""
        with self._guarded("writing"):
            async with self.trying(self.guard) as connection:
                yield connection

    @asynccontextmanager
    async def trying(self, guard: Guard | None = None) -> AsyncIterator[AsyncConnection]:
        """Give a transaction that writes, also where that is known to fail, unless `guard` speaks up at its turn."""
        with self._translated():
            if self._turn is None:
                async with self._engine.begin() as connection:
                    if guard is not None:
                        guard.check("writing")  # as below, for those who waited for a connection
                    yield connection
                return
            async with self._turn:
                if guard is not None:
                    guard.check("writing")  # those who waited behind one that failed need not find out for themselves
                async with self._to_write.begin() as connection:
                    yield connection

    async def wipe_log(self) -> None:
        """Empty SQLite's write-ahead log, where deleted text would outlive its row; not while others read.

        The deleted rows themselves are overwritten by `secure_delete`. PostgreSQL frees them by its own vacuum.
        """
        if self._turn is not None:
            with self._guarded("writing"), self._translated():
                async with self._turn, self._engine.connect() as connection:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def damage(self) -> list[str]:
        """Return what is damaged in an SQLite file, at most 20 lines; PostgreSQL looks after itself."""
        if not self.is_sqlite:
            return []
        with self._translated():
            async with self._engine.connect() as connection:
                found = await connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_DAMAGE})")
                told = [str(line) for (row,) in found for line in str(row).splitlines()]
        return [] if told == ["ok"] else told[:MOST_DAMAGE]

    def _note(self, _connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["closed"] = self._closed

    def _close_old(self, _connection: Any, record: ConnectionPoolEntry) -> None:
        # Its pool is gone, and would be found by nobody any more.
        if record.dbapi_connection is not None and record.info.get("closed") != self._closed:
            record.close()

    async def _connect_once(self) -> None:
        try:
            with self._translated():
                async with self._engine.connect():
                    pass
        except TypeError as error:  # the URL's parameters are arguments of asyncpg
            raise StoreError(f"{self.name}: a parameter after the ? of DATABASE_URL is not known: {error}") from None

    async def _turn_log_on(self) -> None:
        # SQLite does not wait here for another process that does the same, so this does.
        for _ in range(_WAL_ATTEMPTS - 1):
            try:
                await self._try_log_on()
            except DBAPIError as error:
                if "locked" not in str(error.orig):
                    break
                await asyncio.sleep(_WAL_PAUSE)
            else:
                return
        with self._translated():
            await self._try_log_on()

    async def _try_log_on(self) -> None:
        async with self._engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def _guarded(self, way: Way) -> AbstractContextManager[None]:
        return nullcontext() if self.guard is None else self.guard.watching(way)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            # Without the cause: drivers quote the row that they refuse, and with it a person's text.
            message = f"{self.name}: the database can't be used: {_reason(error)}"
            fault = fault_in(error)
            raise (StoreError(message) if fault is None else StoreFaultError(message, fault)) from None


def inserting(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can be told, in the dialect of `connection`, what to do on conflict."""
    return insert_into(table, is_sqlite=connection.dialect.name == "sqlite")


def insert_into(table: Table, *, is_sqlite: bool) -> sqlite.Insert | postgresql.Insert:
    """Return the same for SQLite or PostgreSQL."""
    if is_sqlite:
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # four megabytes that SQLite does without

    return postgresql.insert(table)


def adding(connection: AsyncConnection, table: Table) -> Insert:
    """Return an insert of rows that leaves those which are there as they are."""
    return _adding(table, is_sqlite=connection.dialect.name == "sqlite")


@cache  # to make a statement takes longer than to carry it out; there are few
def _adding(table: Table, *, is_sqlite: bool) -> Insert:
    return insert_into(table, is_sqlite=is_sqlite).on_conflict_do_nothing()


def replacing(connection: AsyncConnection, table: Table, columns: Iterable[str], *keys: str) -> Insert:
    """Return an insert of rows with `columns` that replaces those which have the same `keys`."""
    return _replacing(table, tuple(columns), keys, is_sqlite=connection.dialect.name == "sqlite")


@cache
def _replacing(table: Table, columns: tuple[str, ...], keys: tuple[str, ...], *, is_sqlite: bool) -> Insert:
    inserts = insert_into(table, is_sqlite=is_sqlite)
    changes = {name: inserts.excluded[name] for name in columns if name not in keys}
    return inserts.on_conflict_do_update(index_elements=list(keys), set_=changes)


def _engine(url: URL) -> AsyncEngine:
    # hide_parameters: an error must not quote what a person wrote.
    if url.drivername == POSTGRESQL:
        asked: dict[str, Any] = {"timeout": CONNECT_SECONDS, "command_timeout": ANSWER_SECONDS}
        asked["server_settings"] = {"lock_timeout": f"{round(BUSY_SECONDS * 1000)}"}
        return create_async_engine(
            url, hide_parameters=True, pool_pre_ping=True, pool_timeout=CONNECT_SECONDS, connect_args=asked
        )
    # isolation_level None: the driver would otherwise begin transactions late, and never for a change of the schema.
    arguments = {"isolation_level": None, "timeout": BUSY_SECONDS, "async_creator_fn": connect}
    engine = create_async_engine(url, hide_parameters=True, connect_args=arguments)
    event.listen(engine.sync_engine, "connect", _configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _create_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{folder}: can't create this folder for the database: {reason}"
        raise StoreFaultError(message, "read-only" if error.errno in _FORBIDDEN else "unusable") from error


def _configure(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA cache_size={-CACHE_KIB}")
    # With the log on, a killed process loses nothing; a power cut may lose the last moments, and harms nothing else.
    # To wait for the disk at each transaction (FULL) takes fifteen times as long.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("transaction")
    if statement is None:
        return
    cast(Driver, connection.connection.driver_connection).begin(statement)


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    # The first line only: in the following ones PostgreSQL quotes the row.
    lines = _CLASS.sub("", str(cause)).splitlines() or [type(cause).__name__]
    return lines[0].strip()
