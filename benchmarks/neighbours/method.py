"""What a method is given, and what it makes of a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.floating[Any]]


class Sample(NamedTuple):
    """An example question: what it asks and its target (`topic:mayor`; what isn't a topic has no answer)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The best three topics of a question, and how sure the method is of the first, by several ways to measure it."""

    topics: tuple[str, ...]
    sure: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Method:
    """What is measured: its name, what it makes of a question, and seconds of loading that were spent before."""

    name: str
    ask: Callable[[str], Asked]
    seconds: float = 0.0


class Targets:
    """The targets of samples sorted by target, and what scores for all of them mean."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        """Take samples of which those of one target stand together."""
        names = [sample.target for sample in samples]
        self.starts = np.array([number for number, name in enumerate(names) if not number or names[number - 1] != name])
        self.names = [names[start] for start in self.starts]
        self.counts = np.diff([*self.starts, len(names)])
        self._take(self.names)

    @classmethod
    def named(cls, names: Iterable[str]) -> Targets:
        """Return the targets of these names, in this order."""
        targets = cls.__new__(cls)
        targets.names = list(names)
        targets._take(targets.names)  # noqa: SLF001 - its own
        return targets

    def _take(self, names: Sequence[str]) -> None:
        self._topics = np.array([number for number, name in enumerate(names) if name.startswith("topic:")])
        self._others = np.array([number for number, name in enumerate(names) if not name.startswith("topic:")])

    def best(self, likeness: FloatArray) -> FloatArray:
        """Return each target's best likeness, from the likeness of each sample."""
        return np.maximum.reduceat(likeness, self.starts)

    def asked(self, scores: FloatArray) -> Asked:
        """Return the best topics by the targets' scores.

        Sure are: `alone`, the first topic's score, as if nothing but topics were known; `ahead`, how far it is above
        the best target without an answer; `refusing`, its score, or nothing where such a target is above it.
        """
        topics = scores[self._topics]
        order = np.argsort(-topics, kind="stable")[:4]  # danger and the topic that answers it may both be among them
        first = float(topics[order[0]])
        against = float(scores[self._others].max()) if len(self._others) else -np.inf
        best = dict.fromkeys(self.names[self._topics[one]].partition(":")[2] for one in order)
        return Asked(
            tuple(best)[:3],
            {"alone": first, "ahead": first - against, "refusing": first if first >= against else -np.inf},
        )
