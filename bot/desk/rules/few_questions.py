"""Every topic has enough example questions in every language."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place
from bot.model.language import LANGUAGES

LEAST = 12
"""Example questions a topic and language."""


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield topics with too few examples in a language."""
    for topic in desk.base.topics.values():
        for language in LANGUAGES:
            count = len(topic.questions.get(language, ()))
            if count < LEAST:
                file = f"questions/{language}/{topic.theme}.yaml"
                yield (
                    desk.place("topic", topic.id),
                    f"{count} example questions in {language}: at least {LEAST}, in {file}",
                )


RULE = Rule("few-questions", "warning", "At least twelve example questions a topic and language.", check)
