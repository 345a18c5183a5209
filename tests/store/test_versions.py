"""Versions of the tables, told and made with and without Alembic."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from bot.store import versions
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.upgrading import upgrade

LATER = ("sent_answers", "editions", "issues", "subscriptions", "marks")
"""Tables that came with version 0003."""


def _shape(connection: Connection) -> dict[str, Any]:
    """Return all that there is of the tables: columns, keys and indexes."""
    found = inspect(connection)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
            found.get_pk_constraint(name),
            sorted(map(str, found.get_unique_constraints(name))),
            sorted(map(str, found.get_foreign_keys(name))),
            [(one["name"], one["column_names"], one["unique"], _where(one)) for one in found.get_indexes(name)],
        )
        for name in found.get_table_names()
    }


def _where(index: ReflectedIndex) -> str:
    return str(index.get("dialect_options", {}).get("sqlite_where"))


async def _upgraded(url: str) -> Database:
    """Return a database whose tables were made by one script after the other."""
    database = Database(url)
    await database.prepare()
    async with database.trying() as connection:
        await connection.run_sync(upgrade, database.name)
    return database


def test_the_newest_version_is_that_of_the_last_script() -> None:
    """What the names of the files say is what Alembic says."""
    config = Config()
    config.set_main_option("script_location", str(versions.SCRIPTS))
    assert versions.newest() == ScriptDirectory.from_config(config).get_current_head()


async def test_a_new_file_gets_the_same_tables_as_an_old_one(sqlite_url: str) -> None:
    """Tables that are made at once are, to the last index, those to which the scripts lead."""
    database = await _upgraded(f"{sqlite_url}.old")
    async with await Store.open(sqlite_url) as store, store.database.reading() as connection:
        made = await connection.run_sync(_shape)
        assert await connection.run_sync(versions.found) == (versions.newest(),)
    async with database.reading() as connection:
        assert await connection.run_sync(_shape) == made
        context = await connection.run_sync(MigrationContext.configure)
        assert await connection.run_sync(lambda _: list(compare_metadata(context, metadata))) == []
    await database.close()


async def test_an_old_file_is_brought_up_to_date(sqlite_url: str) -> None:
    """A file of an earlier version keeps what it holds, and gets what it lacks."""
    async with await Store.open(sqlite_url) as store:
        await store.set_language("anna", "uk")
        async with store.database.writing() as connection:
            for table in LATER:
                await connection.exec_driver_sql(f"DROP TABLE {table}")
            await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    async with await Store.open(sqlite_url) as store, store.database.reading() as connection:
        assert await connection.run_sync(versions.found) == (versions.newest(),)
        assert set(await connection.run_sync(_shape)) == {*metadata.tables, "alembic_version"}
        assert await store.language_of("anna") == "uk"
