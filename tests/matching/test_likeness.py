"""The text most like another."""

from __future__ import annotations

import pytest

from bot.matching.likeness import AT_ONCE, near_pairs, nearest


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


def _pairs(*texts: str, at_least: float = 85.0) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in near_pairs([text.split() for text in texts], at_least=at_least)]


def test_texts_alike_are_pairs_whatever_the_order_of_words() -> None:
    """A letter more, another order, and the same text again make pairs; others don't."""
    texts = ("where is the metro", "the metro where is", "where is the metros", "who is the mayor")
    assert _pairs(*texts) == [(0, 1), (0, 2), (1, 2)]


def test_the_least_likeness_is_kept() -> None:
    """What is less alike than asked for is no pair."""
    assert _pairs("curfew begins at night", "curfew ends at night", at_least=95.0) == []
    (pair,) = near_pairs([("curfew", "begins"), ("curfew", "begin")], at_least=80.0)
    assert 80.0 <= pair.likeness < 100.0


def test_many_texts_that_share_a_word_are_compared_in_parts() -> None:
    """More texts than are compared at a time give the same pairs."""
    texts = [f"metro {number:03d}" for number in range(AT_ONCE + 50)]
    assert _pairs(*texts, "metro 007", at_least=100.0) == [(7, len(texts))]


def test_no_texts_have_no_pairs() -> None:
    """Nothing, and texts without a word, are no pairs."""
    assert near_pairs([], at_least=0.0) == []
    assert near_pairs([(), ()], at_least=0.0) == []
