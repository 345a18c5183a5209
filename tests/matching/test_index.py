"""Scores of targets for questions."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.batch import Batch
from bot.matching.features import features, recognised
from bot.matching.hashing import hash_of
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import Vocabulary

METRO, MAYOR, RAIN = Target("topic", "metro"), Target("topic", "mayor"), Target("decline", "rain")

NO_CONCEPTS = Concepts({})

EXAMPLES = [
    (METRO, ("where", "metro")),
    (METRO, ("metro", "open")),
    (MAYOR, ("who", "mayor")),
    (MAYOR, ("where", "mayor")),
    (RAIN, ("will", "it", "rain")),
]


def _index(examples: list[tuple[Target, tuple[str, ...]]]) -> Index:
    return Index([target for target, _ in examples], Batch(Tokens([words for _, words in examples]), NO_CONCEPTS))


def _named(**weights: float) -> dict[int, float]:
    """Return features by their hashes that are given by name."""
    return {hash_of(name): weight for name, weight in weights.items()}


def _scores(index: Index, *words: str) -> NDArray[np.float64]:
    return index.scores(features(recognised(words, Vocabulary([words])), NO_CONCEPTS))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("metro",), METRO, id="one-word"),
        pytest.param(("where", "is", "mayor"), MAYOR, id="the-rarer-word-decides"),
        pytest.param(("rain", "unheard"), RAIN, id="with-an-unknown-word"),
        pytest.param(("metros", "open"), METRO, id="by-parts-of-words"),
    ],
)
def test_the_target_that_holds_the_words_scores_highest(words: tuple[str, ...], expected: Target) -> None:
    """Words speak for the targets whose examples hold them, the more the rarer they are."""
    index = _index(EXAMPLES)
    assert index.targets[int(np.argmax(_scores(index, *words)))] == expected


def test_a_feature_speaks_by_its_weight() -> None:
    """Of two features that each speak for a target the heavier decides."""
    index = _index(EXAMPLES)
    metro, mayor = index.scores(_named(wmetro=1.0, wmayor=0.1)), index.scores(_named(wmetro=0.1, wmayor=1.0))
    assert index.targets[int(np.argmax(metro))] == METRO
    assert index.targets[int(np.argmax(mayor))] == MAYOR


def test_targets_stand_in_a_fixed_order_each_once() -> None:
    """The order of targets does not depend on that of the examples."""
    assert _index(EXAMPLES).targets == _index(EXAMPLES[::-1]).targets == [RAIN, MAYOR, METRO]


def test_scores_are_the_same_each_time() -> None:
    """The same words score the same in one index and in another built alike."""
    index = _index(EXAMPLES)
    first, again = _scores(index, "where", "metro"), _scores(index, "where", "metro")
    assert first.tolist() == again.tolist() == _scores(_index(EXAMPLES), "where", "metro").tolist()


def test_the_order_of_examples_makes_no_difference() -> None:
    """Shuffled examples give the same scores but for rounding."""
    assert _scores(_index(EXAMPLES[::-1]), "where", "metro") == pytest.approx(
        _scores(_index(EXAMPLES), "where", "metro"), abs=1e-5
    )


@pytest.mark.parametrize("found", [{}, _named(wunheard=1.0)], ids=["none", "unknown"])
def test_unknown_features_say_nothing(found: dict[int, float]) -> None:
    """Without a known feature every target scores 0."""
    assert _index(EXAMPLES).scores(found).tolist() == [0.0, 0.0, 0.0]


def test_an_unknown_feature_changes_no_score() -> None:
    """What no example holds neither helps nor harms."""
    index = _index(EXAMPLES)
    assert index.scores(_named(wmetro=1.0, wunheard=5.0)).tolist() == index.scores(_named(wmetro=1.0)).tolist()


def test_the_length_of_a_question_makes_no_difference() -> None:
    """Features of the same proportions score the same."""
    index = _index(EXAMPLES)
    assert index.scores(_named(wmetro=3.0, wwho=3.0)) == pytest.approx(index.scores(_named(wmetro=1.0, wwho=1.0)))


def test_one_target_alone_scores_finitely() -> None:
    """An index with a single target works."""
    index = _index([(METRO, ("where", "metro")), (METRO, ("metro",))])
    assert index.targets == [METRO]
    assert np.isfinite(_scores(index, "metro")).all()


@given(
    st.lists(
        st.tuples(st.sampled_from([METRO, MAYOR, RAIN]), st.lists(st.text("абв", max_size=4)).map(tuple)), max_size=6
    ),
    st.lists(st.text("абвг", min_size=1, max_size=4), max_size=5),
)
def test_scores_of_any_examples_are_finite(examples: list[tuple[Target, tuple[str, ...]]], asked: list[str]) -> None:
    """Every target gets one finite score, whatever the examples and the question hold."""
    index = _index([*EXAMPLES, *examples])
    scores = _scores(index, *asked)
    assert len(scores) == len(index.targets) == 3
    assert np.isfinite(scores).all()


@pytest.fixture
def large() -> tuple[Index, list[tuple[str, ...]]]:
    """Return an index of many targets that share words, and a question about each."""
    chance = random.Random(0)  # noqa: S311 - no secret is drawn
    spoken = [f"{start}{middle}{end}" for start in "бвгд" for middle in ("аро", "ети", "ила") for end in "клмн"]
    questions = [tuple(chance.choices(spoken, k=6)) for _ in range(600)]
    targets = [Target("topic" if number % 5 else "decline", f"t{number:03}") for number in range(len(questions))]
    return Index(targets, Batch(Tokens(questions), NO_CONCEPTS)), questions


def test_long_postings_change_neither_the_best_nor_its_score(
    large: tuple[Index, list[tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where features have too many postings, the best targets are found by the rarer ones and scored exactly."""
    index, questions = large
    exact = [_scores(index, *question) for question in questions[::20]]
    monkeypatch.setattr("bot.matching.index.MOST_POSTINGS", 1500)
    monkeypatch.setattr("bot.matching.index.PROMISING", 30)
    for question, expected in zip(questions[::20], exact, strict=True):
        scores = _scores(index, *question)
        best = int(np.argmax(expected))
        assert int(np.argmax(scores)) == best
        assert scores[best] == pytest.approx(expected[best])
        assert (scores <= expected + 1e-9).all()
        assert 30 < np.isclose(scores, expected).sum() < len(expected)


def test_a_target_is_found_by_its_number() -> None:
    """Targets are numbered in their order; one without examples has no number."""
    index = _index(EXAMPLES)
    assert [index.number(target) for target in index.targets] == [0, 1, 2]
    assert index.number(Target("topic", "unheard")) is None
