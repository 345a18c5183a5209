"""The questions that the store keeps, as the workshop needs them: redacted, and with who asked only to count askers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from bot.desk.asked import Asked
from bot.model.language import LANGUAGES
from bot.store.schema import feedback, questions
from bot.store.store import Store

_COLUMNS = (
    questions.c.text,
    questions.c.likeness,
    questions.c.language,
    questions.c.person,
    questions.c.topic,
    questions.c.created_at,
)


async def unanswered(store: Store) -> list[Asked]:
    """Return the questions that had no cited answer, the oldest first."""
    return await _asked(store, select(*_COLUMNS).where(questions.c.kind == "unanswered"))


async def settled(store: Store) -> list[Asked]:
    """Return the questions that a person settled, by pressing a suggestion or calling the answer helpful."""
    same = and_(feedback.c.person == questions.c.person, feedback.c.reply == questions.c.reply)
    query = (
        select(*_COLUMNS)
        .join_from(questions, feedback, same, isouter=True)
        .where(
            questions.c.topic.is_not(None),
            or_(questions.c.kind == "offered", and_(questions.c.kind == "rated", feedback.c.helpful)),
            feedback.c.helpful.is_not(False),
        )
    )
    return await _asked(store, query)


async def everything(store: Store) -> list[Asked]:
    """Return all questions that are kept, the oldest first."""
    return await _asked(store, select(*_COLUMNS))


async def _asked(store: Store, query: Select[*tuple[Any, ...]]) -> list[Asked]:
    async with store.database.reading() as connection:
        rows = (await connection.execute(query.order_by(questions.c.created_at, questions.c.id))).all()
    return [
        Asked(text, likeness, next(one for one in LANGUAGES if one == language), person, topic, at)
        for text, likeness, language, person, topic, at in rows
    ]
