"""A pack as plain text, for telephones that show no pages; it can be printed, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answering.plain import as_text as answer_text
from bot.answering.plain import citation_line
from bot.pack.pack import Pack, heading, made, outdating
from bot.texts import Say, words_of

RULE = "-" * 24


def as_text(pack: Pack) -> str:
    """Return the text; its sources stand once, at the end."""
    return "\n".join(_lines(pack, words_of(pack.language))) + "\n"


def _lines(pack: Pack, say: Say) -> Iterator[str]:
    yield heading(pack)
    yield ""
    yield made(pack)
    yield outdating(pack)
    for answer in pack.answers:
        yield from ("", RULE, "", answer_text(replace(answer, citations=(), related=())))
    yield from ("", RULE, "", say("Sources:"))
    yield from map(citation_line, pack.citations)
