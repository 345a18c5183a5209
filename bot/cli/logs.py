"""The log of a running bot: what happened, never what persons wrote, who they are, or a token.

Usage: `set_up("info", sys.stderr)` once at start; then anywhere `logging.getLogger(__name__).info("polling",
extra={"pending": 3})`. On a terminal that is a line to read, elsewhere one JSON object a line.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any, TextIO

from telegram.error import TelegramError

from bot.store.errors import StoreError

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{16,}")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")

# What moves the cursor of a terminal, ends a line for some reader of lines, or turns the direction of writing.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

_QUOTING = re.compile(r"[<('\"]")

_OWN = ("bot", "py.warnings")
"""Loggers whose words are known to quote nobody; of others the fixed part of each message is told, and numbers."""

_USUAL = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "color_message"}

_TOLD = (TelegramError, StoreError, OSError)
"""Errors whose own words quote no person; of others only the kind and the place are logged."""


def scrubbed(text: str) -> str:
    """Return `text` with every Telegram token, and who logs in where in an address, as stars."""
    return _CREDENTIALS.sub("***@", _TOKEN.sub("***", text))


def set_up(level: str, stream: TextIO) -> None:
    """Log to `stream` from now on: the bot from `level` on ("debug" ... "error"), libraries from warnings on.

    Libraries stay at warnings whatever `level` is: below, they log addresses with the token (httpx), whole updates
    (telegram) and rows (aiosqlite).
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines() if stream.isatty() else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    logging.getLogger("bot").setLevel(level.upper())
    for library in ("aiohttp", "httpx", "httpcore", "telegram", "aiosqlite", "sqlalchemy", "alembic", "uvicorn"):
        logging.getLogger(library).setLevel(logging.WARNING)


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, event, then the record's own fields and its error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; line breaks within are escaped."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        head = {"at": at, "level": record.levelname.lower(), "logger": record.name, "event": _event(record)}
        return _seen(scrubbed(json.dumps({**head, **_fields(record)}, ensure_ascii=False, default=str)))


class Lines(logging.Formatter):
    """A line to read: time of day, level, event, fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what an error went through stands in lines below it."""
        fields = _fields(record)
        trace = fields.pop("trace", ())
        at = dt.datetime.fromtimestamp(record.created).astimezone()
        told = "".join(f" {name}={value!r}" for name, value in fields.items())
        lines = [f"{at:%H:%M:%S} {record.levelname.lower():<7} {_event(record)}{told}", *trace]
        return "\n    ".join(_seen(scrubbed(line)) for line in lines)


def _event(record: logging.LogRecord) -> str:
    # Only the first line: in those below, asyncio quotes the error of a task, and with it perhaps a person.
    return next(iter(_message(record).splitlines()), "")


def _message(record: logging.LogRecord) -> str:
    """Return the message; of a library without the texts filled in, such as a whole update."""
    if record.name == "asyncio":  # it writes arguments of callbacks, and names of tasks, into its words
        return _QUOTING.split(record.getMessage(), maxsplit=1)[0].rstrip()
    if record.name.partition(".")[0] in _OWN or record.name in _OWN or not record.args:
        return record.getMessage()
    filled = record.args if isinstance(record.args, tuple) else ()
    try:
        return str(record.msg) % tuple(value if isinstance(value, int | float) else _HIDDEN for value in filled)
    except (TypeError, ValueError):
        return str(record.msg)


class _Hidden:
    """Stands for a value, however it is written."""

    def __repr__(self) -> str:
        return "***"


_HIDDEN = _Hidden()


def _seen(text: str) -> str:
    """Return `text` with the characters that nobody sees written out."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields = {name: value for name, value in record.__dict__.items() if name not in _USUAL}
    if record.exc_info and record.exc_info[1] is not None:
        fields["error"] = describe(record.exc_info[1])
        fields["trace"] = list(_frames(record.exc_info[1]))
    return fields


def describe(error: BaseException) -> str:
    """Return the kind of `error`, with its words where they can quote no person."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {scrubbed(words)}" if isinstance(error, _TOLD) and words else type(error).__name__


def _frames(error: BaseException) -> Iterator[str]:
    """Yield where `error` passed, innermost last, and what it came from; no values, and no lines of source."""
    if (cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        yield from _frames(cause)
        yield f"{describe(cause)}, and then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
