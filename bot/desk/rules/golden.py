"""Every topic has golden questions, by which its answers are tested."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Breach, Desk, Rule
from bot.model.language import LANGUAGES

LEAST = 5
"""Golden questions a topic and language."""


def check(desk: Desk) -> Iterator[Breach]:
    """Yield topics with too few golden questions in a language, where golden questions are at hand."""
    for topic in desk.base.topics.values() if desk.golden is not None else ():
        for language in LANGUAGES:
            count = (desk.golden or {}).get((topic.id, language), 0)
            if count < LEAST:
                message = f"{count} golden questions in {language}: at least {LEAST}"
                tip = f"write some to tests/questions/{language}/{topic.theme}.yaml, other than its example questions"
                yield desk.place("topic", topic.id), message, tip


RULE = Rule(
    "golden",
    "warning",
    "At least five golden questions a topic and language.",
    check,
    lambda desk: desk.golden is not None,
)
