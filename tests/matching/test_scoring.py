"""Scores from what each word adds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import scoring
from bot.matching.batch import Batch
from bot.matching.features import Word, features, recognised
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts
from bot.matching.matcher import Matcher
from bot.matching.scoring import BEFORE, Scorer
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import Vocabulary

EXAMPLES = [
    (Target("topic", "metro"), ("де", "станция", "метро")),
    (Target("topic", "metro"), ("метро", "працюе", "станция")),
    (Target("topic", "shelter"), ("де", "найближче", "укритя")),
    (Target("topic", "shelter"), ("укритя", "в", "метро")),
    (Target("decline", "rain"), ("коли", "буде", "дош")),
]

CONCEPTS = Concepts({"shelter": ["укрит*"], "where": ["де"], "metro": ["метро", "станци*"]})

TOKENS = Tokens([words for _, words in EXAMPLES])

INDEX = Index([target for target, _ in EXAMPLES], Batch(TOKENS, CONCEPTS))

VOCABULARY = Vocabulary(TOKENS)

SAID = [
    "де",
    "метро",
    "метре",
    "станция",
    "станций",
    "укритя",
    "укрит",
    "дош",
    "найближче",
    "найближчий",
    "невидоме",
    "а",
]


def _asked(*words: str) -> list[Word]:
    return recognised(words, VOCABULARY)


@given(st.lists(st.lists(st.sampled_from(SAID), max_size=7), max_size=4))
def test_scores_are_those_of_all_features_together(questions: list[list[str]]) -> None:
    """However words repeat and share letters, and whatever was asked before, each feature counts once."""
    scorer = Scorer(INDEX, CONCEPTS)
    for words in questions:
        asked = _asked(*words)
        expected = INDEX.scores(features(asked, CONCEPTS))
        assert scorer.scores(asked) == pytest.approx(expected, abs=1e-5)


def test_a_word_scores_the_same_again() -> None:
    """What is remembered is what was found first, to the last bit."""
    scorer = Scorer(INDEX, CONCEPTS)
    first = scorer.scores(_asked("де", "метро"))
    assert scorer.scores(_asked("де", "метро")).tolist() == first.tolist()
    assert Scorer(INDEX, CONCEPTS).scores(_asked("де", "метро")).tolist() == first.tolist()


def test_words_give_way_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """With little to remember, scores are the same, also of a question with more words than are remembered."""
    expected = [Scorer(INDEX, CONCEPTS).scores(_asked(*SAID[:size])).tolist() for size in range(1, len(SAID))]
    monkeypatch.setattr(scoring, "REMEMBERED", 3)
    scorer = Scorer(INDEX, CONCEPTS)
    for _ in range(3):
        found = [scorer.scores(_asked(*SAID[:size])).tolist() for size in range(1, len(SAID))]
        assert found == expected


def test_the_question_before_counts_for_less() -> None:
    """Its features have a part of their weight, and take nothing from those of the question itself."""
    asked, before = _asked("де", "метро"), _asked("метро", "дош")
    found = {feature: BEFORE * weight for feature, weight in features(before, CONCEPTS).items()}
    for feature, weight in features(asked, CONCEPTS).items():
        found[feature] = max(weight, found.get(feature, 0.0))
    assert Scorer(INDEX, CONCEPTS).scores(asked, before) == pytest.approx(INDEX.scores(found))


def test_many_targets_are_scored_by_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number for each target and word would take too much memory then."""
    monkeypatch.setattr(scoring, "MOST_TARGETS", 2)
    asked = _asked("де", "метре")
    assert Scorer(INDEX, CONCEPTS).scores(asked).tolist() == INDEX.scores(features(asked, CONCEPTS)).tolist()


def test_words_without_a_known_feature_say_nothing() -> None:
    """Every target scores 0, as without words."""
    scorer = Scorer(INDEX, CONCEPTS)
    assert scorer.scores([Word("ξξ", ())]).tolist() == scorer.scores([]).tolist() == [0.0] * len(INDEX.targets)


def test_the_bots_own_questions_score_the_same(matcher: Matcher) -> None:
    """Also with the whole knowledge, for its own examples."""
    learned = matcher.learned
    scorer = Scorer(learned.index, learned.concepts)
    for example in learned.examples[::997]:
        asked = recognised(tuple(example.text.casefold().split()), learned.vocabulary)
        expected = learned.index.scores(features(asked, learned.concepts))
        assert np.abs(scorer.scores(asked) - expected).max() < 1e-3
