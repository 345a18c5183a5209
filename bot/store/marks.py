"""When each person last asked what is new."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from bot.store.database import Database, replacing
from bot.store.schema import marks


class Marks:
    """The day of each person's last /changes; `person` is a pseudonym."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, person: str) -> dt.date | None:
        """Return the day on which `person` last asked, or None."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(marks.c.day).where(marks.c.person == person))

    async def put(self, person: str, day: dt.date) -> None:
        """Note that `person` asked on `day`."""
        async with self._database.writing() as connection:
            row = {"person": person, "day": day}
            await connection.execute(replacing(connection, marks, row, "person"), row)
