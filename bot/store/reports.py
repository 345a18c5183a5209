"""What the store knows in sum: queries that name no person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import DecisionCount, TopicFeedback
from bot.store.schema import counters, feedback, journal


async def decisions(connection: AsyncConnection, since: dt.date) -> tuple[DecisionCount, ...]:
    """Return the decisions from `since` on, by kind, language and chat; most frequent first."""
    keys = (journal.c.decision, journal.c.language, journal.c.chat_kind)
    count = func.count().label("count")
    query = select(*keys, count).where(journal.c.day >= since).group_by(*keys).order_by(count.desc(), *keys)
    return tuple(DecisionCount(*row) for row in await connection.execute(query))


async def counts(connection: AsyncConnection, since: dt.date) -> dict[str, int]:
    """Return each counter's sum from `since` on, by name in alphabetical order."""
    total = func.sum(counters.c.count)
    query = select(counters.c.name, total).where(counters.c.day >= since).group_by(counters.c.name)
    return {name: int(count) for name, count in sorted(tuple(row) for row in await connection.execute(query))}


async def ratings(connection: AsyncConnection, since: dt.date | None) -> tuple[TopicFeedback, ...]:
    """Return the feedback of each topic from `since` on (None: all); the least helpful topics first."""
    keys = (feedback.c.topic, feedback.c.helpful, feedback.c.reason)
    wanted: ColumnElement[bool] = true() if since is None else feedback.c.day >= since
    query = select(*keys, func.count()).where(wanted).group_by(*keys)
    helpful: dict[str, int] = defaultdict(int)
    unhelpful: dict[str, int] = defaultdict(int)
    reasons: dict[str, dict[str, int]] = defaultdict(dict)
    for topic, helped, reason, count in await connection.execute(query):
        (helpful if helped else unhelpful)[topic] += count
        if reason is not None:
            reasons[topic][reason] = count
    topics = sorted(helpful.keys() | unhelpful.keys(), key=lambda topic: (-unhelpful[topic], helpful[topic], topic))
    return tuple(
        TopicFeedback(topic, helpful[topic], unhelpful[topic], dict(sorted(reasons[topic].items()))) for topic in topics
    )
