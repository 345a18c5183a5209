"""The store looked through: whether it is sound and of this version, and whether it keeps what it promises."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.errors import StoreError, StoreFaultError
from bot.store.schema import metadata, questions
from bot.store.store import KEPT
from bot.store.urls import database_file
from bot.store.versions import found, newest

GRACE = dt.timedelta(days=1)
"""How long a question may stay beyond its time: the bot looks for old ones every few hours."""


async def inspect_store(url: str, now: dt.datetime) -> tuple[dict[str, int], list[str]]:
    """Return the number of rows by table, and what is wrong with the store at `url`, with the cure; nothing is changed.

    StoreError where it can't be read at all.
    """
    database = Database(url)
    try:
        findings = list(_open_to_others(url))
        if damage := await _damage(database):
            advice = "stop the bot, and put a backup in the place of the file (docs/runbook.md)"
            return {}, [*findings, *(f"damaged: {line}" for line in damage), advice]
        async with database.reading() as connection:
            versions = await connection.run_sync(found)
            findings += _of_version(versions)
            if findings and versions != (newest(),):
                return {}, findings
            rows = {name: await _count(connection, name) for name in metadata.tables}
            findings += await _too_old(connection, now)
    finally:
        await database.close()
    return rows, findings


async def _damage(database: Database) -> list[str]:
    try:
        return await database.damage()
    except StoreFaultError as error:
        if error.fault != "corrupt":
            raise
        return [str(error)]


async def _count(connection: AsyncConnection, name: str) -> int:
    return (await connection.scalar(select(func.count()).select_from(metadata.tables[name]))) or 0


async def _too_old(connection: AsyncConnection, now: dt.datetime) -> list[str]:
    late = select(func.count()).where(questions.c.created_at < now - KEPT - GRACE)
    count = await connection.scalar(late)
    return [f"{count} questions are kept for too long: run the bot, or `kharkiv-bot store purge`"] if count else []


def _of_version(versions: tuple[str, ...]) -> Iterator[str]:
    if versions == (newest(),):
        return
    if not versions:
        yield "there are no tables of the bot: run it, or `kharkiv-bot release`"
    else:
        own = ", ".join(versions)
        yield f"the tables are of version {own}, and this bot's are {newest()}: run `kharkiv-bot release`"


def _open_to_others(url: str) -> Iterator[str]:
    """Yield the files of an SQLite store that other users of the machine may read."""
    file = database_file(url)
    if file is None:
        return
    shut = _mode(file.parent) & (stat.S_IXGRP | stat.S_IXOTH) == 0
    for end in ("", "-wal", ".secret"):
        kept = file.with_name(f"{file.name}{end}")
        if kept.exists() and _mode(kept) & (stat.S_IRGRP | stat.S_IROTH) and not shut:
            yield f"{kept}: other users may read it: chmod 600 {kept}"


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror or type(error).__name__}") from error
