"""The questions that the store keeps, as the maintainers' workshop reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.store.records import Noted
from bot.store.store import Store

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Give a store with one question of each kind."""
    async with await Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db") as opened:
        for hour, (reply, kind, topic) in enumerate(
            [
                ("r1", "unanswered", None),
                ("r2", "offered", None),
                ("r3", "offered", None),
                ("r4", "rated", "mayor"),
                ("r5", "rated", "mayor"),
            ]
        ):
            await opened.record_questions(
                [
                    Noted(
                        f"p{hour}",
                        reply,
                        f"Question {reply}, call 050 123 45 67",
                        kind=kind,  # type: ignore[arg-type]
                        language="en",
                        at=NOON + dt.timedelta(hours=hour),
                        candidates=("mayor", "curfew"),
                        topic=topic,
                    )
                ]
            )
        await opened.settle_question("p1", "r2", "curfew")
        for person, reply, helpful in (("p3", "r4", True), ("p4", "r5", False)):
            await opened.record_feedback(
                person, reply, topic="mayor", helpful=helpful, chat_kind="private", day=NOON.date()
            )
        yield opened


async def test_unanswered_questions_come_redacted_with_their_asker(store: Store) -> None:
    """What nobody answered, and by whom and when it was asked."""
    (found,) = await store.asked("unanswered")
    assert found.text == "Question r1, call [phone]"
    assert (found.person, found.language, found.topic, found.at) == ("p0", "en", None, NOON)


async def test_settled_questions_were_chosen_or_helped(store: Store) -> None:
    """A pressed suggestion and a helpful answer count; an open choice and an unhelpful answer don't."""
    assert [(one.person, one.topic) for one in await store.asked("settled")] == [("p1", "curfew"), ("p3", "mayor")]


async def test_a_choice_that_then_did_not_help_is_not_settled(store: Store) -> None:
    """Somebody may press a suggestion and find that it was the wrong one."""
    await store.record_feedback(
        "p1", "r2", topic="curfew", helpful=False, chat_kind="private", day=NOON.date(), reason="question"
    )
    assert [one.person for one in await store.asked("settled")] == ["p3"]


async def test_everything_comes_oldest_first(store: Store) -> None:
    """All kinds together, in the order in which they were asked."""
    assert [one.person for one in await store.asked("all")] == ["p0", "p1", "p2", "p3", "p4"]
