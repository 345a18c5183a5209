"""Texts and groups of numbers as arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.packed import Groups, Packed, spread


@given(st.lists(st.text(max_size=20)))
def test_packed_texts_come_out_as_they_went_in(texts: list[str]) -> None:
    """Any text, empty ones and every script among them."""
    packed = Packed(texts)
    assert [packed[number] for number in range(len(packed))] == texts


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9))))
def test_groups_hold_their_numbers_sorted(pairs: list[tuple[int, int]]) -> None:
    """Each group has the numbers given for it, once where that is asked, and may be empty."""
    owners, values = (np.array([pair[place] for pair in pairs], np.int64) for place in (0, 1))
    all_, once = (Groups(owners, values, 6, unique=unique) for unique in (False, True))
    for group in range(6):
        own = [value for owner, value in pairs if owner == group]
        assert all_[group].tolist() == sorted(own)
        assert once[group].tolist() == sorted(set(own))
    assert all_.between(1, 4).tolist() == [value for group in (1, 2, 3) for value in all_[group].tolist()]
    assert all_.between(4, 1).tolist() == []
    assert (len(all_), int(all_.sizes().sum())) == (6, len(pairs))


def test_spread_runs_on_from_each_start() -> None:
    """Runs stand one after another; an empty one leaves nothing."""
    assert spread(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
