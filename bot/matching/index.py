"""An inverted index from features to targets with complement naive Bayes weights; sparse, closed-form, deterministic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.features import Batch

SMOOTHING = 0.02
"""Weight of a feature that a target's examples do not hold."""

Kind = Literal["topic", "decline", "talk"]


class Target(NamedTuple):
    """What a question may be about."""

    kind: Kind
    id: str


class Index:
    """Scores every target for a question's features in time that depends on the features' postings only.

    Weights are those of complement naive Bayes with normalised weights (Rennie et al., 2003, "Tackling the poor
    assumptions of naive Bayes text classifiers"), on rarity-weighted features of unit length. A target that does
    not hold a feature gets the feature's `common` weight, so that only those that do need postings.
    """

    def __init__(self, targets: Sequence[Target], batch: Batch) -> None:
        """Learn from a batch of example questions and the target of each."""
        self.targets: list[Target] = sorted(set(targets))
        self.numbers = batch.numbers
        position = {target: number for number, target in enumerate(self.targets)}
        self._rarity = np.log((len(targets) + 1) / (np.bincount(batch.columns) + 1)) + 1
        weights = (batch.weights * self._rarity)[batch.columns]
        weights /= np.sqrt(np.bincount(batch.rows, weights * weights, minlength=len(targets)))[batch.rows]
        owners = np.array([position[target] for target in targets], np.int64)[batch.rows]
        pairs = batch.columns * len(self.targets) + owners
        order = np.argsort(pairs, kind="stable")
        firsts = np.flatnonzero(np.diff(pairs[order], prepend=-1))
        features, holders = np.divmod(pairs[order[firsts]], len(self.targets))
        self._weigh(features, holders, np.add.reduceat(weights[order], firsts))

    def _weigh(self, features: NDArray[np.int64], owners: NDArray[np.int64], amounts: NDArray[np.float64]) -> None:
        """Turn the amount of each feature that each target holds (sorted by feature) into weights."""
        size, several = len(self.numbers), len(self.targets)
        own = np.bincount(owners, amounts, minlength=several)
        totals = np.bincount(features, amounts, minlength=size)
        balance = np.log(own.sum() - own + SMOOTHING * size) - np.log(own + SMOOTHING * size)
        self._common = -np.log(totals + SMOOTHING)
        self._offsets = balance + math.log(SMOOTHING)
        rest = np.maximum(totals[features] - amounts, 0.0)
        whole = np.log(amounts + SMOOTHING) - np.log(rest + SMOOTHING) + balance[owners]
        absent = self._common[features] + self._offsets[owners]
        squares = np.bincount(owners, whole * whole - absent * absent, minlength=several)
        squares += (self._common**2).sum() + 2 * self._offsets * self._common.sum() + size * self._offsets**2
        self._lengths = np.sqrt(squares / size)
        self._starts = np.searchsorted(features, np.arange(size + 1))
        self._owners = owners.astype(np.int32)
        self._extra = (whole - absent).astype(np.float32)

    def scores(self, found: Mapping[str, float]) -> NDArray[np.float64]:
        """Return a score for each of `targets`, higher is better; 0 for all where no feature is known."""
        known = [(self.numbers[feature], weight) for feature, weight in found.items() if feature in self.numbers]
        if not known:
            return np.zeros(len(self.targets))
        features = np.array([number for number, _ in known])
        weights = np.array([weight for _, weight in known]) * self._rarity[features]
        weights /= math.sqrt(float(weights @ weights))
        starts, ends = self._starts[features], self._starts[features + 1]
        where = np.concatenate([self._owners[start:end] for start, end in zip(starts, ends, strict=True)])
        what = np.concatenate([self._extra[start:end] for start, end in zip(starts, ends, strict=True)])
        scores = np.bincount(where, what * np.repeat(weights, ends - starts), minlength=len(self.targets))
        scores += float(weights @ self._common[features]) + float(weights.sum()) * self._offsets
        return np.asarray(scores / self._lengths)
