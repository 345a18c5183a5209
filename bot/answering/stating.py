"""Facts in words, each with its speaker, its date and the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.answering.figures import date_in_words, fill
from bot.answering.reply import Citation, Statement
from bot.model.base import KnowledgeBase
from bot.model.fact import Caution, Fact
from bot.model.language import Language
from bot.model.values import Phone
from bot.model.when import When
from bot.texts import Say, words_of


def state(base: KnowledgeBase, fact: Fact, numbers: Mapping[str, int], language: Language) -> Statement:
    """Return a fact in words; `numbers` are those of the sources."""
    return Statement(
        fact=fact.id,
        text=fill(fact.says.in_(language), fact.values, language),
        attribution=attribution(base, fact, language),
        when=fact.as_of,
        citations=tuple(numbers[id_] for id_ in fact.sources),
        remarks=_remarks(fact, language, words_of(language)),
        phones=tuple(value.phone for value in fact.values.values() if isinstance(value, Phone)),
    )


def numbered(facts: Iterable[Fact]) -> dict[str, int]:
    """Return the sources of `facts`, numbered from 1 in the order in which they come."""
    return {id_: number for number, id_ in enumerate(dict.fromkeys(id_ for fact in facts for id_ in fact.sources), 1)}


def cited(base: KnowledgeBase, numbers: Mapping[str, int], language: Language) -> tuple[Citation, ...]:
    """Return the numbered sources as they are shown."""
    return tuple(
        Citation(number, base.sources[id_], dated(base.sources[id_].published, language))
        for id_, number in numbers.items()
    )


def dated(when: When, language: Language) -> str:
    """Return a date in words that says where it is approximate or not known."""
    words = date_in_words(when, language)
    return words_of(language)("about {date}", date=words) if when.approximate else words


def attribution(base: KnowledgeBase, fact: Fact, language: Language) -> str:
    """Return who says a fact, and as of when."""
    return f"{base.speakers[fact.by].in_(language)}, {dated(fact.as_of, language)}"


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
