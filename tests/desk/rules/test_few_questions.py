"""Every topic has enough example questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def test_twelve_questions_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Twelve a language and topic are enough."""
    assert told("few-questions") == []


@pytest.mark.parametrize(
    ("language", "question"),
    [("uk", "- Перелік усіх мостів\n"), ("ru", "- Перечень всех мостов\n"), ("en", "- List of all bridges\n")],
)
def test_eleven_questions_are_found_at_the_topic(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], language: str, question: str
) -> None:
    """One too few in one language is told, with the file to write in."""
    edit(f"questions/{language}/town.yaml", question, "")
    line = edit("topics/town.yaml", "  bridges:\n", "  bridges:\n")
    fault = f"11 example questions in {language}: at least 12, in questions/{language}/town.yaml"
    assert told("few-questions") == [f"topics/town.yaml:{line}: warning: {fault}"]


def test_a_topic_without_questions_is_found(folder: Path, told: Callable[..., list[str]]) -> None:
    """A language without a file counts none."""
    (folder / "questions/ru/people.yaml").unlink()
    fault = "0 example questions in ru: at least 12, in questions/ru/people.yaml"
    assert told("few-questions") == [f"topics/people.yaml:17: warning: {fault}"]
