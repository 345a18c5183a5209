"""Dates that can be: not in the future, no fact later than its source."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield dates after today, and facts dated after every source of theirs."""
    for source in desk.base.sources.values():
        if source.published.precision != "unknown" and source.published.earliest > desk.today:
            yield desk.place("source", source.id, "published"), f"{source.published.text} is in the future"
    for fact in desk.base.facts.values():
        place = desk.place("fact", fact.id, "as_of")
        if fact.as_of.precision == "unknown":
            continue
        if fact.as_of.earliest > desk.today:
            yield place, f"{fact.as_of.text} is in the future"
            continue
        published = [desk.base.sources[id_].published for id_ in fact.sources]
        newest = max(published, key=lambda when: when.latest)
        if fact.as_of.earliest > newest.latest and not any(when.approximate for when in published):
            yield place, f"{fact.as_of.text} is later than its source, published {newest.text}: which is right?"


RULE = Rule("dates", "error", "No date lies in the future; a fact is not later than its source.", check)
