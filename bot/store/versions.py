"""Which version the tables of a database have, told without Alembic: a running bot seldom has anything to migrate."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select

from bot.store.schema import metadata

SCRIPTS = Path(__file__).parent / "migrations"

# Alembic's own table, as it would make it.
_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def newest() -> str:
    """Return the version to which this bot brings the tables: that in the name of its last script, `v0003_news.py`."""
    last = max((SCRIPTS / "versions").glob("v*.py")).stem
    return last.partition("_")[0].removeprefix("v")


def found(connection: Connection) -> tuple[str, ...]:
    """Return the versions that a database says its tables have: one, or none where it has no tables yet."""
    if not inspect(connection).has_table(_VERSION.name):
        return ()
    return tuple(sorted(connection.execute(select(_VERSION.c.version_num)).scalars()))


def is_new(connection: Connection) -> bool:
    """Tell whether this is an SQLite database that has none of the bot's tables."""
    if connection.dialect.name != "sqlite":
        return False
    return not {_VERSION.name, *metadata.tables} & set(inspect(connection).get_table_names())


def create(connection: Connection) -> None:
    """Make all tables of a new database as they are in the newest version, which spares one script after the other.

    Source: Alembic's cookbook, "Building an Up to Date Database from Scratch".
    """
    metadata.create_all(connection, checkfirst=False)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=newest()))
