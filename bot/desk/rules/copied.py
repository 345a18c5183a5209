"""No sentence is copied from an article."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.matching.cleaning import words
from bot.model.finding import Place
from bot.model.language import LANGUAGES

RUN = 8
"""Words in a row that two texts share by copying rather than by chance."""


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield sentences that share a run of words with an article text, where those are at hand."""
    runs = {run for article in desk.articles for run in _runs(article)}
    if not runs:
        return
    for fact in desk.base.facts.values():
        for language in LANGUAGES:
            for run in _runs(desk.filled(fact.says.in_(language), fact, language)):
                if run in runs:
                    place = desk.place("fact", fact.id, "says", language)
                    yield place, f"copied from an article: “{' '.join(run)}”: say it in your own words"
                    break


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    asked = [word for line in text.splitlines() for word in words(line.casefold())]
    return (tuple(asked[start : start + RUN]) for start in range(len(asked) - RUN + 1))


RULE = Rule("copied", "error", "Sentences are the project's own words.", check, lambda desk: bool(desk.articles))
