"""Weekly digests: who gets them, what each tells, and how far the sending of one has come.

A digest is claimed by a person's row before it is sent and told as sent after it. Of several processes, and after a
crash, so nobody gets one twice; whose sending was cut in between gets its content with the digest of the next week.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from bot.model.language import LANGUAGES, Language
from bot.store.database import Database, adding, inserting
from bot.store.schema import issues, subscriptions
from bot.store.sealing import Seal


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that this process alone sends now: to which chat, in which language.

    It tells of the weeks after `told`; `taken_before` is what the row said before it was claimed.
    """

    person: str
    address: bytes = field(repr=False)
    language: Language
    week: dt.date
    told: dt.date
    taken_before: dt.date


class Subscriptions:
    """The weekly digests in the store. A `week` is the Monday on which its digest is due."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def subscribe(self, person: str, chat: int, language: Language, week: dt.date) -> None:
        """Send `person` digests from the week after `week` on; who is subscribed already changes the language only."""
        address = self._seal.close(str(chat).encode("ascii"), person.encode())
        values = {"person": person, "address": address, "language": language, "taken": week, "told": week}
        async with self._database.writing() as connection:
            new = inserting(connection, subscriptions)
            changes = {"address": address, "language": language}
            await connection.execute(new.on_conflict_do_update(index_elements=["person"], set_=changes), values)

    async def unsubscribe(self, person: str) -> bool:
        """Send `person` no more; tell whether there was a subscription."""
        async with self._database.writing() as connection:
            mine = subscriptions.c.person == person
            return (await connection.execute(delete(subscriptions).where(mine))).rowcount > 0

    async def has(self, person: str) -> bool:
        """Tell whether `person` is subscribed."""
        async with self._database.reading() as connection:
            found = select(subscriptions.c.person).where(subscriptions.c.person == person)
            return await connection.scalar(found) is not None

    async def waiting(self, week: dt.date, limit: int) -> tuple[str, ...]:
        """Return at most `limit` persons whose digest of `week` nobody has claimed."""
        waiting = select(subscriptions.c.person).where(subscriptions.c.taken < week)
        async with self._database.reading() as connection:
            return tuple(await connection.scalars(waiting.order_by(subscriptions.c.person).limit(limit)))

    async def take(self, person: str, week: dt.date) -> Due | None:
        """Claim the digest of `week` to `person`; None where another process has, or they unsubscribed."""
        mine = (subscriptions.c.person == person, subscriptions.c.taken < week)
        async with self._database.writing() as connection:
            row = (await connection.execute(select(subscriptions).where(*mine).with_for_update())).first()
            if row is None:
                return None
            await connection.execute(update(subscriptions).where(*mine).values(taken=week))
        language = next(language for language in LANGUAGES if language == row.language)
        return Due(person, row.address, language, week, row.told, row.taken)

    def chat(self, due: Due) -> int:
        """Return the id of the chat; SecretError where it was kept under another secret."""
        return int(self._seal.open(due.address, due.person.encode()))

    async def sent(self, due: Due) -> None:
        """Note that the digest was sent for sure."""
        async with self._database.writing() as connection:
            mine = subscriptions.c.person == due.person
            await connection.execute(update(subscriptions).where(mine).values(told=due.week))

    async def give_back(self, due: Due) -> None:
        """Let the digest be claimed anew, since it was not sent for sure."""
        async with self._database.writing() as connection:
            mine = (subscriptions.c.person == due.person, subscriptions.c.taken == due.week)
            await connection.execute(update(subscriptions).where(*mine).values(taken=due.taken_before))

    async def add_issue(self, week: dt.date, changes: Sequence[str]) -> None:
        """Keep what the digest of `week` tells, unless another process has already."""
        async with self._database.writing() as connection:
            await connection.execute(adding(connection, issues), {"week": week, "changes": list(changes)})

    async def issues(self, after: dt.date, until: dt.date) -> dict[dt.date, tuple[str, ...]]:
        """Return what the digests after the week `after` tell, up to and with that of `until`, oldest first."""
        wanted = select(issues).where(issues.c.week > after, issues.c.week <= until).order_by(issues.c.week)
        async with self._database.reading() as connection:
            return {row.week: tuple(row.changes) for row in await connection.execute(wanted)}
