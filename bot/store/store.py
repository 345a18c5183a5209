"""The store: what is kept of questions and persons, and how it is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.matching.cleaning import clean, words
from bot.model.language import LANGUAGES, Language
from bot.store import reports, sent
from bot.store.asked import Asked, Kept, asked
from bot.store.database import Database, inserting, replacing
from bot.store.forgetting import empty, forget
from bot.store.migrating import migrate
from bot.store.records import (
    ChatKind,
    Decided,
    Decision,
    Forgotten,
    Noted,
    Reason,
    Statistics,
    TopicFeedback,
)
from bot.store.redaction import redact
from bot.store.schema import (
    counters,
    feedback,
    journal,
    preferences,
    questions,
)

DISMISSED = "dismissed"
"""The kind of a settled question that a maintainer rejected as an example; no question is recorded with it."""

KEPT = dt.timedelta(days=30)
"""How long the text of a question is kept."""

PROBED = "store-opened"
"""The counter of the times that a running bot opened its store."""

# Made once: to make a statement takes longer than to carry it out.
_CHOSEN = select(preferences.c.person, preferences.c.language).where(
    preferences.c.person.in_(bindparam("persons", expanding=True))
)
_DECIDED = insert(journal)


class Store:
    """The bot's memory in one database; safe to share between tasks. Each method raises StoreError where it fails.

    A `person` is a pseudonym (see `Pseudonyms`), a `reply` is the token, at most 64 characters, of one reply of the
    bot; `day` and `now` are the caller's clock.
    """

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables are in shape; `open` is the usual way here."""
        self.database = database

    @classmethod
    async def open(cls, url: str) -> Store:
        """Connect to `url`, create its folder and bring its tables up to date.

        StoreError where `url` is no URL, the database can't be reached or written, or a newer version of the bot
        wrote it.
        """
        database = Database(url)
        try:
            await database.prepare()
            await migrate(database)
        except BaseException:
            await database.close()
            raise
        return cls(database)

    async def close(self) -> None:
        """Close all connections; may be called twice."""
        await self.database.close()

    async def __aenter__(self) -> Self:
        """Return the store, which is closed at the end of the block."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        await self.close()

    async def language_of(self, person: str) -> Language | None:
        """Return the language that `person` chose, or None for automatic."""
        return (await self.languages_of([person])).get(person)

    async def languages_of(self, persons: Collection[str]) -> dict[str, Language]:
        """Return the languages that `persons` chose; who is not in it has an automatic one."""
        chosen = await self.database.rows(_CHOSEN, persons=list(persons))
        return {person: one for person, language in chosen for one in LANGUAGES if one == language}

    async def set_language(self, person: str, language: Language | None) -> None:
        """Keep the language that `person` chose; None is automatic."""
        async with self.database.writing() as connection:
            row = {"person": person, "language": language}
            await connection.execute(replacing(connection, preferences, row, "person"), row)

    async def record_outcome(
        self,
        *,
        decision: Decision,
        topic: str | None,
        score: float,
        language: Language,
        chat_kind: ChatKind,
        day: dt.date,
    ) -> None:
        """Note in the journal how a question was decided: `score` is 0 to 1, `topic` the one answered."""
        await self.record_outcomes([Decided(decision, topic, score, language, chat_kind, day)])

    async def record_outcomes(self, outcomes: Sequence[Decided]) -> None:
        """Note in the journal how questions were decided, all in one transaction.

        No person and no text stand there, so this alone is called for a question on military positions, which is
        counted but never kept (no `record_questions`).
        """
        async with self.database.writing() as connection:
            await connection.execute(_DECIDED, [_decided(outcome) for outcome in outcomes])

    async def record_questions(self, noted: Sequence[Noted]) -> None:
        """Keep questions for 30 days, their texts redacted first, all in one transaction.

        A later one for the same `reply` replaces the earlier. Never call it for a question on military positions.
        ValueError where a time has no zone.
        """
        rows = [_row(question) for question in noted]
        if not rows:
            return
        async with self.database.writing() as connection:
            await connection.execute(replacing(connection, questions, rows[0], "person", "reply"), rows)

    async def settle_question(self, person: str, reply: str, topic: str) -> bool:
        """Note that `person` chose `topic` from what `reply` offered; tell whether it was offered to that person.

        False, and nothing is noted, where `reply` answered another person, is forgotten, or did not offer `topic`.
        """
        offered = (questions.c.person == person, questions.c.reply == reply, questions.c.kind == "offered")
        async with self.database.writing() as connection:
            candidates = await connection.scalar(select(questions.c.candidates).where(*offered))
            if topic not in (candidates or ()):
                return False
            await connection.execute(update(questions).where(*offered).values(topic=topic))
        return True

    async def dismiss(self, likeness: str) -> None:
        """Note that the questions of this `likeness` are no proposals any more: a maintainer rejected them."""
        settled = (questions.c.likeness == likeness, questions.c.kind != "unanswered")
        async with self.database.writing() as connection:
            await connection.execute(update(questions).where(*settled).values(kind=DISMISSED))

    async def record_feedback(
        self,
        person: str,
        reply: str,
        *,
        topic: str,
        helpful: bool,
        chat_kind: ChatKind,
        day: dt.date,
        reason: Reason | None = None,
    ) -> None:
        """Keep what `person` thinks of `reply`; rating it again replaces the earlier rating, reason included.

        ValueError where a `reason` is given although it was helpful.
        """
        if helpful and reason is not None:
            raise ValueError(f"a helpful reply needs no reason, but {reason!r} was given")
        values = {
            "person": person,
            "reply": reply,
            "topic": topic,
            "helpful": helpful,
            "reason": reason,
            "chat_kind": chat_kind,
            "day": day,
        }
        async with self.database.writing() as connection:
            await connection.execute(replacing(connection, feedback, values, "person", "reply"), values)

    async def count(self, name: str, *, day: dt.date, by: int = 1) -> None:
        """Add `by` to the counter `name` (at most 64 characters, about no person) of `day`."""
        async with self.database.writing() as connection:
            await _add(connection, name, day, by)

    async def probe(self, day: dt.date) -> None:
        """See whether the store can be read and written, also where that is known to fail; it is counted."""
        async with self.database.trying() as connection:
            await _add(connection, PROBED, day, 1)
            await connection.execute(select(preferences.c.person).limit(1))

    async def forget(self, person: str, *, before: int | None = None) -> Forgotten:
        """Delete every row of `person`, and tell how many there were; journal and counters name no person.

        Updates that wait in the inbox are wiped too, or only those with a number `before` that of the wish to forget.
        """
        async with self.database.writing() as connection:
            forgotten = await forget(connection, person, before)
        await self.database.wipe_log()
        return forgotten

    async def purge(self, now: dt.datetime) -> int:
        """Delete questions older than 30 days at `now`, and answers too old to be corrected; tell how many in all.

        ValueError without a time zone.
        """
        old = questions.c.created_at < _with_zone(now) - KEPT
        async with self.database.writing() as connection:
            purged = (await connection.execute(delete(questions).where(old))).rowcount
            purged += await sent.purge(connection, now)
        await self.database.wipe_log()
        return purged

    async def empty(self) -> Forgotten:
        """Delete what is kept of all persons, and tell how many rows there were; journal and counters stay."""
        async with self.database.writing() as connection:
            forgotten = await empty(connection)
        await self.database.wipe_log()
        return forgotten

    async def statistics(self, since: dt.date) -> Statistics:
        """Return what happened from the day `since` on, that day included."""
        async with self.database.reading() as connection:
            return Statistics(
                since,
                decisions=await reports.decisions(connection, since),
                feedback=await reports.ratings(connection, since),
                counts=await reports.counts(connection, since),
            )

    async def asked(self, kept: Kept) -> list[Asked]:
        """Return the questions that are `kept`, the oldest first."""
        async with self.database.reading() as connection:
            return await asked(connection, kept)

    async def feedback_by_topic(self) -> tuple[TopicFeedback, ...]:
        """Return all feedback by topic, the topics with most "not helpful" first."""
        async with self.database.reading() as connection:
            return await reports.ratings(connection, None)


async def _add(connection: AsyncConnection, name: str, day: dt.date, by: int) -> None:
    adding = inserting(connection, counters)
    total = counters.c.count + adding.excluded.count
    keys = [counters.c.day, counters.c.name]
    adding = adding.on_conflict_do_update(index_elements=keys, set_={"count": total})
    await connection.execute(adding, {"day": day, "name": name, "count": by})


def _decided(outcome: Decided) -> dict[str, Any]:
    return {
        "decision": outcome.decision,
        "topic": outcome.topic,
        "score": outcome.score,
        "language": outcome.language,
        "chat_kind": outcome.chat_kind,
        "day": outcome.day,
    }


def _row(question: Noted) -> dict[str, Any]:
    redacted = redact(question.text)
    return {
        "person": question.person,
        "reply": question.reply,
        "kind": question.kind,
        "text": redacted,
        "likeness": " ".join(words(clean(redacted))) or redacted,
        "language": question.language,
        "topic": question.topic,
        "candidates": list(question.candidates),
        "created_at": _with_zone(question.at),
    }


def _with_zone(now: dt.datetime) -> dt.datetime:
    if now.tzinfo is None:
        raise ValueError("the time needs a zone: use datetime.now(tz=UTC)")
    return now
