"""Answers that were sent, kept for a while so that they can be corrected: where, encrypted, and what they told.

What an answer told is kept once, as an edition, for all who got the same.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.language import LANGUAGES, Language
from bot.store.database import Database, adding, replacing
from bot.store.records import ChatKind
from bot.store.schema import editions, sent_answers
from bot.store.sealing import Seal

KEPT = dt.timedelta(days=14)
"""How long an answer can be corrected."""

_BYTES = 15


@dataclass(frozen=True)
class Edition:
    """What an answer told: its topic, and a print of what each of its facts means."""

    topic: str
    facts: Mapping[str, str]

    @cached_property
    def id(self) -> str:
        """Return a hash of the rest, 20 characters."""
        whole = json.dumps([self.topic, dict(self.facts)], sort_keys=True).encode()
        return base64.urlsafe_b64encode(hashlib.sha256(whole).digest()[:_BYTES]).decode("ascii")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer is: messages of a chat, or one that was sent from inline results."""

    chat: int = 0
    messages: tuple[int, ...] = ()
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """An answer that was sent: `reply` is its token, `person` the pseudonym of who got it."""

    reply: str
    person: str
    address: Address = field(repr=False)
    kind: ChatKind
    language: Language
    edition: Edition
    sent_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that this process alone may correct now; `sealed` is opened by `SentAnswers.address`."""

    reply: str
    sealed: bytes = field(repr=False)
    kind: ChatKind
    language: Language
    edition: str


class SentAnswers:
    """The answers of the last fourteen days in the store."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def keep(self, answers: Sequence[SentAnswer]) -> None:
        """Keep `answers`, no two of one token, each in the place of an earlier one in the same message."""
        rows = [self._row(answer) for answer in answers]
        told = {answer.edition.id: answer.edition for answer in answers}
        async with self._database.writing() as connection:
            await _add(connection, *told.values())
            await connection.execute(replacing(connection, sent_answers, rows[0], "reply"), rows)

    async def drop(self, replies: Collection[str]) -> None:
        """Correct `replies` no more."""
        async with self._database.writing() as connection:
            await connection.execute(delete(sent_answers).where(sent_answers.c.reply.in_(replies)))

    async def editions(self) -> dict[str, Edition]:
        """Return everything that was told, by its id."""
        async with self._database.reading() as connection:
            return {row.edition: Edition(row.topic, row.facts) for row in await connection.execute(select(editions))}

    async def hold(self, wanted: Collection[str], now: dt.datetime, until: dt.datetime, limit: int) -> tuple[Held, ...]:
        """Claim at most `limit` answers of the `wanted` editions until the moment `until`; () where none is left."""
        free = _free(now)
        async with self._database.writing() as connection:
            found = select(sent_answers).where(sent_answers.c.edition.in_(wanted), free)
            rows = await connection.execute(
                found.order_by(sent_answers.c.reply).limit(limit).with_for_update(skip_locked=True)
            )
            claimed = [
                Held(
                    row.reply,
                    row.address,
                    row.chat_kind,
                    next(language for language in LANGUAGES if language == row.language),
                    row.edition,
                )
                for row in rows
            ]
            mine = sent_answers.c.reply.in_([answer.reply for answer in claimed])
            await connection.execute(update(sent_answers).where(mine).values(held_until=until))
        return tuple(claimed)

    def address(self, held: Held) -> Address:
        """Return where an answer is; SecretError where it was kept under another secret."""
        chat, messages, inline = json.loads(self._seal.open(held.sealed, held.reply.encode()))
        return Address(chat, tuple(messages), inline)

    def _row(self, answer: SentAnswer) -> dict[str, Any]:
        where = json.dumps([answer.address.chat, answer.address.messages, answer.address.inline]).encode()
        return {
            "reply": answer.reply,
            "person": answer.person,
            "address": self._seal.close(where, answer.reply.encode()),
            "chat_kind": answer.kind,
            "language": answer.language,
            "edition": answer.edition.id,
            "sent_at": answer.sent_at,
            "held_until": None,
        }

    async def settle(self, held: Held, edition: Edition | None) -> None:
        """Note that an answer tells `edition` now; None where there is nothing in it to correct any more."""
        mine = (sent_answers.c.reply == held.reply, sent_answers.c.edition == held.edition)
        async with self._database.writing() as connection:
            if edition is None:
                await connection.execute(delete(sent_answers).where(*mine))
                return
            await _add(connection, edition)
            changed = update(sent_answers).where(*mine).values(edition=edition.id, held_until=None)
            await connection.execute(changed)

    async def release(self, held: Sequence[Held]) -> None:
        """Let others correct these answers."""
        mine = sent_answers.c.reply.in_([answer.reply for answer in held])
        async with self._database.writing() as connection:
            await connection.execute(update(sent_answers).where(mine).values(held_until=None))


async def purge(connection: AsyncConnection, now: dt.datetime) -> int:
    """Delete the answers that are too old to be corrected, and what nobody was told; return how many answers."""
    old = delete(sent_answers).where(sent_answers.c.sent_at < now - KEPT)
    purged = (await connection.execute(old)).rowcount
    await connection.execute(delete(editions).where(editions.c.edition.not_in(select(sent_answers.c.edition))))
    return purged


def _free(now: dt.datetime) -> ColumnElement[bool]:
    return or_(sent_answers.c.held_until.is_(None), sent_answers.c.held_until <= now)


async def _add(connection: AsyncConnection, *told: Edition) -> None:
    rows = [{"edition": one.id, "topic": one.topic, "facts": dict(one.facts)} for one in told]
    # In one order, so that two processes do not wait for each other.
    rows.sort(key=lambda row: str(row["edition"]))
    await connection.execute(adding(connection, editions), rows)
