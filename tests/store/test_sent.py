"""Answers that were sent, kept so that they can be corrected."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import func, select

from bot.store.errors import SecretError
from bot.store.schema import editions, sent_answers
from bot.store.sealing import Seal
from bot.store.sent import KEPT, Address, Edition, SentAnswer, SentAnswers
from bot.store.store import Store

NOW = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
SOON = NOW + dt.timedelta(minutes=1)
OLD = Edition("population", {"population-2025": "a"})
NEW = Edition("population", {"population-2025": "b"})


@pytest.fixture
def sent(store: Store) -> SentAnswers:
    """Return the answers in an empty store."""
    return SentAnswers(store.database, Seal(b"a secret of the tests alone", "tests"))


def answer(reply: str, person: str = "anna", edition: Edition = OLD, at: dt.datetime = NOW) -> SentAnswer:
    """Return an answer in two messages."""
    return SentAnswer(reply, person, Address(-100_200_300, (11, 12)), "private", "uk", edition, at)


async def test_an_answer_is_found_where_it_was_sent(store: Store, sent: SentAnswers) -> None:
    """Its chat and messages come back with the secret alone; what it told stands in its edition."""
    await sent.keep([answer("r1")])
    inline = SentAnswer("r2", "anna", Address(inline="inline-7"), "inline", "en", OLD, NOW)
    await sent.keep([inline])
    assert await sent.editions() == {OLD.id: OLD}
    first, second = await sent.hold([OLD.id], NOW, SOON, 10)
    assert (sent.address(first), first.kind, first.language) == (Address(-100_200_300, (11, 12)), "private", "uk")
    assert (sent.address(second), second.kind, second.language) == (inline.address, "inline", "en")
    assert "100200300" not in repr(answer("r1")) + repr(first)
    async with store.database.reading() as connection:
        rows = (await connection.scalars(select(sent_answers.c.address))).all()
    assert not any(b"200300" in row or b"inline-7" in row for row in rows)
    with pytest.raises(SecretError):
        SentAnswers(store.database, Seal(b"another secret here", "tests")).address(first)


async def test_the_last_answer_in_a_message_counts(sent: SentAnswers) -> None:
    """An answer that took another's place is the one that may be corrected."""
    await sent.keep([answer("r1")])
    await sent.keep([answer("r1", edition=NEW), answer("r2", edition=NEW)])
    assert await sent.hold([OLD.id], NOW, SOON, 10) == ()
    assert len(await sent.hold([NEW.id], NOW, SOON, 10)) == 2
    await sent.drop(["r1", "r2"])
    assert await sent.hold([NEW.id], NOW + dt.timedelta(hours=1), SOON + dt.timedelta(hours=1), 10) == ()


async def test_each_answer_is_held_by_one(sent: SentAnswers) -> None:
    """Of several processes at the same time each has others, together all; a hold ends by itself."""
    await sent.keep([answer(f"r{number:02}") for number in range(40)])
    taken = await asyncio.gather(*(sent.hold([OLD.id], NOW, SOON, 10) for _ in range(6)))
    replies = [held.reply for part in taken for held in part]
    replies += [held.reply for held in await sent.hold([OLD.id], NOW, SOON, 40)]
    assert sorted(replies) == sorted(set(replies))
    assert len(replies) == 40
    assert len(await sent.hold([OLD.id], SOON, SOON + dt.timedelta(minutes=1), 100)) == 40


async def test_a_corrected_answer_tells_another_edition(sent: SentAnswers) -> None:
    """It can be corrected once more; what has nothing left to correct is dropped; what was let go is free."""
    await sent.keep([answer("r1"), answer("r2"), answer("r3")])
    first, second, third = await sent.hold([OLD.id], NOW, SOON, 10)
    await sent.settle(first, NEW)
    await sent.settle(second, None)
    await sent.release([third])
    assert [held.reply for held in await sent.hold([OLD.id, NEW.id], NOW, SOON, 10)] == ["r1", "r3"]


async def test_an_answer_that_was_replaced_meanwhile_is_left_alone(sent: SentAnswers) -> None:
    """A question edited during the correction has its own new answer."""
    await sent.keep([answer("r1")])
    (held,) = await sent.hold([OLD.id], NOW, SOON, 10)
    await sent.keep([answer("r1", edition=NEW)])
    await sent.settle(held, None)
    assert [held.reply for held in await sent.hold([NEW.id], NOW, SOON, 10)] == ["r1"]


async def test_answers_are_kept_for_fourteen_days(store: Store, sent: SentAnswers) -> None:
    """Older ones go, and with the last of them what they told."""
    await sent.keep([answer("r1", at=NOW - KEPT - dt.timedelta(seconds=1)), answer("r2", edition=NEW)])
    assert dt.timedelta(days=14) == KEPT
    assert await store.purge(NOW) == 1
    assert set(await sent.editions()) == {NEW.id}
    assert await store.purge(NOW + KEPT) == 0
    assert await store.purge(NOW + KEPT + dt.timedelta(seconds=1)) == 1
    async with store.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(editions)) == 0


async def test_a_person_is_forgotten(store: Store, sent: SentAnswers) -> None:
    """Their answers go, nobody else's."""
    await sent.keep([answer("r1"), answer("r2", "borys")])
    assert (await store.forget("anna")).sent_answers == 1
    assert [held.reply for held in await sent.hold([OLD.id], NOW, SOON, 10)] == ["r2"]
