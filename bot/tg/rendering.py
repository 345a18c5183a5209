"""A reply as Telegram shows it: the question in bold, dated sentences, earlier figures, numbered sources as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.answering.nearby import Nearby, Station
from bot.answering.reply import Answer, Choice, Citation, Heading, NoAnswer, Renamed, Reply, Statement
from bot.texts import Say, words_of
from bot.tg.splitting import BLANK, BREAK, LIMIT, Span, as_html, split, units

GROUP_LIMIT = 900
"""Units of an answer in a group; what goes beyond is read in private."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply as HTML texts, one a message; `cut` says that a part of the answer was left out.

    `facts` are the ids of the facts that it tells.
    """

    pieces: tuple[str, ...]
    cut: bool = False
    facts: tuple[str, ...] = ()


def render(reply: Reply, notice: str = "", above: str = "", below: str = "") -> Rendered:
    """Return the whole reply, in as many messages as it takes.

    A `notice` stands below an answer's title, remarks `above` and `below` the whole; each may be empty.
    """
    remarks = [[Span(remark, "i")] if remark else [] for remark in (above, below)]
    blocks = [block for block in (remarks[0], _spans(reply, notice), remarks[1]) if block]
    return Rendered(tuple(split(list(joined(blocks, BLANK)))), facts=_told(reply))


def render_short(reply: Reply, limit: int = GROUP_LIMIT, notice: str = "") -> Rendered:
    """Return the reply as one message: an answer that goes beyond `limit` units keeps the facts that come first.

    The first fact, a warning and the sources of what is said are always kept.
    """
    spans = _spans(reply, notice)
    if _fits(spans, limit):
        return Rendered((as_html(spans),), facts=_told(reply))
    if not isinstance(reply, Answer):
        return Rendered(tuple(split(spans, LIMIT)[:1]))
    for count in range(len(reply.statements), 0, -1):
        shorter = _first(reply, count)
        spans = _spans(shorter, notice)
        if _fits(spans, limit) or (count == 1 and _fits(spans, LIMIT)):
            return Rendered((as_html(spans),), cut=True, facts=_told(shorter))
    return Rendered(tuple(split(spans, LIMIT)[:1]), cut=True, facts=_told(reply))


def render_nearby(found: Nearby) -> Rendered:
    """Return the nearest stations and what is cited beside them."""
    return Rendered(tuple(split(list(joined(_nearby(found, words_of(found.language)), BLANK)))))


def citation_line(citation: Citation) -> tuple[Span, ...]:
    """Return a source as a numbered link with its publisher and date."""
    source = citation.source
    author = f", {source.author}" if source.author else ""
    return (
        Span(f"{citation.number}. "),
        Span(f"{source.publisher}{author}", url=source.url),
        Span(f", {citation.date}: {source.title}"),
    )


def joined(blocks: Iterable[list[Span]], between: Span) -> Iterator[Span]:
    """Yield the spans of `blocks` with `between` between two of them."""
    for number, block in enumerate(blocks):
        if number:
            yield between
        yield from block


def _fits(spans: Iterable[Span], limit: int) -> bool:
    return units("".join(span.text for span in spans)) <= limit


def _first(answer: Answer, count: int) -> Answer:
    """Return the answer with its first `count` statements, no history, and the sources of what is left."""
    kept = answer.statements[:count]
    cited = {number for statement in (*answer.renamed, *kept) for number in statement.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in cited)
    return replace(answer, statements=kept, earlier=(), citations=citations)


def _told(reply: Reply) -> tuple[str, ...]:
    if not isinstance(reply, Answer):
        return ()
    return tuple(statement.fact for statement in (*reply.statements, *reply.earlier))


def _spans(reply: Reply, notice: str = "") -> list[Span]:
    match reply:
        case Answer():
            blocks = _answer(reply, words_of(reply.language), notice)
        case Choice():
            blocks = iter([*_renamed(reply.renamed), [Span(reply.says, "b")], _listed(reply.offers)])
        case NoAnswer():
            offered = [[Span(reply.invites), BREAK, *_listed(reply.offers)]] if reply.offers else []
            blocks = iter([[Span(reply.says)], *_renamed(reply.renamed), *offered])
    return list(joined(blocks, BLANK))


def _answer(answer: Answer, say: Say, notice: str) -> Iterator[list[Span]]:
    """Yield the parts between which stands a blank line."""
    yield [Span(answer.title, "b")]
    if notice:
        yield [Span(notice, "i")]
    if answer.warning and answer.urgent:
        yield [Span(answer.warning, "i")]
    for statement in (*answer.renamed, *answer.statements):
        yield list(_statement(statement))
    if answer.earlier:
        lines = [[Span("• "), *_statement(statement)] for statement in answer.earlier]
        yield list(joined([[Span(say("Earlier:"), "b")], *lines], BREAK))
    if answer.warning and not answer.urgent:
        yield [Span(answer.warning, "i")]
    yield _sources(answer.citations, say)


def _nearby(found: Nearby, say: Say) -> Iterator[list[Span]]:
    """Yield the parts between which stands a blank line."""
    yield [Span(found.title, "b")]
    if found.stations:
        yield list(joined((_station(*numbered, say) for numbered in enumerate(found.stations, 1)), BREAK))
    yield from ([Span(note, "i")] for note in found.notes)
    if found.warning:  # of the facts, not of the stations
        yield [Span(found.warning, "i")]
    for statement in found.statements:
        yield list(_statement(statement))
    if found.citations:
        yield _sources(found.citations, say)


def _station(number: int, station: Station, say: Say) -> list[Span]:
    told = say("{distance}, line: {line}", distance=station.distance, line=station.line)
    spans = [Span(f"{number}. "), Span(station.name, "b"), Span(f" — {told}")]
    if station.former:
        marks = "".join(f"[{one}]" for one in station.citations)
        spans.append(Span(f"; {say('formerly {names}', names=', '.join(station.former))} {marks}"))
    return spans


def _sources(citations: Iterable[Citation], say: Say) -> list[Span]:
    lines = [list(citation_line(citation)) for citation in citations]
    return list(joined([[Span(say("Sources:"), "b")], *lines], BREAK))


def _renamed(renamed: Renamed | None) -> Iterator[list[Span]]:
    """Yield what is said of former names, and its sources, where a reply is no answer."""
    if renamed is not None:
        yield from (list(_statement(statement)) for statement in renamed.statements)
        yield list(joined([list(citation_line(citation)) for citation in renamed.citations], BREAK))


def _statement(statement: Statement) -> Iterator[Span]:
    marks = "".join(f"[{number}]" for number in statement.citations)
    yield Span(f"{statement.text} ")
    yield Span(f"({statement.attribution})", "i")
    yield Span(f" {marks}")
    for remark in statement.remarks:
        yield BREAK
        yield Span(remark, "i")


def _listed(offers: Iterable[Heading]) -> list[Span]:
    return [Span("\n".join(f"{number}. {offer.title}" for number, offer in enumerate(offers, 1)))]
