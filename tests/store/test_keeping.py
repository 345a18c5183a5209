"""A store that fails and comes back while the bot goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.store import database
from bot.store.database import Database
from bot.store.errors import Fault, SecretError, StoreError, StoreFaultError
from bot.store.guard import Guard
from bot.store.keeping import kept
from bot.store.pseudonym import keep_secret, new_secret, secret_for
from bot.store.records import Noted
from bot.store.store import Store
from tests.store.breaking import FAULTS, Breaking, damaged, full, garbage, locked, unwritable

DAY = dt.date(2025, 11, 20)

BEGINS = "the store can't be used: the bot goes on without it"
ENDS = "the store works again"


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the path of a database in a folder that any user reaches, whose locks are waited for briefly."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name) / "bot.db"


@pytest.fixture(autouse=True)
def _logging(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot.store.keeping")


def _store(file: Path) -> Store:
    return Store(Database(f"sqlite:///{file}"))


def _kept(store: Store, start: float = 5.0) -> AbstractAsyncContextManager[Guard]:
    return kept(store, first=0.02, longest=0.1, start=start)


async def _works(guard: Guard) -> None:
    async with asyncio.timeout(10):
        while guard.fault is not None:  # noqa: ASYNC110 - as anybody sees it from outside
            await asyncio.sleep(0.01)


async def _fails(guard: Guard) -> Fault:
    async with asyncio.timeout(10):
        await guard.broken.wait()
    assert guard.fault is not None
    return guard.fault.fault


def _content(file: Path) -> bytes:
    return file.read_bytes()


async def _filled(file: Path) -> None:
    async with await Store.open(f"sqlite:///{file}") as store:
        await store.set_language("anna", "uk")


async def test_a_sound_store_is_open_when_the_block_begins(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is lost at a start, and nothing is logged."""
    async with _store(file) as store, _kept(store) as guard:
        await store.set_language("anna", "uk")
        assert (await store.language_of("anna"), guard.fault) == ("uk", None)
    assert caplog.messages == []


@pytest.mark.parametrize(("expected", "breaking"), FAULTS.items())
async def test_a_store_that_fails_at_start_is_opened_later(
    file: Path, expected: Fault, breaking: Breaking, caplog: pytest.LogCaptureFixture
) -> None:
    """The block begins without it; uses fail at once; it is told once; what was kept before is there in the end."""
    await _filled(file)
    async with _store(file) as store:
        with ExitStack() as broken:
            broken.enter_context(breaking(file))
            before = _content(file)
            keeping = _kept(store)
            guard = await keeping.__aenter__()
            assert await _fails(guard) == expected
            began = time.perf_counter()
            for _ in range(50):
                with pytest.raises(StoreError):
                    await store.language_of("anna")
                with pytest.raises(StoreError):
                    await store.set_language("anna", "en")
            assert time.perf_counter() - began < 0.2
            await asyncio.sleep(0.2)
            assert _content(file) == before
            assert caplog.messages == [BEGINS]
            await asyncio.to_thread(broken.close)  # while it is being tried again and again
        await _works(guard)
        assert await store.language_of("anna") == "uk"
        await store.set_language("anna", "ru")
        assert await store.language_of("anna") == "ru"
        await keeping.__aexit__(None, None, None)
    assert caplog.messages == [BEGINS, ENDS]
    assert caplog.records[0].__dict__["fault"] == expected
    assert caplog.records[0].__dict__["remedy"]


async def test_a_file_that_is_no_database_is_never_overwritten(file: Path) -> None:
    """However often it is tried, not a byte of it changes."""
    await _filled(file)
    with garbage(file):
        before = _content(file)
        async with _store(file) as store, _kept(store) as guard:
            assert await _fails(guard) == "corrupt"
            await asyncio.sleep(0.3)
        assert _content(file) == before


async def test_damage_while_it_is_in_use_stays_a_fault_until_it_is_mended(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged page that only some queries meet keeps the store closed; a backup put in its place opens it again."""
    await _filled(file)
    async with _store(file) as store, _kept(store) as guard:
        assert await store.language_of("anna") == "uk"
        await store.database.close()
        with damaged(file):
            with pytest.raises(StoreFaultError, match="malformed"):
                await store.language_of("anna")
            await asyncio.sleep(0.3)
            assert await _fails(guard) == "corrupt"
        await _works(guard)
        assert await store.language_of("anna") == "uk"
    assert caplog.messages == [BEGINS, ENDS]


async def test_a_full_disk_forbids_writing_alone(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Chosen languages are still read; once there is space, writing goes on."""
    async with _store(file) as store, _kept(store) as guard:
        await store.set_language("anna", "uk")
        await store.database.close()
        with full(store, file):
            with pytest.raises(StoreFaultError, match="full"):
                await store.record_questions([Noted(
                    "anna", "r", "слово " * 40, kind="unanswered", language="uk", at=dt.datetime.now(tz=dt.UTC),
                    candidates=tuple(["a" * 100] * 100),
                )])  # fmt: skip
            assert guard.fault is not None
            assert guard.fault.fault == "full"
            assert await store.language_of("anna") == "uk"
        await store.database.close()
        await _works(guard)
        await store.set_language("anna", "en")
        assert await store.language_of("anna") == "en"
    assert caplog.messages == [BEGINS, ENDS]


async def test_of_many_that_wait_for_a_lock_one_finds_out(file: Path) -> None:
    """Fifty writes behind a lock do not wait one after another."""
    async with _store(file) as store, _kept(store) as guard:
        with locked(file):
            began = time.perf_counter()
            done = await asyncio.gather(*(store.count("c", day=DAY) for _ in range(50)), return_exceptions=True)
            assert time.perf_counter() - began < 2
            assert all(isinstance(one, StoreFaultError) and one.fault == "locked" for one in done)
            assert guard.met >= 50
            assert (await store.statistics(DAY)).counts.get("c") is None, "it can be read"
        await _works(guard)
        await store.count("c", day=DAY)
        assert (await store.statistics(DAY)).counts["c"] == 1


async def test_what_one_row_did_wrong_is_no_fault_of_the_store(file: Path) -> None:
    """A statement that the database refuses does not close the store for others."""
    async with _store(file) as store, _kept(store) as guard:
        await _works(guard)
        with pytest.raises(StoreError) as caught:
            await store.set_language(None, "uk")  # type: ignore[arg-type]
        assert not isinstance(caught.value, StoreFaultError)
        assert guard.fault is None


async def test_a_start_does_not_wait_long(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a lock that is waited for at length the block begins without the store."""
    await _filled(file)
    monkeypatch.setattr(database, "BUSY_SECONDS", 5)
    with locked(file):
        async with _store(file) as store:
            began = time.perf_counter()
            async with _kept(store, start=0.2) as guard:
                assert time.perf_counter() - began < 2
                assert guard.fault is not None
                assert guard.fault.fault == "opening"


async def test_a_secret_that_cannot_be_kept_is_kept_later(file: Path) -> None:
    """Nothing is stored under a secret before it stands beside the database."""
    url = f"sqlite:///{file}"
    with unwritable(file):
        with pytest.raises(SecretError):
            secret_for(url, None)
        secret = new_secret()
        store = _store(file)
        keeping = kept(store, before=partial(keep_secret, url, secret), first=0.02, longest=0.1)
        guard = await keeping.__aenter__()
        assert await _fails(guard) == "secret"
    await _works(guard)
    assert secret_for(url, None) == secret
    await keeping.__aexit__(None, None, None)
    await store.close()


async def test_another_secret_is_not_replaced(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the secret of old can be read again, the store stays closed until the bot starts with it."""
    url = f"sqlite:///{file}"
    old = secret_for(url, None)
    async with _store(file) as store, kept(store, before=partial(keep_secret, url, new_secret())) as guard:
        assert await _fails(guard) == "secret"
    assert secret_for(url, None) == old
    assert "start the bot again" in caplog.records[0].__dict__["reason"]
    assert old.decode() not in str(caplog.records[0].__dict__)
