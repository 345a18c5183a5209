"""Weekly digests: who gets them, and how far their sending has come."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import select

from bot.store.errors import SecretError
from bot.store.marks import Marks
from bot.store.schema import subscriptions as table
from bot.store.sealing import Seal
from bot.store.store import Store
from bot.store.subscriptions import Subscriptions

WEEK = dt.date(2026, 3, 30)
BEFORE = WEEK - dt.timedelta(days=7)
SEAL = Seal(b"a secret of the tests alone", "tests")


@pytest.fixture
def subscriptions(store: Store) -> Subscriptions:
    """Return the digests in an empty store."""
    return Subscriptions(store.database, SEAL)


async def test_the_chat_is_kept_encrypted(store: Store, subscriptions: Subscriptions) -> None:
    """Nobody reads the id without the secret, and no row's address opens in another's place."""
    await subscriptions.subscribe("anna", 500_000_042, "uk", BEFORE)
    async with store.database.reading() as connection:
        sealed = await connection.scalar(select(table.c.address))
    assert sealed is not None
    assert b"500000042" not in sealed
    due = await subscriptions.take("anna", WEEK)
    assert due is not None
    assert subscriptions.chat(due) == 500_000_042
    assert "500000042" not in repr(due)
    with pytest.raises(SecretError):
        Subscriptions(store.database, Seal(b"another secret here", "tests")).chat(due)


async def test_a_digest_is_claimed_once(subscriptions: Subscriptions) -> None:
    """Of many that try at the same time one has the digest, in each week anew."""
    await subscriptions.subscribe("anna", 1, "uk", BEFORE)
    assert await subscriptions.waiting(WEEK, 10) == ("anna",)
    taken = await asyncio.gather(*(subscriptions.take("anna", WEEK) for _ in range(8)))
    assert len([due for due in taken if due is not None]) == 1
    assert await subscriptions.waiting(WEEK, 10) == ()
    assert await subscriptions.take("anna", WEEK + dt.timedelta(days=7)) is not None


async def test_what_was_not_sent_can_be_claimed_again(subscriptions: Subscriptions) -> None:
    """Given back, the digest waits as before; sent, it is told; neither, its news is not yet told."""
    await subscriptions.subscribe("anna", 1, "uk", BEFORE)
    due = await subscriptions.take("anna", WEEK)
    assert due is not None
    assert (due.told, due.taken_before) == (BEFORE, BEFORE)
    await subscriptions.give_back(due)
    due = await subscriptions.take("anna", WEEK)
    assert due is not None
    lost = await subscriptions.take("anna", WEEK + dt.timedelta(days=7))
    assert lost is not None
    assert (lost.told, lost.taken_before) == (BEFORE, WEEK)
    await subscriptions.sent(lost)
    after = await subscriptions.take("anna", WEEK + dt.timedelta(days=14))
    assert after is not None
    assert after.told == WEEK + dt.timedelta(days=7)


async def test_subscribing_again_changes_the_language_only(subscriptions: Subscriptions) -> None:
    """Who presses twice gets no digest twice; who never ends gets no digest of the week that is over."""
    await subscriptions.subscribe("anna", 1, "uk", BEFORE)
    await subscriptions.take("anna", WEEK)
    await subscriptions.subscribe("anna", 1, "en", BEFORE)
    assert await subscriptions.waiting(WEEK, 10) == ()
    due = await subscriptions.take("anna", WEEK + dt.timedelta(days=7))
    assert due is not None
    assert due.language == "en"


async def test_a_subscription_ends(store: Store, subscriptions: Subscriptions) -> None:
    """After its end nothing is sent, nothing given back comes again, and nothing is left to forget."""
    await subscriptions.subscribe("anna", 1, "uk", BEFORE)
    assert await subscriptions.has("anna")
    due = await subscriptions.take("anna", WEEK)
    assert due is not None
    assert await subscriptions.unsubscribe("anna")
    await subscriptions.give_back(due)
    assert await subscriptions.waiting(WEEK, 10) == ()
    assert not await subscriptions.has("anna")
    assert not await subscriptions.unsubscribe("anna")
    assert (await store.forget("anna")).total == 0


async def test_what_a_digest_tells_is_settled_once(subscriptions: Subscriptions) -> None:
    """The first process settles it for all; the issues of some weeks come oldest first."""
    await asyncio.gather(*(subscriptions.add_issue(WEEK, [f"new:{number}"]) for number in range(4)))
    await subscriptions.add_issue(BEFORE, [])
    settled = await subscriptions.issues(BEFORE, WEEK)
    assert list(settled) == [WEEK]
    assert len(settled[WEEK]) == 1
    assert list(await subscriptions.issues(dt.date.min, WEEK)) == [BEFORE, WEEK]


async def test_the_day_of_the_last_question_is_kept(store: Store) -> None:
    """It is each person's own, the last one counts, and it is forgotten with them."""
    marks = Marks(store.database)
    assert await marks.last("anna") is None
    await marks.put("anna", BEFORE)
    await marks.put("anna", WEEK)
    assert (await marks.last("anna"), await marks.last("borys")) == (WEEK, None)
    assert (await store.forget("anna")).marks == 1
    assert await marks.last("anna") is None
