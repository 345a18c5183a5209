"""Every example question is won by its own topic."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield examples that another topic would answer, going by their words alone."""
    learned = desk.matcher.learned
    for example, winner in zip(learned.examples, learned.winners(), strict=True):
        if winner is None or winner == example.target:
            continue
        found = desk.matcher.match(example.text, by_words=True)
        if found.decision == "answer" and found.topics[0].target not in (
            example.target,
            desk.answering(example.target),
        ):
            message = (
                f"{example.text!r} of {example.target.id} is won by {found.topics[0].target.id}: "
                f"reword it, move it there, or give {example.target.id} more questions with its words"
            )
            yield desk.question(example), message


RULE = Rule("over-match", "warning", "An example question is won by its own topic.", check)
