"""Questions as numbers of their words."""

from __future__ import annotations

from bot.matching.tokens import Tokens

TOKENS = Tokens([("де", "метро"), (), ("метро", "метро", "де")])


def test_numbers_give_the_questions_back() -> None:
    """Words are numbered in their order; each token tells its question."""
    said = [(int(row), TOKENS.words[number]) for row, number in zip(TOKENS.rows, TOKENS.numbers, strict=True)]
    assert said == [(0, "де"), (0, "метро"), (2, "метро"), (2, "метро"), (2, "де")]


def test_postings_name_each_question_once() -> None:
    """A question that repeats a word stands once among those that hold it."""
    postings = TOKENS.postings()
    assert {word: postings[number].tolist() for number, word in enumerate(TOKENS.words)} == {
        "де": [0, 2],
        "метро": [0, 2],
    }
