"""Example questions are not made from a template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.matching.match import Example
from bot.model.finding import Place

MOST = 0.2
"""Share of a topic's examples in a language that may differ from another topic's by one word."""

SHORTEST = 3
"""Words from which on a question can show a template; shorter ones are keywords."""


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield topics of whose examples too many are another topic's with one word changed."""
    frames: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    learned = desk.matcher.learned
    for example, asked in zip(learned.examples, learned.written, strict=True):
        if example.target.kind != "topic" or example.number < 0:
            continue
        counts[example.target.id, example.language] += 1
        if len(asked) >= SHORTEST:
            for gap in range(len(asked)):
                frames[(example.language, *asked[:gap], "", *asked[gap + 1 :])].append(example)
    shared: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for alike in frames.values():
        topics = {example.target.id for example in alike}
        for example in alike:
            for other in topics - {example.target.id}:
                shared[example.target.id, other, example.language].add(example.number)
    for (topic, other, language), numbers in sorted(shared.items()):
        if len(numbers) > MOST * counts[topic, language]:
            place = desk.origins["questions", topic, language].at()
            yield place, f"{len(numbers)} examples differ from those of {other} by one word: ask in other ways"


RULE = Rule("templated", "warning", "At most a fifth of a topic's examples are another's with one word changed.", check)
