"""The inbox: kept before it is confirmed, handled by one replica, wiped when done; the same on both databases."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.store.inbox import CLAIMED, CRASHED, Inbox, Kept
from bot.store.schema import inbox
from bot.store.store import Store

SECRET = b"a secret of the tests alone"
BODY = '{"update_id": 7, "message": "де укриття"}'.encode()


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the replicas' clock."""
    return Clock()


@pytest.fixture
def replica(store: Store, clock: Clock) -> Callable[[], Inbox]:
    """Return a maker of replicas that share a store."""
    return lambda: Inbox(store.database, SECRET, clock)


async def rows(store: Store) -> dict[int, Any]:
    """Return the rows of the inbox by their number."""
    async with store.database.reading() as connection:
        return {row.update_id: row for row in (await connection.execute(select(inbox))).all()}


async def test_what_is_put_is_kept_until_it_is_done(store: Store, replica: Callable[[], Inbox]) -> None:
    """An update is pending, then started, then done; of a done one only the number is left."""
    one = replica()
    assert await one.put([Kept(7, BODY, "anna")]) == {7}
    row = (await rows(store))[7]
    assert (row.state, row.owner, row.person) == ("pending", one.replica, "anna")
    assert await one.body(7) == BODY
    assert await one.start(7)
    assert (await rows(store))[7].state == "started"
    assert (await one.waiting())[0] == 1
    one.finish(7)
    await one.close()
    row = (await rows(store))[7]
    assert (row.state, row.owner, row.person, row.body) == ("done", None, None, None)
    assert await one.body(7) is None


async def test_what_is_kept_cannot_be_read_without_the_secret(store: Store, replica: Callable[[], Inbox]) -> None:
    """A row holds nothing that a person wrote in the clear; with another secret it is set aside, not handled."""
    await replica().put([Kept(7, BODY, "anna")])
    assert "укриття".encode() not in (await rows(store))[7].body
    other = Inbox(store.database, b"another secret than that one")
    (claimed,) = (await other.claim(all_others=True)).kept
    assert claimed.body is None
    await other.close()
    assert ((await rows(store))[7].state, (await rows(store))[7].error) == ("aside", "SecretError")


async def test_done_rows_leave_no_trace_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    """What was sealed is overwritten once done: the same bytes stand nowhere in the file."""
    async with await Store.open(sqlite_url) as store:
        one = Inbox(store.database, SECRET)
        await one.put([Kept(7, BODY * 50, "anna-the-person")])
        sealed = (await rows(store))[7].body
        one.finish(7)
        await one.close()
        await store.database.wipe_log()
    content = (tmp_path / "data" / "bot.db").read_bytes()
    assert sealed[:40] not in content
    assert b"anna-the-person" not in content


async def test_duplicates_are_known(store: Store, replica: Callable[[], Inbox]) -> None:
    """An update that comes again is not new: to the same replica, to another, together or later, done or not."""
    one, other = replica(), replica()
    twice = await asyncio.gather(one.put([Kept(7, BODY)]), one.put([Kept(7, BODY), Kept(8, BODY)]))
    assert list(twice) == [{7}, {8}]
    assert await other.put([Kept(7, BODY), Kept(8, BODY), Kept(9, BODY)]) == {9}
    one.finish(7)
    await one.close()
    assert await replica().put([Kept(7, BODY)]) == frozenset()
    assert (await rows(store))[7].state == "done"


async def test_two_replicas_that_get_the_same_at_once(replica: Callable[[], Inbox]) -> None:
    """Of several replicas that get the same updates at once, each update is new to one of them."""
    replicas = [replica() for _ in range(4)]
    found = await asyncio.gather(*(one.put([Kept(number, BODY) for number in range(50)]) for one in replicas))
    assert sorted(number for numbers in found for number in numbers) == list(range(50))


async def test_a_place_is_known_by_its_number_alone(store: Store, replica: Callable[[], Inbox]) -> None:
    """An update without a body leaves nothing but its number, and is no work for anybody."""
    assert await replica().put([Kept(7, None, "anna")]) == {7}
    row = (await rows(store))[7]
    assert (row.state, row.body, row.person) == ("done", None, None)
    assert (await replica().claim(all_others=True)).kept == ()
    assert await replica().put([Kept(7, None)]) == frozenset()


async def test_what_a_dead_process_left_is_taken_over(replica: Callable[[], Inbox]) -> None:
    """A process that starts takes up what the one before had not finished, oldest first, and nothing that is done."""
    dead, heir = replica(), replica()
    await dead.put([Kept(number, BODY, "anna") for number in range(5)])
    assert await dead.start(0)
    assert await dead.start(1)
    dead.finish(0)
    assert await dead.start(2)  # by now, what went before is written
    claimed = await heir.claim(all_others=True)
    assert [(kept.update_id, kept.body) for kept in claimed.kept] == [(number, BODY) for number in (1, 2, 3, 4)]
    assert await heir.start(3)
    assert not await dead.start(4), "it is not the dead one's any more"
    assert await heir.put([Kept(4, BODY)]) == frozenset()


async def test_a_crash_while_handling_is_forgiven_once(store: Store, replica: Callable[[], Inbox]) -> None:
    """What was being handled at a crash is handled once more, at a second one set aside. Waiting costs nothing."""
    await (first := replica()).put([Kept(1, BODY), Kept(2, BODY)])
    assert await first.start(1)
    second = replica()
    assert [kept.update_id for kept in (await second.claim(all_others=True)).kept] == [1, 2]
    assert await second.start(1)
    third = replica()
    claimed = await third.claim(all_others=True)
    assert ([kept.update_id for kept in claimed.kept], claimed.crashed) == ([2], 1)
    row = (await rows(store))[1]
    assert (row.state, row.error, row.body) == ("aside", CRASHED, None)
    assert (await rows(store))[2].crashes == 0


async def test_a_silent_replica_is_taken_for_dead(replica: Callable[[], Inbox], clock: Clock) -> None:
    """The work of a replica that was seen within 30 seconds is left alone; after that it is anybody's."""
    one, other = replica(), replica()
    await one.beat()
    await other.beat()
    await one.put([Kept(1, BODY)])
    clock.now += dt.timedelta(seconds=29)
    assert (await other.claim()).kept == ()
    await other.beat()
    clock.now += dt.timedelta(seconds=2)
    assert [kept.update_id for kept in (await other.claim()).kept] == [1]
    assert (await one.claim()).kept == (), "the other one lives"


async def test_several_heirs_share_what_is_left(replica: Callable[[], Inbox], clock: Clock) -> None:
    """Replicas that look for work at the same time take different updates."""
    await (dead := replica()).beat()
    await dead.put([Kept(number, BODY) for number in range(3 * CLAIMED)])
    clock.now += dt.timedelta(minutes=1)
    heirs = [replica() for _ in range(4)]
    for heir in heirs:
        await heir.beat()

    async def all_of(heir: Inbox) -> list[int]:
        found: list[int] = []
        while kept := (await heir.claim()).kept:
            found += [one.update_id for one in kept]
        return found

    shares = await asyncio.gather(*map(all_of, heirs))
    # One that looks while all that is free is being taken finds nothing, and looks again later.
    shares.append(await all_of(heirs[0]))
    assert sorted(number for share in shares for number in share) == list(range(3 * CLAIMED))


async def test_a_goodbye_leaves_the_rest_to_others_at_once(replica: Callable[[], Inbox]) -> None:
    """A replica that stops in order lets go of what it has, so that nobody waits for it to be silent."""
    one, other = replica(), replica()
    await one.beat()
    await one.put([Kept(1, BODY)])
    await one.close()
    assert [kept.update_id for kept in (await other.claim()).kept] == [1]


async def test_failures_are_counted(store: Store, replica: Callable[[], Inbox]) -> None:
    """A failure puts an update back and is counted, with its kind and place; one that was not its fault is not."""
    one = replica()
    await one.put([Kept(1, BODY)])
    for counted in (True, False, True):
        assert await one.start(1)
        one.fail(1, "ValueError at x.py:1", counted=counted)
    await one.close()
    row = (await rows(store))[1]
    assert (row.state, row.failures, row.error) == ("pending", 2, "ValueError at x.py:1")
    assert (await replica().claim()).kept[0].failures == 2


async def test_what_is_set_aside_keeps_its_error_alone(store: Store, replica: Callable[[], Inbox]) -> None:
    """Of an update that can't be handled, or not even read, its number and the kind of error are left."""
    one = replica()
    await one.put([Kept(1, BODY, "anna")])
    one.set_aside(1, "ValueError at x.py:1")
    await one.refuse(2, "KeyError")
    await one.close()
    found = await rows(store)
    assert [(found[n].state, found[n].error, found[n].body, found[n].person) for n in (1, 2)] == [
        ("aside", "ValueError at x.py:1", None, None),
        ("aside", "KeyError", None, None),
    ]
    assert await replica().put([Kept(2, BODY)]) == frozenset()


async def test_nothing_is_kept_longer_than_a_day(store: Store, replica: Callable[[], Inbox], clock: Clock) -> None:
    """After 24 hours numbers are forgotten, and so is what was never handled, which is counted."""
    one = replica()
    await one.put([Kept(1, BODY), Kept(2, BODY)])
    one.finish(2)
    await one.close()
    clock.now += dt.timedelta(hours=24, seconds=1)
    await one.put([Kept(3, BODY)])
    assert await one.purge() == 1
    assert list(await rows(store)) == [3]
    assert await one.waiting() == (1, dt.timedelta(0))


async def test_a_wish_to_forget_wipes_what_waits(store: Store, replica: Callable[[], Inbox]) -> None:
    """What a person wrote before the wish, and still waits, is wiped; what they wrote since, and others', is not."""
    one = replica()
    await one.put([Kept(number, BODY, person) for number, person in enumerate(("anna", "borys", "anna", "anna"), 1)])
    assert await one.start(3)  # the wish itself
    await store.forget("anna", before=3)
    found = await rows(store)
    assert {number: row.state for number, row in found.items()} == {1: "done", 2: "pending", 3: "started", 4: "pending"}
    assert (found[1].body, found[1].person) == (None, None)
    assert not await one.start(1)
    await store.forget("anna")
    assert (await rows(store))[4].body is None


async def test_without_the_database_updates_are_handled_from_memory(
    store: Store, replica: Callable[[], Inbox], caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing can be written updates are new all the same, each once; the log says so once, and how it ends."""
    one = replica()
    async with store.database.writing() as connection:
        await connection.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
    with caplog.at_level(logging.INFO):
        assert await one.put([Kept(1, BODY)]) == {1}
        assert await one.put([Kept(1, BODY), Kept(2, BODY)]) == {2}
        assert await one.start(1)
        one.finish(1)
        assert not one.reachable
        async with store.database.writing() as connection:
            await connection.execute(text("ALTER TABLE elsewhere RENAME TO inbox"))
        await one.put([Kept(3, BODY)])
        async with asyncio.timeout(5):
            while not one.reachable:  # noqa: ASYNC110 - nobody waits for it but this test
                await asyncio.sleep(0.01)
        assert await one.put([Kept(4, BODY)]) == {4}
    events = [record.getMessage() for record in caplog.records if record.name == "bot.store.inbox_writer"]
    assert events == ["the inbox can't be written: updates are answered from memory", "the inbox can be written again"]
    assert "укриття" not in caplog.text
    assert await rows(store)


async def test_what_was_done_while_the_database_was_away_is_not_done_again(
    store: Store, replica: Callable[[], Inbox]
) -> None:
    """The mark of a finished update is written once the database is back."""
    one = replica()
    await one.put([Kept(1, BODY)])
    async with store.database.writing() as connection:
        await connection.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
    one.finish(1)
    await one.put([Kept(2, BODY)])
    async with store.database.writing() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO inbox"))
    await one.put([Kept(3, BODY)])
    await one.close()
    assert (await rows(store))[1].state == "done"


async def test_what_is_left_at_the_end_is_tried_once_more(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that fails while the inbox is being closed leaves what it held to a further one."""
    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.3)
    async with await Store.open(sqlite_url) as store:
        one = Inbox(store.database, SECRET)
        await one.put([Kept(1, BODY)])
        with closing(sqlite3.connect(tmp_path / "data" / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            one.finish(1)
            closing_it = asyncio.create_task(one.close())
            async with asyncio.timeout(5):
                while one.reachable:  # noqa: ASYNC110 - nobody waits for it but this test
                    await asyncio.sleep(0.001)
            other.execute("COMMIT")
        await closing_it
        assert (await rows(store))[1].state == "done"


async def test_a_database_that_is_locked_holds_nobody_up(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits too long for another program's transaction goes on from memory; the row is written later."""
    monkeypatch.setattr("bot.store.inbox_writer.PATIENCE", 0.2)
    async with await Store.open(sqlite_url) as store:
        one = Inbox(store.database, SECRET)
        with closing(sqlite3.connect(tmp_path / "data" / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.timeout(2):
                assert await one.put([Kept(1, BODY)]) == {1}
                assert await one.start(1)
            assert not one.reachable
            other.execute("COMMIT")
        await one.close()
        assert list(await rows(store)) == [1]


async def test_who_waits_behind_a_lock_goes_on_with_the_first(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patience ends for all at once; what comes after the lock is confirmed only once it is written again."""
    monkeypatch.setattr("bot.store.inbox_writer.PATIENCE", 0.3)
    file = tmp_path / "data" / "bot.db"
    async with await Store.open(sqlite_url) as store:
        one = Inbox(store.database, SECRET)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            first = asyncio.create_task(one.put([Kept(1, BODY)]))
            await asyncio.sleep(0.2)
            behind = asyncio.create_task(one.put([Kept(2, BODY)]))
            again = asyncio.create_task(one.put([Kept(2, BODY)]))
            async with asyncio.timeout(0.25):
                assert [await first, await behind, await again] == [{1}, {2}, set()]
            async with asyncio.timeout(0.1):
                assert await one.put([Kept(3, BODY)]) == {3}
            other.execute("COMMIT")
            async with asyncio.timeout(5):
                while not one.reachable:  # noqa: ASYNC110 - nobody waits for it but this test
                    await asyncio.sleep(0.001)
            assert await one.put([Kept(4, BODY)]) == {4}
            assert other.execute("SELECT count(*) FROM inbox WHERE update_id = 4").fetchone() == (1,)
        await one.close()
        assert sorted(await rows(store)) == [1, 2, 3, 4]


async def test_many_updates_share_a_transaction(store: Store, replica: Callable[[], Inbox]) -> None:
    """Two hundred updates at once take a few transactions, not hundreds."""
    one = replica()
    count = 0
    writing = store.database.writing

    def counted() -> Any:
        nonlocal count
        count += 1
        return writing()

    store.database.writing = counted  # type: ignore[method-assign]

    async def live(number: int) -> None:
        assert await one.put([Kept(number, BODY, "anna")]) == {number}
        assert await one.start(number)
        one.finish(number)

    await asyncio.gather(*(live(number) for number in range(200)))
    await one.close()
    assert count < 10
    assert {row.state for row in (await rows(store)).values()} == {"done"}
