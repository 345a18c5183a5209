"""Texts in pieces that Telegram takes: within its limit, at the ends of sentences, never inside a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

LIMIT = 4096
"""UTF-16 units of a message's text, counted after its tags are parsed."""

Style = Literal["", "b", "i"]

# Where a text may end, best first: a paragraph, a line, a sentence, a word.
_ENDS = tuple(re.compile(pattern) for pattern in (r"\n{2,}", r"\n", r"[.!?…][»”\")\]]*\s", r"\s"))
_LEAST_FILLED = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style, perhaps a link. It is cut into spans, so that tags always close."""

    text: str
    style: Style = ""
    url: str | None = None

    @property
    def html(self) -> str:
        """Return the span as Telegram's HTML."""
        marked = escape(self.text, quote=False)
        if self.url is not None:
            marked = f'<a href="{escape(self.url)}">{marked}</a>'
        return f"<{self.style}>{marked}</{self.style}>" if self.style else marked


BREAK = Span("\n")
BLANK = Span("\n\n")


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it: in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def as_html(spans: Iterable[Span]) -> str:
    """Return the spans as one HTML text."""
    return "".join(span.html for span in spans if span.text)


def split(spans: Sequence[Span], limit: int = LIMIT) -> list[str]:
    """Return `spans` as HTML texts of at most `limit` (2 or more) units each, none of them blank."""
    pieces = []
    rest = _stripped(spans)
    while rest:
        end = _end("".join(span.text for span in rest), limit)
        piece = _stripped(_between(rest, 0, end))
        if piece:
            pieces.append(as_html(piece))
        rest = _stripped(_between(rest, end, None))
    return pieces


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line within `limit` units, cut at a word and marked with an ellipsis where it is longer."""
    text = " ".join(text.split())
    if units(text) <= limit:
        return text
    return text[: _end(text, limit - 1)].rstrip() + "…"


def _end(text: str, limit: int) -> int:
    """Return the index up to which `text` is taken: all of it, or the last good end within `limit` units."""
    if units(text) <= limit:
        return len(text)
    fits = _fitting(text, limit)
    for end in _ENDS:
        # One character more, for the space behind a sentence that just fits.
        found = [match.end() for match in end.finditer(text[: fits + 1]) if match.end() <= fits + 1]
        if found and found[-1] >= fits * _LEAST_FILLED:
            return min(found[-1], len(text))
    return fits


def _fitting(text: str, limit: int) -> int:
    used = 0
    for index, char in enumerate(text):
        used += 2 if char > "\uffff" else 1
        if used > limit:
            return max(index, 1)
    return len(text)


def _between(spans: Sequence[Span], start: int, end: int | None) -> list[Span]:
    """Return the spans of the text from `start` to `end`, cut where needed."""
    return list(_cut(spans, start, end))


def _cut(spans: Sequence[Span], start: int, end: int | None) -> Iterator[Span]:
    offset = 0
    for span in spans:
        left = max(start - offset, 0)
        right = len(span.text) if end is None else max(end - offset, 0)
        if part := span.text[left:right]:
            yield span if part == span.text else replace(span, text=part)
        offset += len(span.text)


def _stripped(spans: Sequence[Span]) -> list[Span]:
    text = "".join(span.text for span in spans)
    start = len(text) - len(text.lstrip())
    return _between(spans, start, len(text.rstrip())) if text.strip() else []
