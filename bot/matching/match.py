"""What matching returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.matching.features import Word
from bot.matching.index import Target
from bot.matching.naming import Former
from bot.matching.readings import Reading
from bot.matching.signals import Signals
from bot.model.language import Language

Decision = Literal["answer", "suggest", "none"]


class Example(NamedTuple):
    """An example question: what it asks, in which language, and which of its target's questions it is (-1: title)."""

    target: Target
    language: Language
    number: int
    text: str


class Candidate(NamedTuple):
    """A target, its score, and its share of the probability of all targets (0 to 1)."""

    target: Target
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Match:
    """A question's decision and what led to it.

    `probability` is the calibrated chance that the first of `topics` is right, `offered` that one of its first three
    is; `topics` are the best topics, first the likeliest, at most five; `best` is the best target of any kind.
    `followed` says that the question before was taken into account. `example` is the first topic's example most like
    the question; `exact` says that they are the same. `danger` says that somebody's life seems in danger. `place` is
    another place that the question names and the first topic does not. `former` are places of the city that it names
    by a former name.
    """

    decision: Decision
    probability: float
    offered: float
    topics: tuple[Candidate, ...]
    best: Candidate | None
    reading: Reading
    others: tuple[Reading, ...]
    words: tuple[Word, ...]
    language: Language | None
    followed: bool = False
    signals: Signals | None = None
    example: Example | None = None
    exact: bool = False
    danger: bool = False
    place: str | None = None
    former: tuple[Former, ...] = ()
