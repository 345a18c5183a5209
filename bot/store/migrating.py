"""The tables brought to the shape that this version of the bot expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from bot.store.database import Database
from bot.store.errors import StoreError, StoreFaultError
from bot.store.faults import REMEDIES

SCRIPTS = Path(__file__).parent / "migrations"

# Any number that no other program takes as its advisory lock in the same PostgreSQL database.
_LOCK = 0x6B68_6172_6B69_7631


async def migrate(database: Database) -> None:
    """Apply what is missing, in one transaction; of several processes one does it and the others wait.

    StoreError where the database was written by a newer version of the bot.
    """
    async with database.trying() as connection:
        try:
            await connection.run_sync(_upgrade, database.name)
        except CommandError as error:
            raise StoreError(f"{database.name}: its tables can't be brought up to date: {error}") from error


def newest() -> str:
    """Return the revision to which this version of the bot brings the tables."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _upgrade(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise StoreFaultError(
            f"{name}: written by a newer version of the bot (tables {', '.join(sorted(unknown))}): {REMEDIES['newer']}",
            "newer",
        )
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
