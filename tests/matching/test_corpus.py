"""Many texts read at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import corpus
from bot.matching.cleaning import LONGEST, clean, words
from bot.matching.corpus import folded, folded_texts, written
from bot.matching.folding import folded_words
from bot.matching.learned import examples_of
from bot.model.base import KnowledgeBase

ODD = "aAсСіїЇщьЬ'’ʼ`036_-?!.,:«»—йё \n\t\u00a0\u0301\u200bßſßÀé١漢İǅ\ud800"


def _one_by_one(texts: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words(clean(text))) for text in texts]


@given(st.lists(st.text(st.sampled_from(ODD), max_size=12) | st.text(max_size=8), max_size=6))
def test_texts_are_read_as_they_are_one_by_one(texts: list[str]) -> None:
    """Whatever the characters, the words are those of each text cleaned by itself, and folded so."""
    assert list(written(texts)) == _one_by_one(texts)
    assert folded_texts(texts) == [folded_words(said) for said in _one_by_one(texts)]


def test_the_bots_own_examples_are_read_as_they_are_one_by_one(base: KnowledgeBase) -> None:
    """So are all questions of the knowledge, of which many need cleaning."""
    texts = [example.text for example in examples_of(base)]
    assert len(texts) > corpus.BLOCK
    assert list(written(texts)) == _one_by_one(texts)


@pytest.mark.parametrize("sign", ["є", "’"], ids=["plain", "to-be-cleaned"])
def test_of_a_long_text_the_beginning_is_read(sign: str) -> None:
    """As elsewhere, nothing is read beyond the longest question."""
    texts = ["де", f"{sign} " * LONGEST + "метро", "мер"]
    assert list(written(texts)) == _one_by_one(texts)
    assert len(written(texts)[1]) <= LONGEST / 2


def test_words_that_fold_to_nothing_are_left_out() -> None:
    """A lone soft sign is no word of the folded questions, and no known one."""
    found = folded(written(["де ь метро", "ь"]))
    assert (list(found), found.words) == ([("де", "метро"), ()], ["де", "метро"])


def test_no_texts_have_no_words() -> None:
    """Nothing read is an empty corpus."""
    assert (list(written([])), list(written(["", " "]))) == ([], [(), ()])
