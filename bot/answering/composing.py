"""A topic's facts arranged into an answer: newest first, history below, a warning where they have aged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.answering.charting import chart_of
from bot.answering.figures import date_in_words, fill
from bot.answering.reply import Answer, Citation, Heading, Statement
from bot.model.base import KnowledgeBase
from bot.model.fact import DAYS, Caution, Fact
from bot.model.language import Language
from bot.model.topic import Topic
from bot.model.values import Phone
from bot.model.when import When
from bot.texts import Say, words_of

HISTORY = dt.timedelta(days=365)
"""A fact this much older than the topic's newest is told as history."""


def compose(base: KnowledgeBase, topic: Topic, language: Language, today: dt.date) -> Answer:
    """Return the whole reply of `topic` as it reads on `today`."""
    say = words_of(language)
    facts = [base.facts[id_] for id_ in dict.fromkeys((*topic.lead, *topic.facts))]
    numbers = {
        id_: number for number, id_ in enumerate(dict.fromkeys(id_ for fact in facts for id_ in fact.sources), 1)
    }
    past = _history(facts) - set(topic.lead)

    def state(fact: Fact) -> Statement:
        return Statement(
            fact=fact.id,
            text=fill(fact.says.in_(language), fact.values, language),
            attribution=f"{base.speakers[fact.by].in_(language)}, {dated(fact.as_of, language)}",
            when=fact.as_of,
            citations=tuple(numbers[id_] for id_ in fact.sources),
            remarks=_remarks(fact, language, say),
            phones=tuple(value.phone for value in fact.values.values() if isinstance(value, Phone)),
        )

    return Answer(
        language=language,
        topic=topic.id,
        title=topic.title.in_(language),
        statements=tuple(state(fact) for fact in facts if fact.id not in past),
        earlier=tuple(state(fact) for fact in facts if fact.id in past),
        citations=tuple(
            Citation(number, base.sources[id_], dated(base.sources[id_].published, language))
            for id_, number in numbers.items()
        ),
        related=headings(base, topic.related, language),
        warning=_warning(base, topic, facts, language, today),
        urgent=base.themes[topic.theme].safety,
        chart=chart_of(base, topic),
    )


def headings(base: KnowledgeBase, ids: Iterable[str], language: Language) -> tuple[Heading, ...]:
    """Return the topics of `ids` as they are offered to a person."""
    return tuple(Heading(id_, base.topics[id_].title.in_(language)) for id_ in ids)


def dated(when: When, language: Language) -> str:
    """Return a date in words that says where it is approximate or not known."""
    words = date_in_words(when, language)
    return words_of(language)("about {date}", date=words) if when.approximate else words


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


def _warning(
    base: KnowledgeBase, topic: Topic, facts: Sequence[Fact], language: Language, today: dt.date
) -> str | None:
    newest = outdated(topic, facts, today)
    if newest is None:
        return None
    say = words_of(language)
    warning = say("This may be outdated: the newest fact here is dated {date}.", date=date_in_words(newest, language))
    if not base.themes[topic.theme].safety or base.city.official is None:
        return warning
    return f"{warning} {say('Check: {place}.', place=base.city.official.in_(language))}"


def _remarks(fact: Fact, language: Language, say: Say) -> tuple[str, ...]:
    words: dict[Caution, str] = {
        "single": say("Only this source says so."),
        "undated": say("The page has no date."),
        "one-sided": say("This is one side's own claim; nobody independent has confirmed it."),
        "planned": say("This was announced; whether it was done is not confirmed."),
    }
    note = [fill(fact.note.in_(language), fact.values, language)] if fact.note else []
    differs = [say("Other sources say otherwise; they are given here too.")] if fact.differs_from else []
    return (*(words[caution] for caution in fact.caution), *note, *differs)
