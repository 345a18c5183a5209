"""The scores of all targets for a question, from what each of its words adds, which is remembered."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.features import Word, features, of_order, of_words
from bot.matching.index import Index
from bot.matching.lexicon import Concepts
from bot.matching.packed import runs

BEFORE = 0.3
"""Weight of the question before, in a follow-up."""

REMEMBERED = 4096
"""Words of which it is remembered what they add."""

MOST_TARGETS = 512
"""Targets up to which that is remembered; it takes four bytes for each of them and each word."""


class _Part(NamedTuple):
    """A word's features, by number, above their weights as float32; and what they add for each target."""

    held: NDArray[np.int32]
    sums: NDArray[np.float32]


class _Parts:
    """The parts of words, remembered up to a number of them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: dict[Word, _Part] = {}
        self._words: list[Word] = []
        self._chance = random.Random(0)  # noqa: S311 - no secret is drawn

    def of(self, words: Sequence[Word]) -> list[_Part]:
        """Return the part of each of some words, which differ."""
        known = self._made
        new = [word for word in words if word not in known]
        if not new:
            return list(map(known.__getitem__, words))
        made = dict(zip(new, self._make(new), strict=True))
        found = [made[word] if word in made else known[word] for word in words]
        for word, part in made.items():
            self._remember(word, part)
        return found

    def _make(self, words: Sequence[Word]) -> list[_Part]:
        features, weights, rows = self._index.all_known(*of_words(words))
        sums = self._index.all_sums(features, weights, rows, len(words))
        held = np.stack([features.astype(np.int32), weights.astype(np.float32).view(np.int32)])
        ends = np.searchsorted(rows, np.arange(len(words) + 1)).tolist()
        return [_Part(held[:, first:end].copy(), own) for own, (first, end) in zip(sums, pairwise(ends), strict=True)]

    def _remember(self, word: Word, part: _Part) -> None:
        if len(self._words) < REMEMBERED:
            self._words.append(word)
        else:  # any one: where words come in turns, the first or the last ones would be the wrong ones to forget
            place = self._chance.randrange(REMEMBERED)
            del self._made[self._words[place]]
            self._words[place] = word
        self._made[word] = part


class Scorer:
    """Scores questions as `Index.scores` does, but for rounding, in less time where words come again."""

    def __init__(self, index: Index, concepts: Concepts) -> None:
        """Score the targets of `index`, whose features were made with `concepts`."""
        self._index = index
        self._concepts = concepts
        self._parts = _Parts(index)

    def scores(self, question: Sequence[Word], before: Sequence[Word] = ()) -> NDArray[np.float64]:
        """Return a score for each target, higher is better, for a question that may follow the question `before`."""
        if before or not question or len(self._index.targets) > MOST_TARGETS:
            return self._index.scores(self._features(question, before))
        parts = self._parts.of(list(dict.fromkeys(question)))
        return self._summed(parts, *self._index.known(of_order(question, self._concepts)))

    def _summed(
        self, parts: Sequence[_Part], ordered: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the scores of words by their parts, and of features of their order with weights."""
        held = np.concatenate([part.held for part in parts], axis=1)
        features = np.concatenate([held[0], ordered])
        if not len(features):
            return np.zeros(len(self._index.targets))
        added = np.concatenate([held[1].view(np.float32), np.zeros(len(ordered))])
        most = np.concatenate([added[: len(held[0])], weights])
        order = np.argsort(features)
        features = features[order]
        first = runs(features)
        highest = np.maximum.reduceat(most[order], first)
        # A feature counts once, by its highest weight: what several words added is too much, that of order is missing.
        missing = highest - np.add.reduceat(added[order], first)
        some = np.flatnonzero(missing)
        sums = np.concatenate([part.sums for part in parts]).reshape(len(parts), -1).sum(0, np.float64)
        sums += self._index.sums(features[first[some]], missing[some])
        return np.asarray(sums / (math.sqrt(float(highest @ highest)) * self._index.lengths))

    def _features(self, question: Sequence[Word], before: Sequence[Word]) -> dict[int, float]:
        """Return the features of both questions, by their hashes."""
        found = features(question, self._concepts)
        if before:
            for feature, weight in features(before, self._concepts).items():
                found[feature] = max(found.get(feature, 0.0), BEFORE * weight)
        return found
