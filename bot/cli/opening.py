"""The knowledge opened for a command, and errors told to people."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.answering.answerer import Answerer
from bot.library.errors import KnowledgeError
from bot.tg.shelf import Shelf

if TYPE_CHECKING:
    from bot.library.loading import Reading

USAGE = 2
"""Exit code for what is wrong in how a command was called, its input or its knowledge folder."""


def open_reading(folder: Path) -> Reading:
    """Return the knowledge in `folder` with its places; exit with each finding where it can't be used."""
    from bot.library.loading import load

    try:
        return load(folder)
    except KnowledgeError as error:
        _refuse(folder, error)


def open_shelf(folder: Path, *, apart: bool = True) -> Shelf:
    """Return the knowledge in `folder`, to be reloaded; exit with each finding where it can't be used.

    It is learned `apart`, as suits a process that goes on: see `open_knowledge`.
    """
    try:
        return Shelf(folder, apart=apart)
    except KnowledgeError as error:
        _refuse(folder, error)


def open_answerer(folder: Path) -> Answerer:
    """Return an answerer over the knowledge in `folder`; exit with each finding where it can't be used."""
    return open_shelf(folder, apart=False).answerer


def _refuse(folder: Path, error: KnowledgeError) -> NoReturn:
    for finding in error.findings:
        print(finding, file=sys.stderr)
    fail(f"{folder}: the knowledge has errors: mend them, or see `kharkiv-bot check`")


def today() -> dt.date:
    """Return today's date, by which facts age."""
    return dt.datetime.now(tz=dt.UTC).date()


def write(file: Path, content: bytes) -> None:
    """Write a file and say so; exit where that can't be done."""
    try:
        file.write_bytes(content)
    except OSError as error:
        fail(f"{file}: can't be written: {error.strerror}")
    print(f"{file}: written")


def fail(message: str) -> NoReturn:
    """Print an error and leave with the code for usage."""
    print(message, file=sys.stderr)
    raise SystemExit(USAGE)
