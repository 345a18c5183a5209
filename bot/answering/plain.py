"""A reply as plain text: whole addresses, no colour, no wrapping."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.news import Bulletin
from bot.answering.reply import Answer, Choice, Citation, Heading, NoAnswer, Renamed, Reply, Statement
from bot.texts import Say, words_of


def as_text(reply: Reply) -> str:
    """Return the whole reply, without a final newline."""
    return "\n".join(_lines(reply)).strip()


def citation_line(citation: Citation) -> str:
    """Return a source with its number, publisher, author, date, title and whole address."""
    source = citation.source
    author = f", {source.author}" if source.author else ""
    return f"[{citation.number}] {source.publisher}{author}, {citation.date}: {source.title}. {source.url}"


def _lines(reply: Reply) -> Iterator[str]:
    say = words_of(reply.language)
    match reply:
        case Answer():
            yield from _answer(reply, say)
        case Choice():
            yield from _renamed(reply.renamed)
            yield reply.says
            yield from _numbered(reply.offers)
        case NoAnswer():
            yield reply.says
            yield from _renamed(reply.renamed)
            if reply.offers:
                yield reply.invites
                yield from _listed(reply.offers)


def _answer(answer: Answer, say: Say) -> Iterator[str]:
    yield answer.title
    yield ""
    if answer.warning and answer.urgent:
        yield answer.warning
        yield ""
    for statement in (*answer.renamed, *answer.statements):
        yield from _statement(statement)
    if answer.earlier:
        yield ""
        yield say("Earlier:")
        for statement in answer.earlier:
            yield from _statement(statement, bullet="- ")
    if answer.warning and not answer.urgent:
        yield ""
        yield answer.warning
    if answer.citations:
        yield ""
        yield say("Sources:")
        yield from map(citation_line, answer.citations)
    if answer.related:
        yield ""
        yield say("See also:")
        yield from _listed(answer.related)


def _renamed(renamed: Renamed | None) -> Iterator[str]:
    """Yield what is said of former names, with its sources, between blank lines."""
    if renamed is not None:
        for statement in renamed.statements:
            yield from _statement(statement)
        yield from map(citation_line, renamed.citations)
        yield ""


def _statement(statement: Statement, bullet: str = "") -> Iterator[str]:
    marks = "".join(f"[{number}]" for number in statement.citations)
    yield f"{bullet}{statement.text} ({statement.attribution}) {marks}"
    for remark in statement.remarks:
        yield f"{'  ' if bullet else ''}{remark}"


def _listed(offers: tuple[Heading, ...]) -> Iterator[str]:
    return (f"- {offer.title}" for offer in offers)


def _numbered(offers: tuple[Heading, ...]) -> Iterator[str]:
    return (f"{number}. {offer.title}" for number, offer in enumerate(offers, 1))


def bulletin_as_text(page: Bulletin) -> str:
    """Return what is new, without a final newline."""
    return "\n".join(_bulletin(page))


def _bulletin(page: Bulletin) -> Iterator[str]:
    yield page.title
    theme = topic = None
    for entry in page.entries:
        yield ""
        if entry.theme != theme:
            theme, topic = entry.theme, None
            yield theme
        if entry.topic and entry.topic != topic:
            yield f"- {entry.topic}"
        topic = entry.topic
        if entry.notice:
            yield entry.notice
        yield f"{entry.text} ({entry.attribution}) {page.marks(entry.sources)}"
        if entry.before:
            yield f"{entry.before} {page.marks(entry.before_sources)}"
    yield ""
    yield words_of(page.language)("Sources:")
    yield from map(citation_line, page.citations)
