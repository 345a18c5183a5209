"""Dates that can be: not in the future, no fact later than its source, and none before it came into the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.fact import Fact
from bot.model.finding import Place
from bot.model.when import When


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield dates after today, and facts dated after every source of theirs."""
    for source in desk.base.sources.values():
        if source.published.precision != "unknown" and source.published.earliest > desk.today:
            yield desk.place("source", source.id, "published"), f"{source.published.text} is in the future"
    for fact in (*desk.base.facts.values(), *desk.base.withdrawn.values()):
        yield from _noticed(desk, fact)
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


def _noticed(desk: Desk, fact: Fact) -> Iterator[tuple[Place, str]]:
    """Yield days on which a fact can't have been added, corrected or withdrawn."""
    days: dict[tuple[str, ...], When] = {}
    if fact.added is not None:
        days["added",] = fact.added
    if fact.corrected is not None:
        days["corrected", "date"] = fact.corrected.date
    if fact.withdrawn is not None:
        days["withdrawn", "date"] = fact.withdrawn.date
    for path, day in days.items():
        if day.earliest > desk.today:
            yield desk.place("fact", fact.id, *path), f"{day.text} is in the future"
        elif fact.added is not None and day.earliest < fact.added.earliest:
            yield desk.place("fact", fact.id, *path), f"{day.text} is before the fact was added, {fact.added.text}"
    if fact.added is not None:
        published = [desk.base.sources[id_].published for id_ in fact.sources]
        known = [when for when in published if when.precision != "unknown" and not when.approximate]
        if known and all(when.earliest > fact.added.earliest for when in known):
            place = desk.place("fact", fact.id, "added")
            yield place, f"{fact.added.text} is before its source was published, {known[0].text}: which is right?"


RULE = Rule(
    "dates",
    "error",
    "No date lies in the future; no fact is later than its source, or corrected before it was added.",
    check,
)
