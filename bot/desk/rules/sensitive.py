"""Nothing that could guide an attack: no coordinates, no units, no positions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place
from bot.model.language import LANGUAGES

_PATTERNS = {
    "coordinates": re.compile(r"\d{1,2}[.,]\d{4,}\D{1,4}\d{1,3}[.,]\d{4,}|\d{1,2}\s?°\s?\d{1,2}\s?[′']"),
    "a military unit": re.compile(
        r"\b\d+(?:-[а-яіїєґa-z]{1,3})?\s*(?:\w+\s+){0,2}"
        r"(?:бригад|батальйон|батальон|полк|дивіз|дивиз|brigade|battalion|regiment)"
        r"|\b[ав]/?ч\s*[аa]?\d{4}",
        re.IGNORECASE,
    ),
    "a military position": re.compile(
        r"(?:стоїть|стоит|розміщен|размещен|розташован|расположен|deployed|stationed)\w*\s+"
        r"(?:\w+\s+){0,4}(?:батаре|ппо|пво|зрк|patriot|air defen)",
        re.IGNORECASE,
    ),
}


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield sentences and notes that read like coordinates, units or positions."""
    for fact in desk.base.facts.values():
        for part in ("says", "note"):
            text = getattr(fact, part)
            for language in LANGUAGES if text is not None else ():
                filled = desk.filled(text.in_(language), fact, language)
                for what, pattern in _PATTERNS.items():
                    if found := pattern.search(filled):
                        place = desk.place("fact", fact.id, part, language)
                        yield place, f"{found[0]!r} reads like {what}: leave it out"
    for _, text, place in (*desk.titles(), *desk.sayings()):
        for what, pattern in _PATTERNS.items():
            if found := pattern.search(text):
                yield place, f"{found[0]!r} reads like {what}: leave it out"


RULE = Rule("sensitive", "error", "No coordinates, military units or positions.", check)
