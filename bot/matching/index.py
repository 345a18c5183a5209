"""An inverted index from features to targets, with complement naive Bayes weights: sparse and in closed form."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.amounts import amounts
from bot.matching.batch import Batch
from bot.matching.hashing import positions
from bot.matching.packed import distinct, runs, spread

SMOOTHING = 0.02
"""Weight of a feature that a target's examples do not hold."""

MOST_POSTINGS = 100_000
"""Postings of a question's features that are added up for all targets, those of the rarest features first.

The bot's own knowledge has a fifth of that in the longest questions, so that there every score is exact.
"""

PROMISING = 256
"""Topics, and as many other targets, that are scored exactly where there are more postings."""

TOGETHER = 1 << 17
"""Postings that are weighed together, which bounds the memory taken."""

Kind = Literal["topic", "decline", "talk", "danger"]


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

    owners: NDArray[np.integer[Any]]
    starts: NDArray[np.signedinteger[Any]]

    def __init__(self, targets: Sequence[Target], batch: Batch) -> None:
        """Learn from a batch of example questions and the target of each."""
        known = sorted(set(targets)) if batch.sizes().any() else []  # else nothing can be told apart
        self.targets: list[Target] = known
        self.keys = batch.keys
        is_topic = np.array([target.kind == "topic" for target in known], bool)
        self.topics, self.others = np.flatnonzero(is_topic), np.flatnonzero(~is_topic)
        position = {target: number for number, target in enumerate(known)}
        held = amounts(batch, np.fromiter((position.get(target, 0) for target in targets), np.int64, len(targets)))
        self.rarity, self.starts, self.owners = held.rarity, held.starts, held.owners
        self._weigh(held.amounts)

    def number(self, target: Target) -> int | None:
        """Return where `target` stands among `targets`; None for one without examples."""
        place = bisect_left(self.targets, target)
        return place if place < len(self.targets) and self.targets[place] == target else None

    def _weigh(self, amounts: NDArray[np.float64]) -> None:
        """Turn the amount of its feature that each posting's target holds into weights."""
        size, several = len(self.keys), len(self.targets)
        own, totals = np.zeros(several), np.zeros(size)
        for first, end, some in self._some_postings():
            np.add.at(own, self.owners[some], amounts[some])
            totals[first:end] = np.bincount(self._features(first, end), amounts[some], minlength=end - first)
        balance = np.log(own.sum() - own + SMOOTHING * size) - np.log(own + SMOOTHING * size)
        self.common = -np.log(totals + SMOOTHING)
        self.offsets = balance + math.log(SMOOTHING)
        self.extra = np.empty(len(amounts), np.float32)
        squares = np.zeros(several)
        for first, end, some in self._some_postings():
            features, owners = self._features(first, end), self.owners[some]
            rest = np.maximum(totals[first:end][features] - amounts[some], 0.0)
            whole = np.log(amounts[some] + SMOOTHING) - np.log(rest + SMOOTHING) + balance[owners]
            absent = self.common[first:end][features] + self.offsets[owners]
            np.add.at(squares, owners, whole * whole - absent * absent)
            self.extra[some] = whole - absent
        squares += (self.common**2).sum() + 2 * self.offsets * self.common.sum() + size * self.offsets**2
        self.lengths = np.sqrt(squares / size)

    def _some_postings(self) -> Iterator[tuple[int, int, slice]]:
        """Yield features, from a number to before another, and where their postings stand, some at a time."""
        bounds = np.searchsorted(self.starts, np.arange(0, self.starts[-1], TOGETHER), side="right") - 1
        for first, end in pairwise([*distinct(bounds).tolist(), len(self.keys)]):
            yield first, end, slice(int(self.starts[first]), int(self.starts[end]))

    def _features(self, first: int, end: int) -> NDArray[np.int64]:
        """Return the feature of each posting of those from `first` to before `end`, counted from `first`."""
        return np.repeat(np.arange(end - first), np.diff(self.starts[first : end + 1]))

    def scores(self, found: Mapping[int, float]) -> NDArray[np.float64]:
        """Return a score for each of `targets`, higher is better; 0 for all where no feature is known.

        `found` are the features by their hashes.

        Where the features have more than `MOST_POSTINGS` postings, only the best targets are scored exactly; the scores
        of the others are too low then.
        """
        features, weights = self.known(found)
        if not len(features):
            return np.zeros(len(self.targets))
        weights /= math.sqrt(float(weights @ weights))
        sizes = self.starts[features + 1] - self.starts[features]
        if int(sizes.sum()) <= MOST_POSTINGS:
            return np.asarray(self.sums(features, weights) / self.lengths)
        order = np.argsort(sizes, kind="stable")
        light = int(np.searchsorted(np.cumsum(sizes[order]), MOST_POSTINGS, side="right"))
        rare, common = order[:light], order[light:]
        scores = (self._added(features[rare], weights[rare]) + self._base(features, weights)) / self.lengths
        some = self._promising(scores)
        scores[some] += self._of_some(features[common], weights[common], some) / self.lengths[some]
        return np.asarray(scores)

    def known(self, found: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the numbers of those features (by their hashes) that examples hold, and their weights with rarity."""
        size = len(found)
        features = positions(self.keys, np.fromiter(found, np.uint64, size))
        weights = np.fromiter(found.values(), np.float64, size)
        some = features >= 0
        features = features[some]
        return features, weights[some] * self.rarity[features]

    def all_known(
        self, hashes: NDArray[np.uint64], weights: NDArray[np.float64], rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Return the same for the features of several texts, and of which text each is, in order.

        What a text has twice stands once, with the higher weight. `rows` tells of which text each feature is.
        """
        features = positions(self.keys, hashes)
        some = np.flatnonzero((features >= 0) & (weights > 0))
        codes = rows[some] * len(self.keys) + features[some]
        order = np.argsort(codes)
        codes = codes[order]
        first = runs(codes)
        rows, features = np.divmod(codes[first], max(1, len(self.keys)))
        return features, np.maximum.reduceat(weights[some[order]], first) * self.rarity[features], rows

    def sums(self, features: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what features with their weights add for each target: its score times its length, if that is all."""
        return np.asarray(self._added(features, weights) + self._base(features, weights))

    def all_sums(
        self, features: NDArray[np.int64], weights: NDArray[np.float64], rows: NDArray[np.int64], count: int
    ) -> list[NDArray[np.float32]]:
        """Return the same for each of `count` texts; `rows` tells of which text each feature is."""
        width = len(self.targets)
        starts = self.starts[features]
        sizes = self.starts[features + 1] - starts
        of = spread(starts, sizes)
        cells = self.owners[of] + np.repeat(rows * width, sizes)
        added = np.bincount(cells, self.extra[of] * np.repeat(weights, sizes), minlength=count * width)
        base = np.bincount(rows, weights * self.common[features], count)
        whole = np.bincount(rows, weights, count)
        sums = added.reshape(count, width) + base[:, None] + whole[:, None] * self.offsets
        return [own.astype(np.float32) for own in sums]

    def _base(self, features: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what features add for a target whose examples do not hold them."""
        return np.asarray(float(weights @ self.common[features]) + float(weights.sum()) * self.offsets)

    def _added(self, features: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what the postings of `features` add for each target."""
        starts = self.starts[features]
        sizes = self.starts[features + 1] - starts
        of = spread(starts, sizes)
        amounts = self.extra[of] * np.repeat(weights, sizes)
        return np.asarray(np.bincount(self.owners[of], amounts, minlength=len(self.targets)))

    def _promising(self, scores: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the targets, in order, that the rarer features speak for most: topics, and others."""
        best = [
            among[np.argpartition(scores[among], -PROMISING)[-PROMISING:]] if len(among) > PROMISING else among
            for among in (self.topics, self.others)
        ]
        return np.sort(np.concatenate(best))

    def _of_some(
        self, features: NDArray[np.int64], weights: NDArray[np.float64], some: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return what `features` add for `some` targets (sorted), each looked up in the features' long postings."""
        added = np.zeros(len(some))
        for feature, weight in zip(features.tolist(), weights.tolist(), strict=True):
            owners = self.owners[self.starts[feature] : self.starts[feature + 1]]
            where = np.minimum(np.searchsorted(owners, some), len(owners) - 1)
            held = owners[where] == some
            added[held] += weight * self.extra[self.starts[feature] + where[held]].astype(np.float64)
        return added
