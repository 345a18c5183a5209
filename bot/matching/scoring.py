"""The scores of all targets for a question, from what each of its words adds, which is remembered."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

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


_HELD = np.dtype([("feature", np.int32), ("weight", np.float32)])
"""A feature of a word, by number, and its weight."""


class _Parts:
    """What words hold and add, remembered up to a number of them.

    All sums stand in one table: thousands of small arrays among larger ones that come and go would leave holes in
    memory, more and more of them.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sums = np.empty((REMEMBERED if len(index.targets) <= MOST_TARGETS else 0, len(index.targets)), np.float32)
        self._held: list[bytes] = []
        self._words: list[Word] = []
        self._places: dict[Word, int] = {}
        self._chance = random.Random(0)  # noqa: S311 - no secret is drawn

    def of(self, words: Sequence[Word]) -> tuple[NDArray[np.void], NDArray[np.float32]]:
        """Return the features of some words, which differ, one word's after another's; and a row of sums for each."""
        places = [self._places.get(word, -1) for word in words]
        sums = self._sums[places]
        held = [self._held[place] if place >= 0 else b"" for place in places]
        new = [number for number, place in enumerate(places) if place < 0]
        for number, own, added in zip(new, *self._made([words[number] for number in new]), strict=True):
            held[number], sums[number] = own, added
            self._remember(words[number], own, added)
        return np.frombuffer(b"".join(held), _HELD), sums

    def _made(self, words: Sequence[Word]) -> tuple[list[bytes], list[NDArray[np.float32]]]:
        """Return what each of some words holds, as bytes, and adds."""
        if not words:
            return [], []
        features, weights, rows = self._index.all_known(*of_words(words))
        held = np.empty(len(features), _HELD)
        held["feature"], held["weight"] = features, weights
        ends = np.searchsorted(rows, np.arange(len(words) + 1)).tolist()
        sums = self._index.all_sums(features, weights, rows, len(words))
        return [held[first:end].tobytes() for first, end in pairwise(ends)], sums

    def _remember(self, word: Word, held: bytes, sums: NDArray[np.float32]) -> None:
        place = len(self._words)
        if place < len(self._sums):
            self._words.append(word)
            self._held.append(held)
        else:  # any one: where words come in turns, the first or the last ones would be the wrong ones to forget
            place = self._chance.randrange(place)
            del self._places[self._words[place]]
            self._words[place], self._held[place] = word, held
        self._places[word] = place
        self._sums[place] = sums


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
        held, sums = self._parts.of(list(dict.fromkeys(question)))
        return self._summed(held, sums.sum(0, np.float64), *self._index.known(of_order(question, self._concepts)))

    def _summed(
        self,
        held: NDArray[np.void],
        sums: NDArray[np.float64],
        ordered: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the scores of words by what they hold and add, and of features of their order with weights."""
        features = np.concatenate([held["feature"], ordered])
        if not len(features):
            return np.zeros(len(self._index.targets))
        added = np.concatenate([held["weight"], np.zeros(len(ordered))])
        most = np.concatenate([added[: len(held)], weights])
        order = np.argsort(features)
        features = features[order]
        first = runs(features)
        highest = np.maximum.reduceat(most[order], first)
        # A feature counts once, by its highest weight: what several words added is too much, that of order is missing.
        missing = highest - np.add.reduceat(added[order], first)
        some = np.flatnonzero(missing)
        sums = sums + self._index.sums(features[first[some]], missing[some])
        return np.asarray(sums / (math.sqrt(float(highest @ highest)) * self._index.lengths))

    def _features(self, question: Sequence[Word], before: Sequence[Word]) -> dict[int, float]:
        """Return the features of both questions, by their hashes."""
        found = features(question, self._concepts)
        if before:
            for feature, weight in features(before, self._concepts).items():
                found[feature] = max(found.get(feature, 0.0), BEFORE * weight)
        return found
