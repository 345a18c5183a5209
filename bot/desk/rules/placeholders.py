"""Sentences and their values agree, in every language alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place
from bot.model.language import LANGUAGES
from bot.model.sentence import Slot, faults, parse


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield slots without a value, values without a slot, languages that differ, wrong forms and plurals."""
    for fact in chain(desk.base.facts.values(), desk.base.withdrawn.values()):
        used = {language: _names(fact.says.in_(language)) for language in LANGUAGES}
        noted = {language: _names(fact.note.in_(language)) if fact.note else set() for language in LANGUAGES}
        for language in LANGUAGES:
            for part in ("says", "note"):
                text = getattr(fact, part)
                if text is not None:
                    place = desk.place("fact", fact.id, part, language)
                    yield from ((place, message) for message in faults(text.in_(language), fact.values, language))
            missing = set().union(*used.values()) - used[language]
            for name in sorted(missing):
                place = desk.place("fact", fact.id, "says", language)
                yield place, f"{{{name}}} stands in another language but not here: use the same figures in all three"
        for name in fact.values:
            if not any(name in names for names in (*used.values(), *noted.values())):
                yield (
                    desk.place("fact", fact.id, "values", name),
                    f"no sentence uses {{{name}}}: write it in, or delete it",
                )


def _names(text: str) -> set[str]:
    return {part.name for part in parse(text) if isinstance(part, Slot)}


RULE = Rule("placeholders", "error", "Each figure of a sentence is a value, and the same in all languages.", check)
