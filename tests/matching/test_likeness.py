"""The text most like another."""

from __future__ import annotations

import pytest

from bot.matching.likeness import nearest


@pytest.mark.parametrize(
    ("word", "expected"),
    [("populaton", "population"), ("shelter", "shelters"), ("bridge", None), ("", None)],
    ids=["typing-mistake", "ending", "nothing-alike", "empty"],
)
def test_the_nearest_text_is_found_or_none(word: str, expected: str | None) -> None:
    """The most alike is returned where it is alike enough."""
    assert nearest(word, ["shelters", "population", "mayor"]) == expected


def test_ties_do_not_depend_on_the_order() -> None:
    """Of equally alike texts the first by the alphabet is returned."""
    assert nearest("cat", ["hat", "bat"], at_least=60) == nearest("cat", ["bat", "hat"], at_least=60) == "bat"


def test_nothing_is_near_among_nothing() -> None:
    """With no texts to choose from there is none."""
    assert nearest("metro", []) is None
