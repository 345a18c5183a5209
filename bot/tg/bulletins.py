"""What is new as Telegram shows it: pages of entries under their headings, each page with its own numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answering.news import Bulletin, Entry, bulletin
from bot.answering.reply import Citation
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.texts import words_of
from bot.tg.rendering import citation_line, joined
from bot.tg.splitting import BLANK, BREAK, LIMIT, Span, split, units

PAGE = 3000
"""Units of one page at most, but for a single entry that is longer; so that a page is read at a glance or two."""


def pages(base: KnowledgeBase, entries: Iterable[Entry], language: Language) -> list[list[Entry]]:
    """Return `entries` on pages that fit into one message each."""
    found: list[list[Entry]] = []
    used = 0
    for entry in entries:
        size = _size(base, entry, language)
        if not found or used + size > PAGE:
            found.append([])
            used = 0
        found[-1].append(entry)
        used += size
    return found


def paged(title: str, page: int, count: int, language: Language) -> str:
    """Return the title of a `page`, from 0, of `count`."""
    if count == 1:
        return title
    return words_of(language)("{title} (page {page} of {count})", title=title, page=page + 1, count=count)


def as_message(base: KnowledgeBase, title: str, page: Sequence[Entry], language: Language) -> str:
    """Return one page as HTML."""
    return split(list(_spans(bulletin(base, title, page, language))), LIMIT)[0]


def _size(base: KnowledgeBase, entry: Entry, language: Language) -> int:
    """Return how many units `entry` takes at most: its headings, and each of its sources, may be shared with others."""
    cited = (Citation(99, base.sources[id_], dated(base.sources[id_].published, language)) for id_ in entry.cited)
    alone = Bulletin(language, "", (entry,), tuple(cited))
    return units("".join(span.text for span in _spans(alone)))


def _spans(page: Bulletin) -> Iterator[Span]:
    yield from joined(_blocks(page), BLANK)


def _blocks(page: Bulletin) -> Iterator[list[Span]]:
    yield [Span(page.title, "b")]
    theme = topic = None
    for entry in page.entries:
        if entry.theme != theme:
            theme, topic = entry.theme, None
            yield [Span(theme, "b")]
        heading = [[Span(f"• {entry.topic}")]] if entry.topic and entry.topic != topic else []
        topic = entry.topic
        yield list(joined([*heading, *_lines(page, entry)], BREAK))
    sources = [list(citation_line(citation)) for citation in page.citations]
    yield list(joined([[Span(words_of(page.language)("Sources:"), "b")], *sources], BREAK))


def _lines(page: Bulletin, entry: Entry) -> Iterator[list[Span]]:
    if entry.notice:
        yield [Span(entry.notice, "i")]
    attribution = Span(f"({entry.attribution})", "i")
    yield [Span(f"{entry.text} "), attribution, Span(f" {page.marks(entry.sources)}")]
    if entry.before:
        yield [Span(f"{entry.before} {page.marks(entry.before_sources)}")]
