"""Many tasks, two stores, several processes: nothing is lost, nothing is locked."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys

from bot.store.records import Noted
from bot.store.store import Store

DAY = dt.date(2025, 11, 20)
NOW = dt.datetime(2025, 11, 20, 12, 30, tzinfo=dt.UTC)
TASKS = 50


async def live(store: Store, number: int) -> None:
    """Do all that one person may do."""
    person = f"person-{number}"
    await store.set_language(person, "uk")
    await store.record_outcome(decision="answer", topic="t", score=0.9, language="uk", chat_kind="private", day=DAY)
    await store.record_questions([Noted(person, "r", f"Запитання {number}", kind="unanswered", language="uk", at=NOW)])
    await store.record_feedback(person, "r", topic="t", helpful=number % 2 == 0, chat_kind="private", day=DAY)
    await store.count("asked", day=DAY)
    assert await store.language_of(person) == "uk"


async def test_fifty_tasks_write_at_once(store: Store) -> None:
    """All that was written is there, and the shared counter is exact."""
    await asyncio.gather(*(live(store, number) for number in range(TASKS)))
    statistics = await store.statistics(DAY)
    assert statistics.outcomes == TASKS
    assert statistics.counts == {"asked": TASKS}
    assert [(topic.helpful, topic.unhelpful) for topic in statistics.feedback] == [(TASKS // 2, TASKS // 2)]
    assert len(await store.asked("unanswered")) == TASKS


async def test_two_stores_share_a_database(url: str) -> None:
    """Replicas on one database, opened at once, see what the other wrote."""
    first, second = await asyncio.gather(Store.open(url), Store.open(url))
    async with first, second:
        await asyncio.gather(*(live(first if number % 2 else second, number) for number in range(TASKS)))
        assert await first.statistics(DAY) == await second.statistics(DAY)
        assert (await first.statistics(DAY)).counts == {"asked": TASKS}
        assert (await first.forget("person-7")).total == 3
        assert await second.language_of("person-7") is None


async def test_one_person_rates_in_many_tasks(store: Store) -> None:
    """However often and fast a button is pressed, it is one rating."""
    await asyncio.gather(
        *(
            store.record_feedback("anna", "r", topic="t", helpful=number % 2 == 0, chat_kind="private", day=DAY)
            for number in range(TASKS)
        )
    )
    (topic,) = await store.feedback_by_topic()
    assert topic.helpful + topic.unhelpful == 1


async def test_a_cancelled_write_leaves_the_store_usable(store: Store) -> None:
    """Work broken off at any point is written whole or not at all, and holds up nobody."""
    for pause in range(20):
        task = asyncio.create_task(live(store, pause))
        await asyncio.sleep(pause / 2000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        await live(store, 99)
    assert await store.language_of("person-99") == "uk"


CHILD = """
import asyncio, datetime as dt, sys
from bot.store.store import Store

async def main():
    async with await Store.open(sys.argv[1]) as store:
        for _ in range(20):
            await store.count("c", day=dt.date(2025, 11, 20))

asyncio.run(main())
"""


async def test_processes_start_at_once_on_an_empty_database(url: str) -> None:
    """One makes the tables, the others wait for it; none fails and no count is lost."""
    children = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, url, stderr=asyncio.subprocess.PIPE)
        for _ in range(3)
    ]
    errors = [(await child.communicate())[1].decode() for child in children]
    assert errors == [""] * 3
    async with await Store.open(url) as store:
        assert (await store.statistics(DAY)).counts == {"c": 60}


WRITER = """
import asyncio, datetime as dt, sys
from bot.store.store import Store

async def main():
    async with await Store.open(sys.argv[1]) as store:
        for number in range(100_000):
            await store.record_feedback(
                "anna", f"r{number}", topic="t", helpful=True, chat_kind="private", day=dt.date(2025, 11, 20)
            )
            print(number, flush=True)

asyncio.run(main())
"""


async def test_a_killed_process_loses_nothing_that_was_acknowledged(url: str) -> None:
    """What a call has returned from is there after SIGKILL, and the database opens as if nothing had been."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert child.stdout is not None
    for _ in range(30):
        assert await child.stdout.readline()
    child.kill()
    acknowledged = 30 + len((await child.stdout.read()).splitlines())
    await child.wait()
    async with await Store.open(url) as store:
        (topic,) = await store.feedback_by_topic()
    assert acknowledged <= topic.helpful <= acknowledged + 1
