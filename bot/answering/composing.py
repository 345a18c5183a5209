"""A topic's facts arranged into an answer: newest first, history below, a warning where they have aged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.answering.charting import chart_of
from bot.answering.figures import date_in_words
from bot.answering.renaming import renaming, told
from bot.answering.reply import Answer, Heading, Telephone
from bot.answering.stating import cited, numbered, state
from bot.matching.naming import Former
from bot.model.base import KnowledgeBase
from bot.model.fact import DAYS, Fact
from bot.model.language import Language
from bot.model.topic import Topic
from bot.model.values import Phone
from bot.model.when import When
from bot.texts import words_of

HISTORY = dt.timedelta(days=365)
"""A fact this much older than the topic's newest is told as history."""


def compose(
    base: KnowledgeBase, topic: Topic, language: Language, today: dt.date, former: Sequence[Former] = ()
) -> Answer:
    """Return the whole reply of `topic` as it reads on `today`; `former` are former names that the question uses."""
    facts = [base.facts[id_] for id_ in dict.fromkeys((*topic.lead, *topic.facts))]
    of_names = told(base, former)
    numbers = numbered((*facts, *of_names))
    past = _history(facts) - set(topic.lead)
    return Answer(
        language=language,
        topic=topic.id,
        title=topic.title.in_(language),
        statements=tuple(state(base, fact, numbers, language) for fact in facts if fact.id not in past),
        earlier=tuple(state(base, fact, numbers, language) for fact in facts if fact.id in past),
        citations=cited(base, numbers, language),
        related=headings(base, topic.related, language),
        warning=warning(base, topic, facts, language, today),
        urgent=base.themes[topic.theme].safety,
        renamed=tuple(renaming(base, one, numbers, language) for one in former),
        telephones=_telephones(base, facts, language),
        chart=chart_of(base, topic),
    )


def headings(base: KnowledgeBase, ids: Iterable[str], language: Language) -> tuple[Heading, ...]:
    """Return the topics of `ids` as they are offered to a person."""
    return tuple(Heading(id_, base.topics[id_].title.in_(language)) for id_ in ids)


def outdated(topic: Topic, facts: Sequence[Fact], today: dt.date) -> When | None:
    """Return the newest known date of `facts` where that is past the topic's age on `today`, else None."""
    limit = DAYS[topic.ages]
    known = [fact.as_of for fact in facts if fact.as_of.precision != "unknown"]
    if limit is None or not known:
        return None
    newest = max(known, key=lambda when: when.latest)
    return newest if (today - newest.latest).days > limit else None


def _history(facts: Sequence[Fact]) -> set[str]:
    """Return the facts that a newer one continues: of the same series, or a year older than the newest.

    What the newest of a series contradicts is not its history, unless it is a year older; the two stand side by side.
    """
    known = [fact for fact in facts if fact.as_of.precision != "unknown"]
    if not known:
        return set()
    newest = max(fact.as_of.latest for fact in known)
    past = {fact.id for fact in known if newest - fact.as_of.latest > HISTORY}
    for series in {fact.series for fact in known if fact.series}:
        members = [fact for fact in known if fact.series == series]
        latest = max(fact.as_of.latest for fact in members)
        disputed = {id_ for fact in members if fact.as_of.latest == latest for id_ in fact.differs_from}
        past |= {fact.id for fact in members if fact.as_of.latest < latest} - disputed
    return past


def warning(base: KnowledgeBase, topic: Topic, facts: Sequence[Fact], language: Language, today: dt.date) -> str | None:
    """Return that the newest of `facts` is past the age of `topic` on `today`, and where to check; None if not."""
    newest = outdated(topic, facts, today)
    if newest is None:
        return None
    say = words_of(language)
    aged = say("This may be outdated: the newest fact here is dated {date}.", date=date_in_words(newest, language))
    if not base.themes[topic.theme].safety or base.city.official is None:
        return aged
    return f"{aged} {say('Check: {place}.', place=base.city.official.in_(language))}"


def _telephones(base: KnowledgeBase, facts: Iterable[Fact], language: Language) -> tuple[Telephone, ...]:
    """Return the numbers of `facts` that have a name, each once, the most urgent first."""
    given = [value for fact in facts for value in fact.values.values() if isinstance(value, Phone)]
    shown = {phone.digits: phone.phone for phone in reversed(given)}
    return tuple(
        Telephone(shown[digits], digits, label.in_(language))
        for digits, label in base.city.telephones.items()
        if digits in shown
    )
