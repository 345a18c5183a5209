"""The scores of all targets for a question, from what each of its words adds, which is remembered."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.features import Word, features, of_order, of_words
from bot.matching.index import Index, listed
from bot.matching.lexicon import Concepts
from bot.matching.packed import runs

BEFORE = 0.3
"""Weight of the question before, in a follow-up."""

REMEMBERED = 4096
"""Words of which it is remembered what they add."""

MOST_TARGETS = 512
"""Targets up to which that is remembered; it takes four bytes for each of them and each word."""


class _Part(NamedTuple):
    """What one word adds: its features by number and, below them, their weights as float32; a sum for each target."""

    held: NDArray[np.int32]
    sums: NDArray[np.float32]


class Scorer:
    """Scores questions as `Index.scores` does, but for rounding, in half the time where words come again."""

    def __init__(self, index: Index, concepts: Concepts) -> None:
        """Score the targets of `index`, whose features were made with `concepts`."""
        self._index = index
        self._concepts = concepts
        self._parts: dict[Word, _Part] = {}
        self._words: list[Word] = []
        self._chance = random.Random(0)  # noqa: S311 - no secret is drawn

    def scores(self, question: Sequence[Word], before: Sequence[Word] = ()) -> NDArray[np.float64]:
        """Return a score for each target, higher is better, for a question that may follow the question `before`."""
        if before or not question or len(self._index.targets) > MOST_TARGETS:
            return self._index.scores(self._features(question, before))
        words = dict.fromkeys(question)
        parts = {word: self._parts[word] for word in words if word in self._parts}
        if len(parts) < len(words):
            parts |= self._learned([word for word in words if word not in parts])
        ordered, weights, _ = self._index.known(*listed(of_order(question, self._concepts)))
        return self._summed([parts[word] for word in words], ordered, weights)

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
        sums = np.sum([part.sums for part in parts], axis=0, dtype=np.float64)
        sums += self._index.sums(features[first[some]], missing[some])
        return np.asarray(sums / (math.sqrt(float(highest @ highest)) * self._index.lengths))

    def _learned(self, words: Sequence[Word]) -> dict[Word, _Part]:
        """Return the parts of words, and remember them."""
        found = of_words(words)
        rows = np.repeat(np.arange(len(found)), list(map(len, found)))
        keys = np.fromiter(chain.from_iterable(found), np.uint64, len(rows))
        weights = np.fromiter(chain.from_iterable(own.values() for own in found), np.float64, len(rows))
        features, weights, some = self._index.known(keys, weights)
        rows = rows[some]
        sums = self._index.sums_of(features, weights, rows, len(words)).astype(np.float32)
        held = np.stack([features.astype(np.int32), weights.astype(np.float32).view(np.int32)])
        ends = np.searchsorted(rows, np.arange(len(words) + 1))
        parts = {
            word: _Part(held[:, first:end].copy(), own.copy())
            for word, own, (first, end) in zip(words, sums, pairwise(ends.tolist()), strict=True)
        }
        for word, part in parts.items():
            self._remember(word, part)
        return parts

    def _remember(self, word: Word, part: _Part) -> None:
        if len(self._words) < REMEMBERED:
            self._words.append(word)
        else:  # any one: where words come in turns, those that came first or last would be the wrong ones
            place = self._chance.randrange(REMEMBERED)
            del self._parts[self._words[place]]
            self._words[place] = word
        self._parts[word] = part

    def _features(self, question: Sequence[Word], before: Sequence[Word]) -> dict[int, float]:
        """Return the features of both questions, by their hashes."""
        found = features(question, self._concepts)
        if before:
            for feature, weight in features(before, self._concepts).items():
                found[feature] = max(found.get(feature, 0.0), BEFORE * weight)
        return found
