"""The questions that the store keeps, for the maintainers' workshop: redacted, with who asked only to count askers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.language import LANGUAGES, Language
from bot.store.schema import feedback, questions

Kept = Literal["unanswered", "settled", "all"]
"""Which questions: those without a cited answer, those that a person settled (by pressing a suggestion or calling the
answer helpful), or all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept question: its redacted `text`, `likeness` (equal for equal questions), and the pseudonym of who asked.

    `topic` is the one that settled it, if any; `at` is when it was asked (UTC).
    """

    text: str
    likeness: str
    language: Language
    person: str
    topic: str | None
    at: dt.datetime


async def asked(connection: AsyncConnection, kept: Kept) -> list[Asked]:
    """Return the questions that are `kept`, the oldest first."""
    same = and_(feedback.c.person == questions.c.person, feedback.c.reply == questions.c.reply)
    query = (
        select(
            questions.c.text,
            questions.c.likeness,
            questions.c.language,
            questions.c.person,
            questions.c.topic,
            questions.c.created_at,
        )
        .join_from(questions, feedback, same, isouter=True)
        .where(_wanted(kept))
        .order_by(questions.c.created_at, questions.c.id)
    )
    return [
        Asked(text, likeness, next(one for one in LANGUAGES if one == language), person, topic, at)
        for text, likeness, language, person, topic, at in await connection.execute(query)
    ]


def _wanted(kept: Kept) -> ColumnElement[bool]:
    match kept:
        case "unanswered":
            return questions.c.kind == "unanswered"
        case "settled":
            helped = and_(questions.c.kind == "rated", feedback.c.helpful)
            return and_(
                questions.c.topic.is_not(None),
                or_(questions.c.kind == "offered", helped),
                feedback.c.helpful.is_not(False),
            )
        case "all":
            return true()
