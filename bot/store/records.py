"""What the store takes and gives back: words with a fixed set of values, and frozen results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.model.language import Language

Decision = Literal["answer", "suggest", "none"]
"""How a question was decided: the matcher's words, without the weight of importing it."""

ChatKind = Literal["private", "group", "channel", "inline"]
"""Where a question was asked; a supergroup is a group."""

Reason = Literal["wrong", "outdated", "question", "source"]
"""Why a reply did not help: wrong, outdated, not my question, bad source."""

QuestionKind = Literal["unanswered", "offered", "rated"]
"""Why a question is kept: no cited answer, a choice was offered, or its answer was rated."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How a question was decided: `score` is 0 to 1, `topic` the one answered, if any. No person and no text."""

    decision: Decision
    topic: str | None
    score: float
    language: Language
    chat_kind: ChatKind
    day: dt.date


@dataclass(frozen=True, slots=True)
class Noted:
    """A question to be kept: the pseudonym of who asked, the token of the reply, and when it was asked, with a zone.

    `candidates` are the topics that were offered, best first; `topic` is the one that was rated.
    """

    person: str = field(repr=False)
    reply: str
    text: str = field(repr=False)
    kind: QuestionKind
    language: Language
    at: dt.datetime
    candidates: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of a person were deleted, by kind; each is 0 or more."""

    preferences: int
    feedback: int
    questions: int
    marks: int = 0
    subscriptions: int = 0
    sent_answers: int = 0

    @property
    def total(self) -> int:
        """Return the number of all rows that were deleted."""
        return self.preferences + self.feedback + self.questions + self.marks + self.subscriptions + self.sent_answers


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """How many questions got this decision, in this language and kind of chat."""

    decision: str
    language: str
    chat_kind: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicFeedback:
    """How often a topic's reply helped, did not, and for which reasons; `reasons` leaves out those never given."""

    topic: str
    helpful: int
    unhelpful: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What happened from the day `since` on, that day included."""

    since: dt.date
    decisions: tuple[DecisionCount, ...]
    feedback: tuple[TopicFeedback, ...]
    counts: Mapping[str, int]

    @property
    def outcomes(self) -> int:
        """Return the number of all questions that were decided."""
        return sum(decision.count for decision in self.decisions)

    def decided(self, decision: Decision, language: Language | None = None) -> int:
        """Return how many questions got `decision`, in `language` or (None) in all of them."""
        return sum(row.count for row in self.decisions if row.decision == decision and language in {None, row.language})
