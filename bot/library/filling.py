"""Sentences and charts held against their values, so that what was loaded can always be said and drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from bot.library.records import Key, Origin
from bot.model.base import KnowledgeBase
from bot.model.finding import Finding
from bot.model.sentence import faults
from bot.model.values import Number


def unfilled(base: KnowledgeBase, origins: Mapping[Key, Origin]) -> Iterator[Finding]:
    """Yield an error for each sentence or note that can't be filled with its fact's values."""
    for fact in chain(base.facts.values(), base.withdrawn.values()):
        for part, language, text in fact.texts():
            for fault in faults(text, fact.values, language):
                yield Finding(origins["fact", fact.id].at(part, language), "error", "placeholders", fault)


def undrawn(base: KnowledgeBase, origins: Mapping[Key, Origin]) -> Iterator[Finding]:
    """Yield an error for each figure of a chart that is no number, below zero, or has another unit than the first."""
    for chart in base.charts.values():
        units = []
        for fact in base.facts.values():
            if fact.series != chart.id:
                continue
            place = origins["fact", fact.id].at("series_value" if fact.series_value else "series")
            if not isinstance(fact.figure, Number):
                yield Finding(place, "error", "charts", f"the figure is no number: name one in series_value{_TOLD}")
                continue
            if fact.figure.number < 0:
                yield Finding(
                    place, "error", "charts", f"{fact.figure.number} has no place on a scale from zero{_TOLD}"
                )
            units.append(fact.figure.unit)
            if units[-1] != units[0]:
                yield Finding(place, "error", "charts", f"one chart can't show a share and a count{_TOLD}")


_TOLD = "; `charts:` draws this series"
