"""Questions as numbers of their words."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.hashing import hashes
from bot.matching.stemming import stem
from bot.matching.tokens import Tokens

QUESTIONS = [("де", "метро"), (), ("метро", "метро", "де")]
TOKENS = Tokens(QUESTIONS)


def test_numbers_give_the_questions_back() -> None:
    """Words are numbered in their order; each token tells its question."""
    said = [(int(row), TOKENS.words[number]) for row, number in zip(TOKENS.rows, TOKENS.numbers, strict=True)]
    assert said == [(0, "де"), (0, "метро"), (2, "метро"), (2, "метро"), (2, "де")]
    assert TOKENS.starts.tolist() == [0, 2, 2, 5]


def test_questions_come_out_as_they_went_in() -> None:
    """One by one, several, or all, as of any sequence."""
    assert (list(TOKENS), len(TOKENS)) == (QUESTIONS, 3)
    assert (TOKENS[-1], TOKENS[:2]) == (QUESTIONS[-1], QUESTIONS[:2])
    with pytest.raises(IndexError):
        TOKENS[3]


def test_words_may_be_numbered_in_any_order() -> None:
    """Words that stand twice become one; words that no question holds are not known."""
    words = ["метро", "мер", "де", "метро"]
    made = Tokens.numbered(words, np.array([2, 0, 3]), np.array([0, 0, 1]), 3)
    assert (list(made), made.words) == ([("де", "метро"), ("метро",), ()], ["де", "метро"])


def test_words_may_be_replaced_or_left_out() -> None:
    """What has nothing in its place is left out."""
    assert list(TOKENS.mapped(["", "тут"])) == [("тут",), (), ("тут", "тут")]
    assert list(TOKENS.stemmed) == [tuple(map(stem, question)) for question in QUESTIONS]


def test_the_words_of_each_question_may_be_sorted() -> None:
    """In the order of the words as texts."""
    assert list(TOKENS.in_order()) == [tuple(sorted(question)) for question in QUESTIONS]
    assert list(Tokens([]).in_order()) == []


def test_words_have_sizes_and_hashes() -> None:
    """The hash of an empty word is 0."""
    tokens = Tokens([("метро", ""), ("де",)])
    assert (tokens.words, tokens.sizes.tolist()) == (["", "де", "метро"], [0, 2, 5])
    assert tokens.hashes.tolist() == [0, *hashes(["де", "метро"]).tolist()]


def test_postings_name_each_question_once() -> None:
    """A question that repeats a word stands once among those that hold it."""
    postings = TOKENS.postings()
    assert {word: postings[number].tolist() for number, word in enumerate(TOKENS.words)} == {
        "де": [0, 2],
        "метро": [0, 2],
    }


def test_questions_become_texts_of_other_words() -> None:
    """One text each, with single spaces."""
    assert TOKENS.texts(["where", "metro"]) == ["where metro", "", "metro metro where"]
