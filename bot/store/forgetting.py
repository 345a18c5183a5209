"""Rows deleted: of one person, who wishes to be forgotten, or of all."""

from __future__ import annotations

from sqlalchemy import Table, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Forgotten
from bot.store.schema import WIPED, feedback, inbox, marks, preferences, questions, sent_answers, subscriptions


async def forget(connection: AsyncConnection, person: str, before: int | None) -> Forgotten:
    """Delete every row of `person` and wipe what waits in the inbox, or only updates numbered `before` a number."""
    waiting = (inbox.c.person == person, inbox.c.state == "pending")
    earlier = () if before is None else (inbox.c.update_id < before,)
    await connection.execute(update(inbox).where(*waiting, *earlier).values(state="done", **WIPED))
    return await _deleted(connection, person)


async def empty(connection: AsyncConnection) -> Forgotten:
    """Delete every row of anybody, and wipe the inbox."""
    await connection.execute(update(inbox).values(state="done", **WIPED))
    return await _deleted(connection, None)


async def _deleted(connection: AsyncConnection, person: str | None) -> Forgotten:
    async def rows(table: Table) -> int:
        wanted = () if person is None else (table.c.person == person,)
        return (await connection.execute(delete(table).where(*wanted))).rowcount

    return Forgotten(
        preferences=await rows(preferences),
        feedback=await rows(feedback),
        questions=await rows(questions),
        marks=await rows(marks),
        subscriptions=await rows(subscriptions),
        sent_answers=await rows(sent_answers),
    )
