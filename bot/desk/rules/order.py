"""Facts stand newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield facts of a topic that are newer than the one above them."""
    for topic in desk.base.topics.values():
        known = [(number, desk.base.facts[id_]) for number, id_ in enumerate(topic.facts) if id_ not in topic.lead]
        dated = [(number, fact) for number, fact in known if fact.as_of.precision != "unknown"]
        for (_, above), (number, below) in pairwise(dated):
            if below.as_of.earliest > above.as_of.latest:
                place = desk.place("topic", topic.id, "facts", number)
                yield (
                    place,
                    f"{below.id} ({below.as_of.text}) is newer than {above.id} ({above.as_of.text}): newest first",
                )


RULE = Rule("order", "warning", "A topic's facts stand newest first.", check)
