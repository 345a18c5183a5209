"""What the examples of each target hold."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.own import Own
from bot.matching.stemming import stem
from bot.matching.tokens import Tokens

QUESTIONS = [("де", "укритя"), ("хто", "мер"), ("де", "найближче", "укритя"), ("мер", "миста")]
SHELTER, MAYOR, NOTHING = 0, 1, 2


@pytest.fixture(scope="module")
def own() -> Own:
    """Return what two targets hold, and a third without words."""
    return Own(Tokens([*QUESTIONS, ()]), np.array([SHELTER, MAYOR, SHELTER, MAYOR, NOTHING]), 3)


def test_a_target_holds_the_stems_of_its_own_examples(own: Own) -> None:
    """A stem of another target's examples, or of none, is not held."""
    stems = [stem(word) for word in ("укритя", "мер", "де", "трамваи")]
    assert [own.holds(SHELTER, one) for one in stems] == [True, False, True, False]
    assert [own.holds(MAYOR, one) for one in stems] == [False, True, False, False]
    assert not any(own.holds(NOTHING, one) for one in stems)


def test_an_unfinished_word_is_completed_by_the_targets_stems_alone(own: Own) -> None:
    """The beginning of another target's stem completes nothing."""
    assert own.completes(SHELTER, "найб")
    assert not own.completes(MAYOR, "найб")
    assert not own.completes(NOTHING, "найб")


def test_the_most_like_example_is_one_of_the_targets(own: Own) -> None:
    """Its number is that of all examples; the order of words makes no difference."""
    assert own.most_like(SHELTER, ("укритя", "найближче", "де")) == (2, 1.0)
    number, likeness = own.most_like(MAYOR, ("укритя", "найближче", "де"))
    assert number in {1, 3}
    assert likeness < 0.5
    assert own.examples(SHELTER) == 2
