"""What people think of the answers: topics by share of "wrong" and "outdated"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.records import Reason, TopicFeedback

BAD: tuple[Reason, ...] = ("wrong", "outdated")
"""Reasons that an editor can mend in the knowledge."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How a topic's replies were rated: `share` (0 to 1) of all ratings say that it is wrong or outdated."""

    topic: str
    ratings: int
    share: float
    helpful: int
    wrong: int
    outdated: int
    not_asked: int
    bad_source: int


def opinions(feedback: Sequence[TopicFeedback]) -> list[Opinion]:
    """Return the topics that were rated, those with the largest share of "wrong" and "outdated" first."""
    found = [_opinion(one) for one in feedback if one.helpful + one.unhelpful]
    return sorted(found, key=lambda one: (-one.share, -one.ratings, one.topic))


def _opinion(one: TopicFeedback) -> Opinion:
    ratings = one.helpful + one.unhelpful
    return Opinion(
        topic=one.topic,
        ratings=ratings,
        share=sum(one.reasons.get(reason, 0) for reason in BAD) / ratings,
        helpful=one.helpful,
        wrong=one.reasons.get("wrong", 0),
        outdated=one.reasons.get("outdated", 0),
        not_asked=one.reasons.get("question", 0),
        bad_source=one.reasons.get("source", 0),
    )
