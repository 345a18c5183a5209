"""Targets in the order of their scores."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.batch import Batch
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts
from bot.matching.ranking import Ranking
from bot.matching.tokens import Tokens

TARGETS = [Target("topic", f"t{number}") for number in range(8)] + [Target("decline", "rain"), Target("talk", "hello")]

INDEX = Index(TARGETS, Batch(Tokens([(f"word{number}",) for number in range(len(TARGETS))]), Concepts({})))


def _ranking(**scores: float) -> Ranking:
    return Ranking(INDEX, np.array([scores.get(target.id, -5.0) for target in INDEX.targets]))


def _ids(ranking: Ranking, most: int) -> list[str]:
    return [candidate.target.id for candidate in ranking.topics(most)]


def test_topics_stand_by_score_then_by_name() -> None:
    """Equal scores leave the order of the targets, however few are asked for."""
    ranking = _ranking(t5=2.0, t3=1.0, t1=1.0, rain=9.0)
    assert _ids(ranking, 2) == ["t5", "t1"]
    assert _ids(ranking, 4) == ["t5", "t1", "t3", "t0"]
    assert _ids(ranking, 100) == ["t5", "t1", "t3", "t0", "t2", "t4", "t6", "t7"]


def test_the_best_may_be_no_topic() -> None:
    """The best of all targets, and the best that is no topic, are told."""
    ranking = _ranking(t5=2.0, rain=3.0, hello=1.0)
    assert ranking.best.target.id == "rain"
    assert ranking.score_of_others() == 3.0


@pytest.mark.parametrize("preferred", ["t7", "t5"])
def test_the_preferred_topic_goes_first(preferred: str) -> None:
    """Whatever its score, and once."""
    ranking = _ranking(t5=2.0, t1=1.0).preferring(Target("topic", preferred))
    assert ranking.best.target.id == preferred
    assert _ids(ranking, 3)[0] == preferred
    assert len(set(_ids(ranking, 3))) == 3


def test_what_speaks_against_is_the_preferred_other() -> None:
    """Where something without an answer is preferred, its score is the one that counts."""
    assert _ranking(rain=3.0, hello=1.0).preferring(Target("talk", "hello")).score_of_others() == 1.0


def test_ahead_is_the_lead_over_the_best_of_the_rest() -> None:
    """Positive for the best, negative for the others, nothing for a target that is not ranked."""
    ranking = _ranking(t5=2.0, rain=3.5)
    assert ranking.ahead(Target("decline", "rain")) == 1.5
    assert ranking.ahead(Target("topic", "t5")) == -1.5
    assert ranking.ahead(Target("topic", "unheard")) is None


def test_shares_add_up_to_one() -> None:
    """The shares of all targets are a probability; one far ahead has nearly all of it."""
    assert _ranking(t5=30.0).best.share == pytest.approx(1.0)
    assert sum(candidate.share for candidate in _ranking().topics(8)) == pytest.approx(0.8)
