"""A copy of an SQLite store, taken while the bot runs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.store.errors import StoreError
from bot.store.urls import database_file


def back_up(url: str, target: Path) -> int:
    """Write a copy of the store at `url` to `target`, which must not exist; return its size in bytes.

    The copy is of one moment, is looked through for damage, and appears whole or not at all, readable by its owner
    only. The secret of the pseudonyms is not part of it. StoreError where the store is no SQLite file or is damaged,
    or where `target` can't be written.
    """
    file = database_file(url)
    if file is None:
        raise StoreError("the store is in PostgreSQL: back it up with pg_dump, which takes a copy while the bot runs")
    try:
        return _copy(file, target)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: can't be copied: {error}") from error
    except FileExistsError as error:
        raise StoreError(f"{target}: is there already: name another file") from error
    except OSError as error:
        raise StoreError(f"{target}: can't be written: {error.strerror or type(error).__name__}") from error


def _copy(file: Path, target: Path) -> int:
    if target.exists():
        raise FileExistsError
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")  # mode 0600
    os.close(handle)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source:
            # A copy without what was deleted, unlike one page by page.
            source.execute("VACUUM INTO ?", [name])
        with closing(sqlite3.connect(name)) as copied:
            ((found,),) = copied.execute("PRAGMA integrity_check(1)").fetchall()
        if found != "ok":
            raise StoreError(f"{file}: is damaged, and so is its copy, which is not kept: {found}")
        with Path(name).open("rb") as written:
            os.fsync(written.fileno())
        os.link(name, target)  # unlike a rename, it replaces nothing
        return target.stat().st_size
    finally:
        Path(name).unlink()
