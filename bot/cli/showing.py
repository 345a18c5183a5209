"""A reply on the terminal: rich where there is one, plain where the output goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bot.answering.plain import as_text
from bot.answering.reply import Answer, Choice, Citation, Heading, NoAnswer, Renamed, Reply, Statement
from bot.texts import words_of


def show(reply: Reply) -> None:
    """Print a reply."""
    if not sys.stdout.isatty():
        print(as_text(reply))
        return
    from rich.console import Console  # a tenth of a second that plain output does without
    from rich.text import Text

    console = Console(highlight=False)
    for text, style in _styled(reply):
        console.print(Text(text, style=style), soft_wrap="://" in text)


def _styled(reply: Reply) -> Iterator[tuple[str, str]]:
    """Yield the lines of a reply, each with its style."""
    match reply:
        case Answer():
            yield from _answer(reply)
        case Choice():
            yield from _renamed(reply.renamed)
            yield reply.says, "bold"
            yield from ((f"  {number}. {offer.title}", "") for number, offer in enumerate(reply.offers, 1))
        case NoAnswer():
            yield reply.says, "bold"
            yield from _renamed(reply.renamed)
            if reply.offers:
                yield reply.invites, "dim"
                yield from _listed(reply.offers)


def _answer(answer: Answer) -> Iterator[tuple[str, str]]:
    say = words_of(answer.language)
    yield answer.title, "bold"
    yield "", ""
    warning = [(answer.warning, "yellow"), ("", "")] if answer.warning else []
    if answer.urgent:
        yield from warning
    for statement in (*answer.renamed, *answer.statements):
        yield from _statement(statement)
        yield "", ""
    if answer.earlier:
        yield say("Earlier:"), "dim"
        for statement in answer.earlier:
            yield from _statement(statement)
        yield "", ""
    if not answer.urgent:
        yield from warning
    yield say("Sources:"), "dim"
    for citation in answer.citations:
        yield from _citation(citation)
    if answer.related:
        yield "", ""
        yield say("See also:"), "dim"
        yield from _listed(answer.related)


def _renamed(renamed: Renamed | None) -> Iterator[tuple[str, str]]:
    """Yield what is said of former names, and its sources."""
    if renamed is not None:
        for statement in renamed.statements:
            yield from _statement(statement)
        for citation in renamed.citations:
            yield from _citation(citation)
        yield "", ""


def _citation(citation: Citation) -> Iterator[tuple[str, str]]:
    source = citation.source
    author = f", {source.author}" if source.author else ""
    yield f"[{citation.number}] {source.publisher}{author}, {citation.date}: {source.title}", "dim"
    yield f"    {source.url}", "cyan"


def _statement(statement: Statement) -> Iterator[tuple[str, str]]:
    marks = "".join(f"[{number}]" for number in statement.citations)
    yield statement.text, ""
    yield f"    {statement.attribution} {marks}", "dim"
    for remark in statement.remarks:
        yield f"    {remark}", "italic"


def _listed(offers: tuple[Heading, ...]) -> Iterator[tuple[str, str]]:
    return ((f"  · {offer.title}", "") for offer in offers)
