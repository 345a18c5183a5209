"""Faults of an SQLite database, made for real and mended again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from sqlalchemy import event

from bot.store.errors import Fault
from bot.store.store import Store

Breaking = Callable[[Path], AbstractContextManager[None]]

NOBODY = 65534


@contextmanager
def full(store: Store, file: Path) -> Iterator[None]:
    """Let the database grow by no page over connections to come, which SQLite tells of as of a disk that is full."""
    with closing(sqlite3.connect(file)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    engine = store.database._engine.sync_engine  # noqa: SLF001 - the limit is one of each connection

    def limit(connection: sqlite3.Connection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    event.listen(engine, "connect", limit)
    yield
    event.remove(engine, "connect", limit)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Let another program hold a transaction that writes."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    """Put garbage into the pages behind the first, and at last back what stood there."""
    sound = _settled(file)
    file.write_bytes(sound[:4096] + b"garbage!" * ((len(sound) - 4096) // 8))
    yield
    file.write_bytes(sound)


@contextmanager
def garbage(file: Path) -> Iterator[None]:
    """Put a file that is no database in the place of it."""
    sound = _settled(file)
    file.write_bytes(b"my notes, which are no database " * 500)
    yield
    file.write_bytes(sound)


@contextmanager
def newer(file: Path) -> Iterator[None]:
    """Let a version of the bot that is to come have changed the tables."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        ((known,),) = connection.execute("SELECT version_num FROM alembic_version")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    yield
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [known])


@contextmanager
def unwritable(file: Path) -> Iterator[None]:
    """Forbid this process to write the file and its folder."""
    _settled(file)
    with read_only(file.parent):
        yield


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Forbid this process to write `folder` and its files, also where the tests run as root."""
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        for path in folder.iterdir():
            path.chmod(0o600)


FAULTS: dict[Fault, Breaking] = {"locked": locked, "corrupt": damaged, "newer": newer, "read-only": unwritable}


def _settled(file: Path) -> bytes:
    """Return the content of the database once all of it stands in its one file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()
