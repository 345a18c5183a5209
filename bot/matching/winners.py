"""The best target of each of many questions, scored together."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.matching.batch import Batch
from bot.matching.index import Index, Target
from bot.matching.packed import distinct, spread

HEAVY = 16
"""Targets from which on a feature is weighed as a row of all targets at once."""

SEVERAL = 2048
"""Questions scored at a time, which bounds the memory taken."""


def winners(index: Index, batch: Batch) -> list[Target | None]:
    """Return the best target of each question of the batch that `index` learned from; None for one without features.

    The result is that of `Index.scores` question by question, in a twentieth of the time.
    """
    if not index.targets:
        return [None] * len(batch)
    rank, heavy = _heavy(index)
    best: list[Target | None] = []
    for first in range(0, len(batch), SEVERAL):
        some = np.arange(first, min(first + SEVERAL, len(batch)))
        rows, columns = _pairs(batch, some)
        own = (batch.weights * index.rarity)[columns]
        own /= np.sqrt(np.bincount(rows, own * own))[rows]
        scores = _light(index, rows, columns, np.where(rank[columns] < 0, own, 0.0), len(some))
        bounds = np.searchsorted(rows, np.arange(len(some) + 1))
        scores += np.bincount(rows, own * index.common[columns], minlength=len(some))[:, None]
        scores += np.bincount(rows, own, minlength=len(some))[:, None] * index.offsets
        for row, (low, high) in enumerate(pairwise(bounds)):
            places = rank[columns[low:high]]
            scores[row] += own[low:high][places >= 0] @ heavy[places[places >= 0]]
        chosen = np.argmax(scores / index.lengths, axis=1)
        best += [index.targets[one] if size else None for one, size in zip(chosen, np.diff(bounds), strict=True)]
    return best


def _pairs(batch: Batch, some: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the questions (by place among `some`) and features of the batch that go together, sorted, each once."""
    rows, columns = batch.of(some)
    pairs = distinct(rows * len(batch.keys) + columns)
    return pairs // len(batch.keys), pairs % len(batch.keys)


def _heavy(index: Index) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return each feature's row among those that many targets hold (-1: not one of them), and these rows."""
    heavy = np.flatnonzero(np.diff(index.starts) > HEAVY)
    rank = np.full(len(index.keys), -1)
    rank[heavy] = np.arange(len(heavy))
    rows = np.zeros((len(heavy), len(index.targets)))
    of, postings = _postings(index, heavy)
    rows[of, index.owners[postings]] = index.extra[postings]
    return rank, rows


def _light(
    index: Index, rows: NDArray[np.int64], columns: NDArray[np.int64], weights: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Return what the postings of weighty `columns` add to the scores of `count` questions."""
    chosen = np.flatnonzero(weights)
    of, postings = _postings(index, columns[chosen])
    cells = rows[chosen][of] * len(index.targets) + index.owners[postings]
    amounts = index.extra[postings] * weights[chosen][of]
    added = np.bincount(cells, amounts, minlength=count * len(index.targets))
    return np.asarray(added.reshape(count, len(index.targets)), np.float64)


def _postings(index: Index, features: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all postings of `features`: which of `features` (by position) each is of, and where it stands."""
    sizes = index.starts[features + 1] - index.starts[features]
    return np.repeat(np.arange(len(features)), sizes), spread(index.starts[features], sizes)
