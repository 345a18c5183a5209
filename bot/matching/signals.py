"""What the decision is made from: a handful of numbers about a question and its best topic."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence for and against the best topic; each number is finite.

    `lead`: how far the topic's score is above the second topic's. `against`: how far above the best decline's or
    small talk's. `score`: the score itself. `covered`: share of the question's weight (by rarity) whose words the
    topic's examples know. `strange`: share that no example knows. `likeness`: of the best example (0 to 1). `brief`:
    1 / number of words that carry weight. `city`: the city is named. `follows`: the question before counted too.
    """

    lead: float
    against: float
    score: float
    covered: float
    strange: float
    likeness: float
    brief: float
    city: float
    follows: float

    def row(self) -> list[float]:
        """Return the numbers in a fixed order, with a constant first."""
        return [1.0, *_NUMBERS(self)]


_NUMBERS = attrgetter(*(field.name for field in fields(Signals)))

SIZE = 1 + len(fields(Signals))
"""Numbers in a row."""
