"""What a running bot tells of itself, over real parts: a store, an inbox, an application that is not started."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli import vitals as module
from bot.cli.vitals import Vitals
from bot.store.inbox import Inbox, Kept
from bot.store.pseudonym import Pseudonyms
from bot.store.store import Store
from bot.tg.application import build
from bot.tg.context import BotApplication
from bot.tg.services import Services
from bot.tg.shelf import Shelf

TOKEN = "4200000001:a-token-of-the-bot-on-loopback"  # noqa: S105 - opens nothing
SECRET = b"a secret of the tests alone"


@pytest_asyncio.fixture
async def application(tmp_path: Path, small_folder: Path) -> AsyncIterator[BotApplication]:
    """Give a bot over a store in a file."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        yield build(Services(Shelf(small_folder), store, Pseudonyms(SECRET)), token=TOKEN)


def _figure(vitals: Vitals, name: str) -> float:
    shown = vitals.measures.shown()[1].decode().splitlines()
    return next(float(line.rpartition(" ")[2]) for line in shown if line.startswith(f"{name} "))


async def test_a_telegram_that_falls_silent_is_told(
    application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not ready before it answered once, and again after a minute without an answer; a refusal is an answer, too."""
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.2)
    vitals = Vitals()
    vitals.of_store(application.services.store)
    vitals.of_bot(application)
    assert vitals.health.troubles() == {"telegram": "not reached yet"}
    assert _figure(vitals, "bot_telegram_up") == 0
    vitals.measures.requested("sendMessage", "refused")
    assert vitals.health.troubles() == {}
    assert _figure(vitals, "bot_telegram_up") == 1
    time.sleep(0.3)  # noqa: ASYNC251 - nothing else goes on
    vitals.measures.requested("sendMessage", "failed")
    assert vitals.health.troubles() == {"telegram": "not reached for 0 s"}
    assert _figure(vitals, "bot_telegram_up") == 0


async def test_what_waits_is_measured_by_number_and_age(application: BotApplication) -> None:
    """Of all replicas, whoever looks; what is done counts no more."""
    now = dt.datetime.now(tz=dt.UTC)
    inbox = Inbox(application.services.store.database, SECRET, lambda: now)
    await inbox.put([Kept(1, b"{}"), Kept(2, b"{}"), Kept(3, None)])
    now += dt.timedelta(seconds=90)
    await inbox.put([Kept(4, b"{}")])
    vitals = Vitals()
    vitals.of_bot(application)
    looking = asyncio.create_task(vitals.look_into(inbox))
    async with asyncio.timeout(5):
        while not _figure(vitals, "bot_inbox_depth"):  # noqa: ASYNC110 - as Prometheus sees it
            await asyncio.sleep(0.01)
    assert (_figure(vitals, "bot_inbox_depth"), _figure(vitals, "bot_inbox_age_seconds")) == (3, 90)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    await inbox.close()
