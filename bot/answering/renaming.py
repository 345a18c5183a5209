"""What is said of a place that a question calls by a former name: the current one, since when, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answering.figures import date_in_words
from bot.answering.reply import Renamed, Statement
from bot.answering.stating import attribution, cited, numbered
from bot.matching.naming import Former
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import Language
from bot.model.place import FormerName
from bot.texts import words_of


def renamed(base: KnowledgeBase, former: Sequence[Former], language: Language) -> Renamed | None:
    """Return what is said of the `former` names of a question that is not answered; None where there are none."""
    if not former:
        return None
    numbers = numbered(told(base, former))
    statements = tuple(renaming(base, one, numbers, language) for one in former)
    return Renamed(statements, cited(base, numbers, language))


def told(base: KnowledgeBase, former: Iterable[Former]) -> tuple[Fact, ...]:
    """Return the facts that tell of the renamings, one each."""
    return tuple(base.facts[_name(base, one).facts[0]] for one in former)


def renaming(base: KnowledgeBase, former: Former, numbers: Mapping[str, int], language: Language) -> Statement:
    """Return the sentence on one former name; `numbers` are those of the sources."""
    name, say = _name(base, former), words_of(language)
    fact = base.facts[name.facts[0]]
    names = {"old": name.name.in_(language), "new": base.gazetteer.places[former.place].name.in_(language)}
    date = date_in_words(name.until, language, genitive=True)
    match former.kind:
        case "station":
            text = say("The metro station {old} has been called {new} since {date}.", date=date, **names)
        case "district":
            text = say("The {old} district has been called {new} since {date}.", date=date, **names)
        case _:
            text = say("{old} has been called {new} since {date}.", date=date, **names)
    return Statement(
        fact=fact.id,
        text=text,
        attribution=attribution(base, fact, language),
        when=fact.as_of,
        citations=tuple(numbers[id_] for id_ in fact.sources),
    )


def _name(base: KnowledgeBase, former: Former) -> FormerName:
    return base.gazetteer.places[former.place].former[former.number]
