"""Which series of dated figures are drawn, and which topic shows which chart."""

from __future__ import annotations

from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.topic import Topic
from bot.model.values import Number

LEAST = 3
"""Figures from which a series is drawn; fewer are told faster than they are looked at."""


def drawn(base: KnowledgeBase) -> tuple[str, ...]:
    """Return the ids of the charts that have figures enough, in the order of the files."""
    return tuple(id_ for id_ in base.charts if _enough(base, id_))


def chart_of(base: KnowledgeBase, topic: Topic) -> str | None:
    """Return the chart that shows the most facts of `topic`, the first of equals; None where none shows any."""
    told = {base.facts[id_].series for id_ in topic.facts}
    shown = {id_: _shown(base, id_, topic) for id_ in base.charts if id_ in told and _enough(base, id_)}
    return max(shown, key=shown.__getitem__, default=None)


def figures_of(base: KnowledgeBase, chart: str) -> tuple[Fact, ...]:
    """Return the facts that a chart shows, newest first, those without a date last.

    What was only announced is no figure yet.
    """
    facts = [
        fact
        for fact in base.facts.values()
        if fact.series == chart and isinstance(fact.figure, Number) and "planned" not in fact.caution
    ]
    known = [fact for fact in facts if fact.as_of.precision != "unknown"]
    undated = [fact for fact in facts if fact.as_of.precision == "unknown"]
    return (*sorted(known, key=lambda fact: fact.as_of.latest, reverse=True), *undated)


def _enough(base: KnowledgeBase, chart: str) -> bool:
    return len(figures_of(base, chart)) >= LEAST


def _shown(base: KnowledgeBase, chart: str, topic: Topic) -> int:
    return sum(base.facts[id_].series == chart for id_ in topic.facts)
