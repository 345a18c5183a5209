"""Sentences and their values agree, in every language alike."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.fact import Fact
from bot.model.finding import Place
from bot.model.language import LANGUAGES, Language
from bot.model.sentence import FORMS, Slot, parse
from bot.model.values import Number


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield slots without a value, values without a slot, languages that differ, wrong forms and plurals."""
    for fact in desk.base.facts.values():
        used = {language: _names(fact.says.in_(language)) for language in LANGUAGES}
        noted = {language: _names(fact.note.in_(language)) if fact.note else set() for language in LANGUAGES}
        for language in LANGUAGES:
            for part in ("says", "note"):
                text = getattr(fact, part)
                if text is not None:
                    place = desk.place("fact", fact.id, part, language)
                    yield from ((place, message) for message in _wrong(text.in_(language), fact, language))
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


def _wrong(text: str, fact: Fact, language: Language) -> Iterator[str]:
    forms = 2 if language == "en" else 3
    for part in parse(text):
        if isinstance(part, str):
            if "{" in part or "}" in part:
                yield f"a brace stands alone in {part.strip()!r}: write {{name}}"
            continue
        value = fact.values.get(part.name)
        if value is None:
            yield f"there is no value {part.name!r}: the values are {', '.join(fact.values) or 'none'}"
        elif part.form and part.form not in FORMS:
            yield f"{{{part.name}:{part.form}}}: the forms are {', '.join(FORMS)}"
        elif part.nouns and not isinstance(value, Number):
            yield f"{{{part.name}|...}}: only a number can be counted"
        elif part.nouns and len(part.nouns) != forms:
            yield f"{{{part.name}|...}} has {len(part.nouns)} plural forms: {language} needs {forms}"


RULE = Rule("placeholders", "error", "Each figure of a sentence is a value, and the same in all languages.", check)
