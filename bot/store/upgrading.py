"""The scripts of `migrations` run by Alembic, which is loaded for this alone."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store.errors import StoreFaultError
from bot.store.faults import REMEDIES
from bot.store.versions import SCRIPTS, found


def upgrade(connection: Connection, name: str) -> None:
    """Run the scripts that the database `name` has not seen; CommandError where one can't be.

    StoreFaultError where the database was written by a newer version of the bot.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if unknown := set(found(connection)) - known:
        raise StoreFaultError(
            f"{name}: written by a newer version of the bot (tables {', '.join(sorted(unknown))}): {REMEDIES['newer']}",
            "newer",
        )
    command.upgrade(config, "head")
