"""What the examples of each target hold."""

from __future__ import annotations

import numpy as np
import pytest
from rapidfuzz import fuzz

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
    assert own.holds(SHELTER, stems) == [True, False, True, False]
    assert own.holds(MAYOR, stems) == [False, True, False, False]
    assert own.holds(NOTHING, stems) == [False] * 4
    assert own.holds(MAYOR, []) == []


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


def test_likeness_is_that_of_the_letters() -> None:
    """However letters are kept, two texts are as like as their letters are; unheard letters are like none."""
    asked = ("ґанок", "ξ", "де")
    own = Own(Tokens([("ґанок", "де"), ("щур", "єва")]), np.array([0, 0]), 1)
    expected = fuzz.ratio(" ".join(sorted(asked)), "де ґанок")
    number, likeness = own.most_like(0, asked)
    assert number == 0
    assert likeness == pytest.approx(expected / 100)


def test_more_letters_than_a_byte_tells_apart_are_no_fault() -> None:
    """Of very many different letters the rarest are taken for one."""
    rare = tuple(map(chr, range(0x4E00, 0x4E00 + 400)))
    own = Own(Tokens([("де", "укритя"), rare, rare[:200]]), np.array([0, 0, 0]), 1)
    assert own.most_like(0, ("укритя", "де")) == (0, 1.0)
    assert own.most_like(0, rare) == (1, 1.0)
    assert own.most_like(0, rare[:200]) == (2, 1.0)
