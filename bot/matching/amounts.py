"""How much of each feature the examples of each target hold, added up some targets at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.batch import Batch
from bot.matching.packed import distinct, runs, spread

BLOCK = 1 << 17
"""Pairs of an example and a feature that are looked at together, but for a target that has more alone.

It bounds the memory taken. All examples of a target are in one block, so that what is found is the same, to the bit,
whatever the size of a block.
"""


class Amounts(NamedTuple):
    """The targets (by number, sorted) that hold each feature, from its place in `starts` on, and how much of it.

    Numbers, of which every question goes through many, are kept in as few bytes as they need.

    A target holds of a feature the sum of its weights in the target's examples, weighted by rarity and each of unit
    length; `rarity` is that of each feature.
    """

    rarity: NDArray[np.float64]
    starts: NDArray[np.signedinteger[Any]]
    owners: NDArray[np.integer[Any]]
    amounts: NDArray[np.float64]


class _Block(NamedTuple):
    """Pairs of a feature and an example (by place among `owners`, the numbers of the targets), sorted and unique."""

    owners: NDArray[np.int64]
    features: NDArray[np.int32]
    examples: NDArray[np.integer[Any]]

    def firsts(self) -> NDArray[np.int64]:
        """Return where the examples of each feature and target begin among the pairs."""
        return runs(self.features, self.owners[self.examples])


def amounts(batch: Batch, owners: NDArray[np.int64]) -> Amounts:
    """Return what the targets hold of a batch's features; `owners` are the numbers of its examples' targets."""
    size = len(batch.keys)
    examples, postings = np.zeros(size, np.int64), np.zeros(size, np.int64)
    blocks: deque[_Block] = deque()
    for some in _blocks(owners, batch.sizes()):
        block = _pairs(batch, some, owners[some])
        for counts, features in ((examples, block.features), (postings, block.features[block.firsts()])):
            begins = runs(features)
            counts[features[begins]] += np.diff(begins, append=len(features))
        blocks.append(block)
    rarity = np.log((len(owners) + 1) / (examples + 1)) + 1
    ends = np.cumsum(postings)
    several = int(ends[-1]) if size else 0
    starts: NDArray[np.signedinteger[Any]] = np.concatenate([[0], ends])
    if several <= np.iinfo(np.int32).max:
        starts = starts.astype(np.int32)
    narrow = np.min_scalar_type(int(owners.max(initial=0)))
    held = Amounts(rarity, starts, np.empty(several, narrow), np.empty(several))
    free = ends - postings
    weights = batch.weights * rarity
    while blocks:
        _put(blocks.popleft(), weights, held, free)
    return held


def _blocks(owners: NDArray[np.int64], sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of all examples by target, those of some targets at a time; `sizes` are their pairs."""
    order = np.argsort(owners, kind="stable")
    ends = runs(owners[order])[1:]
    before = np.cumsum(sizes[order])[ends - 1]
    yield from np.split(order, ends[np.flatnonzero(np.diff(before // BLOCK, prepend=0))])


def _pairs(batch: Batch, some: NDArray[np.int64], owners: NDArray[np.int64]) -> _Block:
    examples, features = batch.of(some)
    bits = len(some).bit_length()
    keys = distinct(features.astype(np.int64) << bits | examples)
    places = (keys & ((1 << bits) - 1)).astype(np.min_scalar_type(1 << bits))
    return _Block(owners, (keys >> bits).astype(np.int32), places)


def _put(block: _Block, weights: NDArray[np.float64], held: Amounts, free: NDArray[np.int64]) -> None:
    """Put what a block's targets hold behind that of those before, from the first `free` place of each feature."""
    amounts = weights[block.features]
    amounts /= np.sqrt(np.bincount(block.examples, amounts * amounts))[block.examples]
    firsts = block.firsts()
    features = block.features[firsts]
    begins = runs(features)
    sizes = np.diff(begins, append=len(features))
    places = spread(free[features[begins]], sizes)
    held.owners[places] = block.owners[block.examples[firsts]]
    held.amounts[places] = np.add.reduceat(amounts, firsts) if len(firsts) else amounts
    free[features[begins]] += sizes
