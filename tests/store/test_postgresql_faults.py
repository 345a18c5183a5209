"""A real PostgreSQL that fails and comes back while the bot goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store import database
from bot.store.database import Database
from bot.store.errors import Fault, StoreError, StoreFaultError
from bot.store.guard import Guard
from bot.store.inbox import Inbox, Kept
from bot.store.keeping import kept
from bot.store.records import Noted
from bot.store.store import Store
from tests.store.postgresql import FAULTS, Server, held, served, small_disk

DAY = dt.date(2025, 11, 20)
SECRET = b"a secret of the tests alone"

BEGINS = "the store can't be used: the bot goes on without it"
ENDS = "the store works again"

Breaking = Callable[[Server], AbstractAsyncContextManager[None]]


@pytest_asyncio.fixture
async def server(prepared: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Give the server, its database empty, with locks that are waited for briefly."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    await prepared.empty()
    return prepared


@pytest.fixture(autouse=True)
def _logging(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot.store.keeping")


def _kept(store: Store, start: float = 5.0) -> AbstractAsyncContextManager[Guard]:
    return kept(store, first=0.05, longest=0.2, start=start)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[tuple[Store, Guard]]:
    async with Store(Database(url)) as store, _kept(store) as guard:
        yield store, guard
    await asyncio.sleep(0.1)  # connections that were in use when the others were closed end a moment later


async def _works(guard: Guard) -> None:
    async with asyncio.timeout(20):
        while guard.fault is not None:  # noqa: ASYNC110 - as anybody sees it from outside
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("expected", "breaking"), FAULTS.items())
async def test_a_server_that_fails_is_used_again(
    server: Server, expected: Fault, breaking: Breaking, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told once, by its name; uses fail at once meanwhile; what was kept before is there in the end."""
    async with _opened(server.url) as (store, guard):
        await store.set_language("anna", "uk")
        async with breaking(server):
            with pytest.raises(StoreFaultError) as caught:
                await store.set_language("anna", "en")
            assert caught.value.fault == expected
            assert "anna" not in str(caught.value)
            async with asyncio.timeout(5):  # to wait for each lock would take three times as long
                for _ in range(50):
                    with pytest.raises(StoreError):
                        await store.set_language("anna", "en")
            await asyncio.sleep(0.6)  # it is tried again meanwhile
            assert guard.fault is not None
        await _works(guard)
        assert await store.language_of("anna") == "uk"
        await store.set_language("anna", "ru")
        assert await store.language_of("anna") == "ru"
    assert caplog.messages == [BEGINS, ENDS]
    assert caplog.records[0].__dict__["fault"] == expected
    assert caplog.records[0].__dict__["remedy"]


@pytest.mark.parametrize(("expected", "breaking"), FAULTS.items())
async def test_a_server_that_fails_at_start_is_used_later(server: Server, expected: Fault, breaking: Breaking) -> None:
    """The bot begins without it, knows why, and opens it once it works."""
    await (await Store.open(server.url)).close()
    async with AsyncExitStack() as broken, Store(Database(server.url)) as store:
        await broken.enter_async_context(breaking(server))
        async with _kept(store, start=0.5) as guard:
            async with asyncio.timeout(20):
                while guard.fault is None or guard.fault.fault != expected:  # noqa: ASYNC110 - seen from outside
                    await asyncio.sleep(0.01)
            await broken.aclose()
            await _works(guard)
            await store.set_language("anna", "uk")
            assert await store.language_of("anna") == "uk"


async def _end_backends(server: Server) -> None:
    assert await server.end_backends() > 0


async def _restart(server: Server) -> None:
    await asyncio.to_thread(server.control, "restart", "immediate")


@pytest.mark.parametrize("harm", [_end_backends, _restart])
async def test_what_was_acknowledged_is_kept_when_connections_end_in_the_midst(
    server: Server, harm: Callable[[Server], Coroutine[None, None, None]]
) -> None:
    """Terminated backends, or a crash of the whole server under load: nothing that was told as written is lost."""
    acknowledged = failed = 0
    stop = asyncio.Event()
    async with _opened(server.url) as (store, guard):

        async def write() -> None:
            nonlocal acknowledged, failed
            while not stop.is_set():
                try:
                    await store.count("c", day=DAY)
                except StoreError:
                    failed += 1
                    await asyncio.sleep(0.01)
                else:
                    acknowledged += 1

        writing = [asyncio.create_task(write()) for _ in range(8)]
        for _ in range(3):
            await asyncio.sleep(0.3)
            await harm(server)
            await _works(guard)
        await asyncio.sleep(0.3)
        stop.set()
        await asyncio.gather(*writing)
        await _works(guard)
        stored = (await store.statistics(DAY)).counts["c"]
    assert acknowledged > 0
    assert failed > 0, "no connection ended in the midst of anything"
    assert acknowledged <= stored <= acknowledged + failed


async def test_connections_that_ended_while_nobody_used_them_are_replaced(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """As a firewall or a switch to another server does; no use fails, and nothing is told."""
    async with _opened(server.url) as (store, guard):
        await asyncio.gather(*(store.count("c", day=DAY) for _ in range(10)))
        assert await server.end_backends() > 1
        await asyncio.gather(*(store.count("c", day=DAY) for _ in range(10)))
        assert (await store.statistics(DAY)).counts["c"] == 20
        assert guard.fault is None
    assert caplog.messages == []


async def test_of_many_that_wait_for_a_lock_few_find_out(server: Server) -> None:
    """Fifty writes behind a lock do not wait one after another for as long as a lock is waited for."""
    async with _opened(server.url) as (store, guard):
        async with held(server):
            began = time.perf_counter()
            done = await asyncio.gather(*(store.count("c", day=DAY) for _ in range(50)), return_exceptions=True)
            assert time.perf_counter() - began < 2
            assert all(isinstance(one, StoreFaultError) and one.fault == "locked" for one in done)
        await _works(guard)


async def test_a_lock_holds_no_update_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Updates are handled from memory while another program holds the inbox, and kept again after it."""
    monkeypatch.setattr("bot.store.inbox_writer.PATIENCE", 0.1)
    async with _opened(server.url) as (store, guard):
        inbox = Inbox(store.database, SECRET)
        async with held(server), asyncio.timeout(2):
            assert await inbox.put([Kept(1, b"{}")]) == {1}
            assert await inbox.start(1)
            assert not inbox.reachable
            inbox.finish(1)
            await asyncio.sleep(0.4)
        await _works(guard)
        async with asyncio.timeout(5):
            while not inbox.reachable:  # noqa: ASYNC110 - nobody waits for it but this test
                await asyncio.sleep(0.01)
        assert await inbox.put([Kept(2, b"{}")]) == {2}
        assert (await inbox.waiting())[0] == 1
        await inbox.close()


async def test_a_full_disk_forbids_writing_alone(caplog: pytest.LogCaptureFixture) -> None:
    """What is stored can still be read; with space again writing goes on."""
    with small_disk(128) as disk, served(disk / "data") as server:
        await server.prepare()
        async with _opened(server.url) as (store, guard):
            await store.set_language("anna", "uk")
            with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(65_536))
            fault = await _fill(store)
            assert fault.fault == "full"
            assert await store.language_of("anna") == "uk"
            (disk / "filler").unlink()
            await _works(guard)
            await store.set_language("anna", "en")
            assert await store.language_of("anna") == "en"
            assert (caplog.messages[0], caplog.messages[-1]) == (BEGINS, ENDS)


async def _fill(store: Store) -> StoreFaultError:
    """Write until no more goes in."""
    for number in range(5000):
        try:
            await store.record_questions([Noted(
                f"person-{number}", "r", "слово " * 300, kind="unanswered", language="uk",
                at=dt.datetime.now(tz=dt.UTC), candidates=tuple(["a" * 100] * 20),
            )])  # fmt: skip
        except StoreFaultError as fault:
            return fault
    pytest.fail("the disk is not full")


async def test_a_network_that_swallows_everything_is_noticed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server from which nothing comes any more, not even that it is gone, holds nobody up for ever."""
    monkeypatch.setattr(database, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(database, "CONNECT_SECONDS", 0.5)
    swallowing = asyncio.Event()
    async with _wire(server.socket, swallowing) as url, _opened(url) as (store, guard):
        await store.set_language("anna", "uk")
        swallowing.set()
        with pytest.raises(StoreFaultError) as caught:
            await store.set_language("anna", "en")
        assert caught.value.fault == "unusable"
        await asyncio.sleep(0.5)
        assert guard.fault is not None
        swallowing.clear()
        await _works(guard)
        assert await store.language_of("anna") == "uk"


@asynccontextmanager
async def _wire(socket: Path, swallowing: asyncio.Event) -> AsyncIterator[str]:
    """Give the URL of a port that leads to a server, and lets nothing pass in either direction while `swallowing`."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if not swallowing.is_set():
                    writer.write(data)
                    await writer.drain()
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = await asyncio.open_unix_connection(str(socket))
        await asyncio.gather(carry(reader, behind[1]), carry(behind[0], writer))

    wire = await asyncio.start_server(connect, "127.0.0.1", 0)
    yield f"postgresql+asyncpg://kharkiv@127.0.0.1:{wire.sockets[0].getsockname()[1]}/kharkiv?ssl=disable"
    wire.close()
