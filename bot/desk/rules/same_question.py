"""No question stands in two topics, nor almost."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.matching.match import Example
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield questions that read the same, once folded, as one of another topic or of their own."""
    first: dict[tuple[str, ...], Example] = {}
    for example, key in zip(desk.matcher.learned.examples, desk.matcher.learned.folded, strict=True):
        other = first.setdefault(key, example)
        if other is example:
            continue
        if other.target != example.target:
            yield (
                desk.question(example),
                f"the same question stands in {other.target.id} ({desk.question(other)}): keep one",
            )
        elif (other.language, other.text.casefold()) == (
            example.language,
            example.text.casefold(),
        ) and other.number >= 0:
            yield desk.question(example), f"the same question stands in {desk.question(other)}: keep one"


RULE = Rule("same-question", "error", "A question stands in one topic only, once.", check)
