"""What the decision is made from: a handful of numbers about a question and its best topic."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence for and against the best topic; each number is finite.

    `share`: log odds of the topic among all targets. `lead`: log ratio to the second topic. `against`: log ratio to
    the best decline or small talk. `score`: the topic's raw score. `covered`: share of the question's weight (by
    rarity) whose words the topic's examples know. `strange`: share that no example of any topic knows.
    `likeness`: of the best example (0 to 1). `brief`: 1 / number of words that carry weight. `city`: the city is named.
    """

    share: float
    lead: float
    against: float
    score: float
    covered: float
    strange: float
    likeness: float
    brief: float
    city: float

    def row(self) -> list[float]:
        """Return the numbers in a fixed order, with a constant first."""
        return [1.0, *astuple(self)]


def log_odds(share: float) -> float:
    """Return the log odds of a probability, held within those of 1e-6."""
    bounded = min(1 - 1e-6, max(1e-6, share))
    return math.log(bounded / (1 - bounded))
