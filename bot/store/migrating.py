"""The tables brought to the shape that this version of the bot expects."""

from __future__ import annotations

from sqlalchemy import Connection, text

from bot.store import versions
from bot.store.database import Database
from bot.store.errors import StoreError

# Any number that no other program takes as its advisory lock in the same PostgreSQL database.
_LOCK = 0x6B68_6172_6B69_7631


async def migrate(database: Database) -> None:
    """Apply what is missing, in one transaction; of several processes one does it and the others wait.

    StoreError where the database was written by a newer version of the bot.
    """
    async with database.trying() as connection:
        if await connection.run_sync(_prepared):
            return
        from alembic.util.exc import CommandError  # with what it loads, some five megabytes

        from bot.store.upgrading import upgrade

        try:
            await connection.run_sync(upgrade, database.name)
        except CommandError as error:
            raise StoreError(f"{database.name}: its tables can't be brought up to date: {error}") from error


def _prepared(connection: Connection) -> bool:
    """Tell whether the tables are up to date; those of a new SQLite database are after this."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if versions.is_new(connection):
        versions.create(connection)
    return versions.found(connection) == (versions.newest(),)
