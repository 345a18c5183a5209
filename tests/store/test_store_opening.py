"""Opening a store: tables made and brought up to date, and faults told in words."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.store.errors import StoreError
from bot.store.records import Noted
from bot.store.schema import metadata
from bot.store.store import Store
from tests.store.breaking import read_only

DAY = dt.date(2025, 11, 20)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that an unprivileged user can reach, which pytest's own can't."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


async def test_the_tables_are_those_of_the_schema(store: Store) -> None:
    """The migrations, run one after the other, make what `schema.py` describes."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))

    async with store.database.reading() as connection:
        assert await connection.run_sync(differences) == []
        names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    assert names == {*metadata.tables, "alembic_version"}


async def test_opening_again_changes_nothing(url: str) -> None:
    """The second opening finds the tables up to date and what they hold."""
    async with await Store.open(url) as store:
        await store.set_language("anna", "uk")
    async with await Store.open(url) as store:
        assert await store.language_of("anna") == "uk"


async def test_closing_twice_is_fine(url: str) -> None:
    """A shutdown that comes twice does no harm."""
    store = await Store.open(url)
    await store.close()
    await store.close()


async def test_what_is_in_use_at_the_close_is_closed_after_it(url: str) -> None:
    """A reader goes on to its end, and no connection is left behind; what comes then opens a new one."""
    gc.collect()  # what other tests left is not told here
    store = await Store.open(url)
    reading, closed = asyncio.Event(), asyncio.Event()

    async def read() -> int | None:
        async with store.database.reading() as connection:
            await connection.execute(text("SELECT 1"))
            reading.set()
            await closed.wait()
            found: int | None = await connection.scalar(text("SELECT 2"))
        return found

    reader = asyncio.create_task(read())
    await reading.wait()
    await store.close()
    closed.set()
    assert await reader == 2
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        gc.collect()
    assert not [warning for warning in told if issubclass(warning.category, ResourceWarning)]
    async with store.database.reading() as connection:
        assert await connection.scalar(text("SELECT 3")) == 3
    await store.close()


async def test_sqlite_is_set_up_for_safety(sqlite_url: str) -> None:
    """Each connection waits for its turn, checks references and overwrites what is deleted; the log is on."""
    async with await Store.open(sqlite_url) as store:
        for _ in range(2):
            async with store.database.reading() as connection:
                found = {
                    name: await connection.scalar(text(f"PRAGMA {name}"))
                    for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
                }
            expected = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "secure_delete": 1}
            assert found == {**expected, "busy_timeout": 10_000}


async def test_the_folder_is_created_for_its_owner(sqlite_url: str, tmp_path: Path) -> None:
    """What persons asked is not for other users of the machine."""
    await (await Store.open(sqlite_url)).close()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


async def test_a_path_with_odd_characters_works(tmp_path: Path) -> None:
    """A percent sign, spaces and Cyrillic letters in the path do not confuse the migrations."""
    async with await Store.open(f"sqlite:///{tmp_path}/Мої дані 100%/bot.db") as store:
        assert await store.language_of("anna") is None
    assert (tmp_path / "Мої дані 100%" / "bot.db").is_file()


async def test_a_newer_database_is_refused(url: str) -> None:
    """What a newer version of the bot wrote is left alone, and the error says what to do."""
    async with await Store.open(url) as store:
        await store.set_language("anna", "uk")
        async with store.database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"written by a newer version of the bot \(tables 9999\): update the bot"):
        await Store.open(url)


async def test_a_folder_that_cannot_be_written_is_an_error(folder: Path) -> None:
    """A folder that can't be made, or a file in one that can't be written, is named."""
    with read_only(folder):
        with pytest.raises(StoreError, match=rf"{folder}/data: can't create this folder .*Permission denied"):
            await Store.open(f"sqlite:///{folder}/data/bot.db")
        with pytest.raises(StoreError, match=rf"{folder}/bot.db: .* unable to open database file"):
            await Store.open(f"sqlite:///{folder}/bot.db")


async def test_a_database_that_cannot_be_written_is_an_error(folder: Path) -> None:
    """An existing database that has become read-only is found at start, not at the first question."""
    await (await Store.open(f"sqlite:///{folder}/bot.db")).close()
    with read_only(folder), pytest.raises(StoreError, match=rf"{folder}/bot.db: the database can't be used: "):
        await Store.open(f"sqlite:///{folder}/bot.db")


async def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    """A wrong file is neither read nor overwritten."""
    file = tmp_path / "notes.txt"
    file.write_text("my notes, which are no database " * 100)
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt: the database can't be used: file is not a database"):
        await Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


async def test_an_unreachable_server_is_an_error_without_the_password() -> None:
    """The error names the server, and neither it nor its context holds the password."""
    with pytest.raises(StoreError, match=r"u:\*\*\*@127\.0\.0\.1:1/n: the database can't be used: .*111") as caught:
        await Store.open("postgres://u:hunter2@127.0.0.1:1/n")
    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_a_url_that_is_none_is_an_error() -> None:
    """A wrong URL is refused before anything is touched."""
    with pytest.raises(StoreError, match="DATABASE_URL names mysql"):
        await Store.open("mysql://h/n")


async def test_an_error_does_not_quote_a_person(url: str) -> None:
    """What a person wrote stays out of the message and the traceback of an error."""
    async with await Store.open(url) as store:
        async with store.database.writing() as connection:
            await connection.execute(text("DROP TABLE questions"))
        with pytest.raises(StoreError, match=r"the database can't be used: .*questions") as caught:
            await store.record_questions(
                [
                    Noted(
                        "anna-pseudonym",
                        "r",
                        "дуже приватне",
                        kind="unanswered",
                        language="uk",
                        at=dt.datetime.now(tz=dt.UTC),
                    )
                ]
            )
    assert caught.value.__suppress_context__
    assert "приватне" not in str(caught.value)
    assert "anna-pseudonym" not in str(caught.value)


async def test_a_locked_database_recovers(sqlite_url: str, tmp_path: Path) -> None:
    """While another program writes, the store waits its turn and then goes on."""
    async with await Store.open(sqlite_url) as store:
        other = sqlite3.connect(tmp_path / "data" / "bot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(store.count("c", day=DAY))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert (await store.statistics(DAY)).counts == {}
        other.execute("COMMIT")
        other.close()
        await waiting
        assert (await store.statistics(DAY)).counts == {"c": 1}
