"""The log: what it tells, and what it never does."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.cli.logs import describe, scrubbed, set_up

TOKEN = "123456789:AAF-a_token_that_opens_nothing_0123"  # noqa: S105 - opens nothing

PRIVATE = "я живу на вулиці Сумській"


class Terminal(io.StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Put the loggers back as they were."""
    loggers = [logging.getLogger(name) for name in ("", "bot", "httpx", "telegram", "aiosqlite", "uvicorn")]
    levels, handlers = [logger.level for logger in loggers], list(logging.root.handlers)
    yield
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def _entries(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_entry_is_one_object_a_line() -> None:
    """An entry has its time, level, logger, event and fields; line breaks can't forge another entry."""
    stream = io.StringIO()
    set_up("info", stream)
    logging.getLogger("bot.web").info("took %s", "one\n{}", extra={"seconds": 1.5, "kind": "мова\n"})
    (entry,) = _entries(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", entry.pop("at"))
    assert entry == {"level": "info", "logger": "bot.web", "event": "took one", "seconds": 1.5, "kind": "мова\n"}


def test_a_terminal_gets_lines_to_read() -> None:
    """On a terminal an entry is a line with the time of day, without a year or braces."""
    stream = Terminal()
    set_up("info", stream)
    logging.getLogger("bot.web").warning("polling failed", extra={"seconds": 1.5})
    assert re.fullmatch(r"\d\d:\d\d:\d\d warning polling failed seconds=1.5\n", stream.getvalue())


@pytest.mark.parametrize(("level", "told"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_the_level_is_the_bots(level: str, told: int) -> None:
    """The bot logs from its level on."""
    stream = io.StringIO()
    set_up(level, stream)
    logger = logging.getLogger("bot.anything")
    for log in (logger.debug, logger.info, logger.warning, logger.error):
        log("event")
    assert len(_entries(stream)) == told


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.ext.ExtBot", "aiosqlite", "sqlalchemy.engine"])
def test_libraries_are_quiet_even_at_debug(name: str) -> None:
    """Below warnings libraries log addresses with the token, whole updates and rows, so they never do here."""
    stream = io.StringIO()
    set_up("debug", stream)
    logging.getLogger(name).debug(PRIVATE)
    logging.getLogger(name).info(PRIVATE)
    logging.getLogger(name).warning("told")
    assert [entry["event"] for entry in _entries(stream)] == ["told"]


@pytest.mark.parametrize(
    ("message", "values", "told"),
    [
        ("Error while building CallbackContext for update %s. Update will not be processed.", (PRIVATE,),
         "Error while building CallbackContext for update ***. Update will not be processed."),
        ("Can not load invalid JSON data: '%s'", (PRIVATE,), "Can not load invalid JSON data: '***'"),
        ("%(who)s asked", ({"who": PRIVATE},), "%(who)s asked"),
        ("%d of %s", (3, PRIVATE), "3 of ***"),
        ("%.1f and %r", (0.25, PRIVATE), "0.2 and ***"),
        ("sure by 100%", (PRIVATE,), "sure by 100%"),
        ("plain", (), "plain"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stream_kind", [io.StringIO, Terminal])
def test_what_a_library_fills_in_is_not_told(
    message: str, values: tuple[Any, ...], told: str, stream_kind: type[io.StringIO]
) -> None:
    """Libraries put whole updates and answers into their errors: the fixed part of a message is told, and numbers."""
    stream = stream_kind()
    set_up("debug", stream)
    logging.getLogger("telegram.ext.Application").critical(message, *values)
    assert told in stream.getvalue()
    assert PRIVATE not in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_no_character_acts_on_who_reads(stream: io.StringIO) -> None:
    """Escape sequences, line ends of any kind and turned directions are written out: no entry can be forged."""
    set_up("info", stream)
    acting = "\x1b[2J\x9b31m\x85\u2028\u2029\u202e\u2066\x7f\x00"
    logging.getLogger("bot").info("a%sb", acting, extra={"chosen": acting + "\r\nforged"})
    text = stream.getvalue()
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert not [char for char in acting + "\r" if not char.isprintable() and char in text]


def test_warnings_of_python_are_entries_too() -> None:
    """A deprecation in a library is an entry like others, not a line of another form."""
    stream = io.StringIO()
    set_up("info", stream)
    warnings.showwarning("old", DeprecationWarning, "library.py", 7)
    (entry,) = _entries(stream)
    assert (entry["level"], entry["event"]) == ("warning", "library.py:7: DeprecationWarning: old")


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_a_token_is_never_logged(stream: io.StringIO) -> None:
    """Wherever a token stands, in words, fields or errors, there are stars instead."""
    set_up("info", stream)
    error = BadRequest(f"no https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("bot").error("at %s", TOKEN, exc_info=error, extra={"url": f"https://x/bot{TOKEN}"})
    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count("***") == 3


def test_an_error_is_told_by_kind_and_place_only() -> None:
    """What an error says may be a person's words: its kind and its way are logged, and those of its cause."""
    stream = io.StringIO()
    set_up("info", stream)

    def ask(text: str) -> None:
        try:
            int(text)
        except ValueError as error:
            raise LookupError(text) from error

    try:
        ask(PRIVATE)
    except LookupError:
        logging.getLogger("bot").exception("an update failed")
    (entry,) = _entries(stream)
    assert entry["error"] == "LookupError"
    assert any(line.startswith("ValueError") for line in entry["trace"])
    assert any("test_logs.py" in line and line.endswith(" ask") for line in entry["trace"])
    assert PRIVATE not in stream.getvalue()


async def test_a_task_that_nobody_waits_for_is_told_without_its_words() -> None:
    """Errors of lost tasks are quoted by asyncio; the log leaves the quotation out."""
    stream = io.StringIO()
    set_up("info", stream)
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError(PRIVATE))
    del future
    await asyncio.sleep(0)
    (entry,) = _entries(stream)
    assert (entry["event"], entry["error"]) == ("Future exception was never retrieved", "ValueError")
    assert PRIVATE not in stream.getvalue()


def test_telegrams_words_are_told() -> None:
    """Telegram's own words say what was wrong and quote no person."""
    assert describe(BadRequest("Chat not found")) == "BadRequest: Chat not found"
    assert describe(ValueError(PRIVATE)) == "ValueError"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"bot{TOKEN}/getMe", "bot***/getMe"),
        ("postgresql://bot:password@db/bot", "postgresql://***@db/bot"),
        ("at 12:30, 15:62 and 10:00:00", "at 12:30, 15:62 and 10:00:00"),
        ("mail bot@example.org", "mail bot@example.org"),
    ],
    ids=["token", "database", "times", "mail"],
)
def test_scrubbed(text: str, expected: str) -> None:
    """Tokens and logins go; times and addresses stay."""
    assert scrubbed(text) == expected
