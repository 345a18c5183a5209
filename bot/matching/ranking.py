"""Targets in the order of their scores, made into candidates only as far as they are looked at."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.matching.index import Index, Target
from bot.matching.match import Candidate

SHARPNESS = 1.0
"""How strongly differences of score turn into differences of probability."""

MANY = 512
"""Topics from beyond which only those that are looked at are sorted."""


class Ranking:
    """The targets of one question by their `scores`; `preferred` goes first whatever its score."""

    def __init__(self, index: Index, scores: NDArray[np.float64], preferred: Target | None = None) -> None:
        self._index = index
        self._scores = scores
        self._preferred = index.number(preferred) if preferred is not None else None

    def preferring(self, target: Target) -> Ranking:
        """Return the same ranking with `target` first."""
        return Ranking(self._index, self._scores, target)

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        powers = np.exp((self._scores - self._scores.max()) * SHARPNESS)
        return np.asarray(powers / powers.sum())

    def _candidates(self, numbers: Sequence[int]) -> Iterator[Candidate]:
        scores, shares = self._scores[numbers].tolist(), self._shares[numbers].tolist()
        return map(Candidate, map(self._index.targets.__getitem__, numbers), scores, shares)

    @property
    def best(self) -> Candidate:
        """Return the first candidate."""
        return next(self._candidates([self._first]))

    @property
    def target(self) -> Target:
        """Return the first target."""
        return self._index.targets[self._first]

    @cached_property
    def _first(self) -> int:
        return int(np.argmax(self._scores)) if self._preferred is None else self._preferred

    def topics(self, most: int) -> tuple[Candidate, ...]:
        """Return the first topics, at most `most`."""
        among = self._index.topics
        scores = self._scores[among]
        if len(among) > MANY:  # sorting all of them would take longer than all else
            kept = scores >= np.partition(scores, -most)[-most]
            among, scores = among[kept], scores[kept]
        found: list[int] = among[np.argsort(-scores, kind="stable")].tolist()
        if self._preferred is not None and self._index.targets[self._preferred].kind == "topic":
            found = [self._preferred, *(number for number in found if number != self._preferred)]
        return tuple(self._candidates(found[:most]))

    def score_of_others(self) -> float | None:
        """Return the score of the first target that is no topic; None where all are."""
        if self._preferred is not None and self._index.targets[self._preferred].kind != "topic":
            return float(self._scores[self._preferred])
        others = self._scores[self._index.others]
        return float(others.max()) if len(others) else None

    def ahead(self, target: Target) -> float | None:
        """Return how far the score of `target` is above the best of the rest; None where it is not ranked."""
        own = self._index.number(target)
        if own is None:
            return None
        best = int(np.argmax(self._scores))
        if best == own:
            best = int(np.argmax(np.where(np.arange(len(self._scores)) == own, -np.inf, self._scores)))
        return float(self._scores[own] - self._scores[best]) if best != own else math.inf
