"""SQLite's connection behind the store: what is run, in how many errands, and how it ends."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store.driver import Connection, connect

FILE = "bot.db"


@pytest.fixture
def statements() -> list[str]:
    """Return the statements that SQLite ran, as they are added."""
    return []


@pytest.fixture
async def connection(tmp_path: Path, statements: list[str]) -> AsyncIterator[Connection]:
    """Yield a connection to a file with one table."""
    with closing(sqlite3.connect(tmp_path / FILE)) as first:
        first.execute("CREATE TABLE told (number INTEGER PRIMARY KEY, word TEXT UNIQUE)")
    opened = connect(tmp_path / FILE, isolation_level=None, timeout=0.1)
    await opened
    await opened.set_trace_callback(statements.append)
    yield opened
    await opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Yield another program's connection to the same file."""
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, timeout=0.1)) as opened:
        yield opened


@pytest.fixture
def errands(monkeypatch: pytest.MonkeyPatch) -> list[Callable[..., Any]]:
    """Return what the thread was given to do, as it is added."""
    given: list[Callable[..., Any]] = []
    execute: Any = Connection._execute  # noqa: SLF001 - each errand goes through it

    async def counted(self: Connection, work: Callable[..., Any], *arguments: Any) -> Any:
        given.append(work)
        return await execute(self, work, *arguments)

    monkeypatch.setattr(Connection, "_execute", counted)
    return given


async def add(connection: Connection, *words: str) -> None:
    """Insert a row for each word."""
    await connection.cursor().executemany("INSERT INTO told (word) VALUES (?)", [(word,) for word in words])


async def test_what_is_found(connection: Connection) -> None:
    """Rows, columns and counts are those of sqlite3."""
    cursor = connection.cursor()
    await cursor.execute("INSERT INTO told (word) VALUES (?)", ("метро",))
    assert (cursor.rowcount, cursor.lastrowid, cursor.description, await cursor.fetchall()) == (1, 1, None, ())
    await add(connection, "парк", "сквер")
    await cursor.execute("SELECT number, word FROM told ORDER BY number")
    assert await cursor.fetchall() == [(1, "метро"), (2, "парк"), (3, "сквер")]
    assert [column[0] for column in cursor.description] == ["number", "word"]


async def test_a_query_is_one_errand(connection: Connection, errands: list[Any]) -> None:
    """To make a cursor, to read and to close it, and to end no transaction takes none."""
    cursor = connection.cursor()
    await cursor.execute("SELECT * FROM told")
    await cursor.fetchall()
    await cursor.close()
    await connection.rollback()
    assert len(errands) == 1


async def test_a_transaction_begins_with_its_first_statement(
    connection: Connection, statements: list[str], errands: list[Any]
) -> None:
    """It takes an errand for each statement and one to end."""
    connection.begin("BEGIN IMMEDIATE")
    await add(connection, "метро")
    await add(connection, "парк")
    await connection.commit()
    await connection.rollback()
    assert [statement.split()[0] for statement in statements] == ["BEGIN", "INSERT", "INSERT", "COMMIT"]
    assert len(errands) == 3


@pytest.mark.parametrize("end", [Connection.commit, Connection.rollback])
async def test_a_transaction_without_a_statement_is_none(
    connection: Connection, statements: list[str], end: Callable[[Connection], Any]
) -> None:
    """Nothing is begun, nor by what comes after it ended."""
    connection.begin("BEGIN IMMEDIATE")
    await end(connection)
    assert statements == []
    await add(connection, "метро")
    assert not connection.in_transaction


async def test_a_transaction_that_cannot_begin(connection: Connection, other: sqlite3.Connection) -> None:
    """The first statement fails, and whatever is run after it is run without that transaction."""
    other.execute("BEGIN IMMEDIATE")
    connection.begin("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await add(connection, "метро")
    other.execute("ROLLBACK")
    await add(connection, "парк")
    assert not connection.in_transaction
    assert other.execute("SELECT word FROM told").fetchall() == [("парк",)]


async def test_what_fails_is_undone(connection: Connection, other: sqlite3.Connection) -> None:
    """A row that is refused does not end the transaction; rolling back undoes the rows before it."""
    connection.begin("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.IntegrityError):
        await add(connection, "метро", "парк", "парк")
    assert connection.in_transaction
    await connection.rollback()
    assert other.execute("SELECT * FROM told").fetchall() == []
    other.execute("BEGIN IMMEDIATE")


async def test_what_nobody_waits_for_any_longer_is_undone(connection: Connection, other: sqlite3.Connection) -> None:
    """A transaction that the thread begins only after waiting for it was cancelled is rolled back nevertheless."""
    loop, begun, go = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def held() -> None:
        loop.call_soon_threadsafe(begun.set)
        go.wait(10)

    await connection.create_function("held", 0, held)
    given_up = [asyncio.create_task(connection.cursor().execute("SELECT held()"))]
    await begun.wait()
    connection.begin("BEGIN IMMEDIATE")
    given_up.append(asyncio.create_task(add(connection, "метро")))
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await asyncio.wait(given_up)
    ended = asyncio.create_task(connection.rollback())
    await asyncio.sleep(0)
    go.set()
    await ended
    await connection.cursor().execute("SELECT 1")  # behind all that was given up
    assert not connection.in_transaction
    other.execute("BEGIN IMMEDIATE")
    assert other.execute("SELECT * FROM told").fetchall() == []
