"""Targets in the order of their scores, made into candidates only as far as they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.matching.index import Target
from bot.matching.match import Candidate

SHARPNESS = 1.0
"""How strongly differences of score turn into differences of probability."""


class Ranking:
    """The targets of one question; `preferred` goes first whatever its score."""

    def __init__(self, targets: Sequence[Target], scores: NDArray[np.float64], preferred: Target | None = None) -> None:
        self._targets = targets
        self._scores = scores
        self._preferred = preferred
        powers = np.exp((scores - scores.max()) * SHARPNESS)
        self._shares = powers / powers.sum()

    def preferring(self, target: Target) -> Ranking:
        """Return the same ranking with `target` first."""
        return Ranking(self._targets, self._scores, target)

    @cached_property
    def _order(self) -> list[int]:
        order: list[int] = np.argsort(-self._scores, kind="stable").tolist()
        if self._preferred in self._targets:
            first = self._targets.index(self._preferred)
            order.remove(first)
            order.insert(0, first)
        return order

    def _candidate(self, number: int) -> Candidate:
        return Candidate(self._targets[number], float(self._scores[number]), float(self._shares[number]))

    @property
    def best(self) -> Candidate:
        """Return the first candidate."""
        return self._candidate(self._order[0])

    def topics(self, most: int) -> tuple[Candidate, ...]:
        """Return the first topics, at most `most`."""
        found = []
        for number in self._order:
            if self._targets[number].kind == "topic":
                found.append(self._candidate(number))
                if len(found) == most:
                    break
        return tuple(found)

    def score_of_others(self) -> float | None:
        """Return the best score of what is no topic; None where all are."""
        scores = (self._scores[number] for number in self._order if self._targets[number].kind != "topic")
        return next(map(float, scores), None)

    def ahead(self, target: Target) -> float | None:
        """Return how far the score of `target` is above the best of the rest; None where it is not ranked."""
        if target not in self._targets:
            return None
        own = self._targets.index(target)
        rest = max((score for number, score in enumerate(self._scores.tolist()) if number != own), default=-np.inf)
        return float(self._scores[own]) - rest
