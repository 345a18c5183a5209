"""Topics whose newest fact is older than its kind of fact may be: what needs a fresh look first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.answering.composing import outdated
from bot.library.loading import Reading
from bot.model.fact import DAYS
from bot.model.finding import Place
from bot.model.when import When


@dataclass(frozen=True, slots=True)
class Stale:
    """A topic past its age: `over` are the days past it (1 or more), `allowed` the days of its age.

    `newest` is the date of its newest fact, `fact` that fact's id, and `place` where the topic stands.
    """

    topic: str
    safety: bool
    over: int
    allowed: int
    newest: When
    fact: str
    place: Place

    def __str__(self) -> str:
        safety = "safety, " if self.safety else ""
        return (
            f"{self.place}: {self.topic}: {safety}{self.over} days over: "
            f"its newest fact, {self.fact}, is of {self.newest.text}; allowed are {self.allowed} days"
        )


def stale(reading: Reading, at: dt.date) -> list[Stale]:
    """Return the topics past their age on the day `at`, the worst first: safety, then by days over."""
    base = reading.base
    found = []
    for topic in base.topics.values():
        facts = [base.facts[id_] for id_ in topic.facts]
        newest = outdated(topic, facts, at)
        allowed = DAYS[topic.ages]
        if newest is not None and allowed is not None:
            found.append(
                Stale(
                    topic=topic.id,
                    safety=base.themes[topic.theme].safety,
                    over=(at - newest.latest).days - allowed,
                    allowed=allowed,
                    newest=newest,
                    fact=next(fact.id for fact in facts if fact.as_of == newest),
                    place=reading.origins["topic", topic.id].at(),
                )
            )
    return sorted(found, key=lambda one: (not one.safety, -one.over, one.topic))
