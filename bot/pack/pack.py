"""The topics to save, as replies of one day, with their sources numbered through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bot.answering.composing import compose
from bot.answering.figures import date_in_words
from bot.answering.reply import Answer, Citation, Statement
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.model.when import When
from bot.texts import words_of

LARGEST = 100_000
"""Bytes of the largest page, so that it loads over a poor connection and opens on an old phone."""


@dataclass(frozen=True)
class Pack:
    """What is saved. `citations` are the sources of all `answers`, whose statements cite these numbers.

    `name` begins the names of its files. `made` is the day of making, in words `date`; `official` says where to check
    what may be outdated.
    """

    language: Language
    name: str
    city: str
    bot: str
    made: dt.date
    date: str
    official: str | None
    answers: tuple[Answer, ...]
    citations: tuple[Citation, ...]


def pack_of(base: KnowledgeBase, language: Language, today: dt.date) -> Pack:
    """Return the pack that the city asks for, as it reads on `today`; without answers where it asks for none."""
    numbers: dict[str, Citation] = {}
    answers = []
    for id_ in base.city.pack:
        answer = compose(base, base.topics[id_], language, today)
        for citation in answer.citations:
            numbers.setdefault(citation.source.id, replace(citation, number=len(numbers) + 1))
        answers.append(_renumbered(answer, numbers))
    official = base.city.official
    return Pack(
        language=language,
        name="".join(char for char in base.city.name.en.casefold() if char.isalnum()),
        city=base.city.name.in_(language),
        bot=base.city.bot.in_(language),
        made=today,
        date=date_in_words(When.parse(today.isoformat()), language),
        official=official.in_(language) if official else None,
        answers=tuple(answers),
        citations=tuple(numbers.values()),
    )


def heading(pack: Pack) -> str:
    """Return the title of the page and the text."""
    return words_of(pack.language)("{city} without power and internet", city=pack.city)


def made(pack: Pack) -> str:
    """Return when and by whom the pack was made."""
    say = words_of(pack.language)
    return say("Made on {date} by {bot}. Each figure has its source and date.", date=pack.date, bot=pack.bot)


def outdating(pack: Pack) -> str:
    """Return the warning that what is saved grows old."""
    say = words_of(pack.language)
    warning = say("After that day nothing here was renewed: the older this file, the more of it may be outdated.")
    return f"{warning} {say('Check: {place}.', place=pack.official)}" if pack.official else warning


def _renumbered(answer: Answer, numbers: dict[str, Citation]) -> Answer:
    now = {citation.number: numbers[citation.source.id].number for citation in answer.citations}

    def cited(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(one, citations=tuple(now[number] for number in one.citations)) for one in statements)

    return replace(
        answer,
        statements=cited(answer.statements),
        earlier=cited(answer.earlier),
        citations=tuple(numbers[citation.source.id] for citation in answer.citations),
    )
