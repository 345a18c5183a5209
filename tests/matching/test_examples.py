"""Example questions in little memory."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.examples import Examples, Sayings
from bot.matching.hashing import hashes
from bot.matching.index import Target
from bot.matching.learned import examples_of
from bot.model.base import KnowledgeBase


def test_examples_come_out_as_they_went_in(base: KnowledgeBase) -> None:
    """Target, language, number and text of each, in order, one by one or several."""
    given = list(examples_of(base))
    examples = Examples(given)
    assert list(examples) == given
    assert (examples[-1], examples[3:5]) == (given[-1], given[3:5])
    assert [examples.targets[owner] for owner in examples.owners[:50]] == [one.target for one in given[:50]]
    assert [examples.titles[number] for number in range(50)] == [one.number < 0 for one in given[:50]]


def test_beyond_the_end_there_is_none(small: KnowledgeBase) -> None:
    """A number too high is an error, as of any sequence."""
    examples = Examples(list(examples_of(small)))
    with pytest.raises(IndexError):
        examples[len(examples)]


def test_a_target_is_found_by_its_number(small: KnowledgeBase) -> None:
    """Targets are sorted, so that each can be found."""
    examples = Examples(list(examples_of(small)))
    assert examples.targets[examples.number(Target("topic", "mayor"))] == Target("topic", "mayor")


def test_sayings_are_found_and_others_not() -> None:
    """Only what was kept is found, whatever its number."""
    keys = hashes(["=де метро", "=хто мер"])
    sayings = Sayings(np.sort(keys), np.array([4, -1])[np.argsort(keys)])
    assert [sayings.get(said) for said in ("=хто мер", "=де метро", "=де", "=")] == [-1, 4, None, None]
    assert Sayings(keys[:0], np.zeros(0, np.int64)).get("=де") is None
