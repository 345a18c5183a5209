"""No question of a topic stands almost the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Breach, Desk, Rule
from bot.matching.likeness import near_pairs

ALIKE = 90.0
"""Least likeness (0 to 100) of two questions that only confuse."""

SHORTEST = 3
"""Words from which on questions are compared; shorter ones are keywords, of which a letter makes another."""


def check(desk: Desk) -> Iterator[Breach]:
    """Yield questions that differ by a letter or two, or by the order of words, from one of another topic."""
    examples, folded = desk.matcher.learned.examples, desk.matcher.learned.folded
    places = desk.matcher.learned.places
    for pair in near_pairs(folded, at_least=ALIKE):
        first, second = examples[pair.first], examples[pair.second]
        one, other = folded[pair.first], folded[pair.second]
        if (
            first.target != second.target
            and "topic" in {first.target.kind, second.target.kind}
            and one != other  # that is `same-question`
            and min(len(one), len(other)) >= SHORTEST
            and places.of(one) == places.of(other)  # another city makes another question
        ):
            message = f"almost the question {first.text!r} of {first.target.id} ({desk.question(first)})"
            yield desk.question(second), message, "keep one, where it is answered, or word them further apart"


RULE = Rule("near-same", "warning", "A topic's question does not stand almost the same elsewhere.", check)
