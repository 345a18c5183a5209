"""The features of many questions at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.batch import Batch
from bot.matching.cleaning import clean
from bot.matching.cleaning import words as split
from bot.matching.features import features, recognised
from bot.matching.folding import folded_words
from bot.matching.learned import examples_of
from bot.matching.lexicon import Concepts
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import Vocabulary
from bot.model.base import KnowledgeBase

CONCEPTS = Concepts({"shelter": ["укрит*", "shelter*", "take cover"], "where": ["де", "where"], "near": ["near*"]})

SAID = ["де", "укрите", "where", "shelter", "населення", "миста", "take", "cover", "near", "а"]


def _asked(batch: Batch, number: int) -> dict[int, float]:
    _, columns = batch.of(np.array([number]))
    return {int(batch.keys[column]): batch.weights[column] for column in columns}


def _alone(words: list[str] | tuple[str, ...], concepts: Concepts) -> dict[int, float]:
    return features(recognised(words, Vocabulary([words])), concepts)


@given(st.lists(st.lists(st.sampled_from(SAID), max_size=6), max_size=4))
def test_examples_and_questions_are_made_alike(questions: list[list[str]]) -> None:
    """A batch of examples gives each the features and weights that the same question has by itself."""
    batch = Batch(Tokens(questions), CONCEPTS)
    for number, words in enumerate(questions):
        assert _asked(batch, number) == pytest.approx(_alone(words, CONCEPTS))


def test_features_of_some_questions_are_those_of_each() -> None:
    """Asked together and in any order, questions have what they have alone; no more than their sizes tell."""
    questions = [("де", "укрите"), (), ("take", "cover", "near", "де"), ("де", "де")]
    batch = Batch(Tokens(questions), CONCEPTS)
    some = np.array([2, 0, 1, 2])
    places, columns = batch.of(some)
    for place, number in enumerate(some.tolist()):
        found = columns[places == place].tolist()
        assert sorted(found) == sorted(batch.of(np.array([number]))[1].tolist())
        assert len(found) == batch.sizes()[number]
    assert (len(batch), batch.sizes()[1]) == (len(questions), 0)


def test_the_bots_own_examples_have_the_features_that_they_are_asked_with(base: KnowledgeBase) -> None:
    """So do examples of the whole knowledge, with its lexicon."""
    questions = [folded_words(split(clean(example.text))) for example in examples_of(base)][::500]
    concepts = Concepts(base.lexicon.concepts)
    batch = Batch(Tokens(questions), concepts)
    for number, words in enumerate(questions):
        assert _asked(batch, number) == pytest.approx(_alone(words, concepts))
