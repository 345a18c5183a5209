"""Sentences with placeholders: `{people}`, `{people:compact}`, `{start:of}`, `{houses|будинок|будинки|будинків}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model.language import Language
from bot.model.values import Number, Value

_SLOT = re.compile(r"\{(?P<name>[^{}|:]*)(?::(?P<form>[^{}|]*))?(?P<nouns>(?:\|[^{}|]*)*)\}")

PLURALS: dict[Language, int] = {"uk": 3, "ru": 3, "en": 2}
"""Forms of a counted noun: one, few and many, or one and other."""

FORMS = ("compact", "of")
"""`compact`: 1.4 million; `of`: a month in the genitive, for Ukrainian and Russian."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: the value's name, its form ("" or one of FORMS), and the counted noun in its plural forms."""

    name: str
    form: str
    nouns: tuple[str, ...]


def parse(sentence: str) -> Iterator[str | Slot]:
    """Yield the plain texts and the slots of `sentence` in order."""
    end = 0
    for found in _SLOT.finditer(sentence):
        yield sentence[end : found.start()]
        yield Slot(found["name"].strip(), found["form"] or "", tuple(found["nouns"].split("|")[1:]))
        end = found.end()
    yield sentence[end:]


def faults(sentence: str, values: Mapping[str, Value], language: Language) -> Iterator[str]:
    """Yield in words what keeps `sentence` from being filled with `values`."""
    for part in parse(sentence):
        if isinstance(part, str):
            if "{" in part or "}" in part:
                yield f"a brace stands alone in {part.strip()!r}: write {{name}}"
            continue
        value = values.get(part.name)
        if value is None:
            yield f"there is no value {part.name!r}: the values are {', '.join(values) or 'none'}"
        elif part.form and part.form not in FORMS:
            yield f"{{{part.name}:{part.form}}}: the forms are {', '.join(FORMS)}"
        elif part.nouns and not isinstance(value, Number):
            yield f"{{{part.name}|...}}: only a number can be counted"
        elif part.nouns and len(part.nouns) != PLURALS[language]:
            yield f"{{{part.name}|...}} has {len(part.nouns)} plural forms: {language} needs {PLURALS[language]}"
