"""What is fuzzed: each target takes any bytes, and raises where something that must always hold does not."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

from telegram import Bot

from bot.cli.ask import read_question
from bot.cli.logs import scrubbed
from bot.library.tree import Unreadable, read_tree
from bot.matching.cleaning import LONGEST as LONGEST_CLEANED
from bot.matching.cleaning import clean, words
from bot.store.errors import SecretError
from bot.store.redaction import LONGEST_KEPT, redact
from bot.store.sealing import Seal
from bot.tg.callbacks import LONGEST, data, parse
from bot.tg.links import target
from bot.tg.splitting import Span, shortened, split, units
from bot.web.intake import Arrived, Intake

SLOW_SECONDS = 2.0
"""Seconds that nothing may take, on a machine that does much else."""

_LIMIT = 40
_BOT = Bot("4200000001:a-token-that-opens-nothing")
_SEAL = Seal(b"a secret of the fuzzing alone", "fuzz")


def callbacks(raw: bytes) -> None:
    """Forged callback data is refused, or exactly what a button of the bot could say."""
    text = raw.decode("utf-8", "replace")
    press = parse(text)
    if press is not None and not (data(press) == text and len(raw) <= LONGEST):
        raise AssertionError(f"{press} is not what was read")


def links(raw: bytes) -> None:
    """Any payload of /start names some topic, which the knowledge may not have."""
    text = raw.decode("utf-8", "replace")
    if not text.startswith(target(text).topic):
        raise AssertionError("a topic that is not in the payload")


def tree(raw: bytes) -> None:
    """Any file is plain data with the place of each value, or refused with a line."""
    try:
        read = read_tree("file.yaml", raw)
    except Unreadable as refused:
        if refused.finding.place.line < 1:
            raise AssertionError("refused at no line") from refused
        return
    json.dumps(read.data)
    for line, column in read.marks.values():
        if line < 1 or column < 1:
            raise AssertionError("a value without a place")


def questions(raw: bytes) -> None:
    """Any line of `ask --jsonl` is a question, or an error in words."""
    try:
        asked = read_question(raw.decode("utf-8", "replace"))
    except ValueError:
        return
    if not isinstance(asked["q"], str):
        raise TypeError("a question that is no text")


def cleaning(raw: bytes) -> None:
    """Any question can be cleaned, and what is clean stays as it is."""
    once = clean(raw.decode("utf-8", "surrogateescape"))
    words(once)
    if len(once) <= LONGEST_CLEANED and clean(once) != once:
        raise AssertionError(f"{once!r} is cleaned further")


def redaction(raw: bytes) -> None:
    """Any text is redacted to one short line, soon, and redacting it again takes nothing more out."""
    text = raw.decode("utf-8", "replace")
    began = time.perf_counter()
    redacted = redact(text)
    if time.perf_counter() - began > SLOW_SECONDS:
        raise AssertionError("slow")
    if len(redacted) > LONGEST_KEPT or len(redacted.splitlines()) > 1:
        raise AssertionError(f"{redacted!r} is no short line")
    if redact(redacted) != redacted:
        raise AssertionError(f"{redacted!r} is redacted further")


def splitting(raw: bytes) -> None:
    """Any text in any styles is cut into pieces that Telegram takes, whose words are those of the text."""
    spans = [
        Span(part, "b" if number % 3 == 0 else "", "https://example.org/?a=1&b" if number % 5 == 1 else None)
        for number, part in enumerate(raw.decode("utf-8", "replace").split("|"))
    ]
    text = ""
    for piece in split(spans, _LIMIT):
        read = _Read()
        read.feed(piece)
        read.close()
        if read.open or units(read.text) > _LIMIT:
            raise AssertionError(f"{piece!r} is no piece")
        text += read.text
    if "".join(text.split()) != "".join("".join(span.text for span in spans).split()):
        raise AssertionError("words are lost")
    if units(shortened(text, _LIMIT)) > _LIMIT:
        raise AssertionError("not shortened")


def intake(raw: bytes) -> None:
    """Whatever is delivered is read or set aside; nothing raises."""
    asyncio.run(Intake(_BOT, _Taken()).take_text(raw))


def sealing(raw: bytes) -> None:
    """Nothing opens but what was sealed."""
    try:
        _SEAL.open(raw)
    except SecretError:
        return
    raise AssertionError("opened")


def scrubbing(raw: bytes) -> None:
    """No text of a log keeps a token."""
    text = raw.decode("utf-8", "replace")
    token = "123456789:AAF-a_token_that_opens_nothing_0123"  # noqa: S105 - opens nothing
    if token in scrubbed(f"{text} {token} {text}"):
        raise AssertionError("a token is logged")


class _Taken:
    """Takes updates, as the bot does."""

    busy = False

    async def receive(self, arrived: Sequence[Arrived], /) -> None:
        """Write each update as the bot would have it."""
        for one in arrived:
            one.update.to_json()

    async def refuse(self, update_id: int, reason: str, /) -> None:
        """Set an update aside that can't be read."""


class _Read(HTMLParser):
    """Reads a piece as Telegram does: its text, and the tags that are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's
        """Open a tag."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.text += data


TARGETS: dict[str, Callable[[bytes], None]] = {
    found.__name__: found
    for found in (
        callbacks,
        links,
        tree,
        questions,
        cleaning,
        redaction,
        splitting,
        intake,
        sealing,
        scrubbing,
    )
}

SEEDS: dict[str, tuple[str, ...]] = {
    "callbacks": ("1:t:uk:c:population", "1:f:en:y:mayor", "1:s:ru::3", "1:l:auto::"),
    "links": ("population_uk", "ask"),
    "tree": ("a:\n- b: 'c'\n  d: {e: [1, 2.5, yes]}\n", "a: &b [*b]\n", "%TAG ! x\n---\n", "a: |\n  b\n"),
    "questions": ('{"q": "де укриття", "after": "?"}', '{"q": "\\ud800"}', '{"q": 5}', "[[[[", "NaN"),
    "cleaning": ("Де УКРИТТЯ?!", "ltc erhbnnz", "a\u0301\u202e\u200b"),
    "redaction": ("вул. Сумська, 25, кв. 4, тел. +380 67 123 45 67, a@b.ua, 49.99, 36.23", "мене звати Олена Петренко"),
    "splitting": ("one. two|three <b> & four\n\nfive|😀😀😀 six" * 3,),
    "intake": (
        '{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "?"}}',
        '{"update_id": 2, "callback_query": {"id": "1", "from": {"id": 1, "is_bot": false, "first_name": "A"}}}',
    ),
    "sealing": ("",),
    "scrubbing": ("postgresql://u:p@h/n", "bot1:A"),
}
"""What the fuzzer begins with: one or more sound inputs of each target."""
