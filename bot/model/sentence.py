"""Sentences with placeholders: `{people}`, `{people:compact}`, `{start:of}`, `{houses|будинок|будинки|будинків}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SLOT = re.compile(r"\{(?P<name>[^{}|:]*)(?::(?P<form>[^{}|]*))?(?P<nouns>(?:\|[^{}|]*)*)\}")

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
