"""One person who floods the whole bot, and what others notice of it."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

import httpx
import pytest

from bot.demo.botapi.faults import Rates
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from tests.e2e.running import free_port, polling, refused, serving

QUESTION = "Скільки людей живе в місті?"
OTHER = "Де сховатися від обстрілу?"
LAST = "Хто мер міста?"
TOO_FAST = "Ви пишете швидше"

GROWTH = 40_000_000
"""Bytes that memory may grow by in a flood; the messages themselves are more in memory than on the wire."""


async def test_a_flood_is_slowed_and_delays_nobody_else(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """While a hundred messages of one person wait, others wait no more than twice as long as without them."""
    api.rates = Rates(overall=(30, 1.0), chat=(3, 3.0), group=(20, 60.0))
    talks = [api.person().private() for _ in range(8)]
    flooder = api.person().private()

    async def waits() -> list[float]:
        return [await _wait(talk) for talk in talks]

    async with polling(api, tmp_path, small_folder):
        await flooder.ask(QUESTION)
        usual = await waits()
        for _ in range(50):
            await flooder.say(QUESTION)
            await flooder.say(OTHER)
        await asyncio.sleep(1)
        flooded = await waits()
        answered = len(await flooder.silence(0))
    assert statistics.median(flooded) < 2 * statistics.median(usual) + 0.05
    assert max(flooded) < 2 * max(usual) + 0.25
    assert 0 < answered < 50
    assert refused(api) == []


@pytest.mark.parametrize(("way", "count", "pause"), [("polling", 6000, 0.2), ("webhook", 1500, 0.6)])
async def test_thousands_of_messages_of_one_account(
    api: BotApi, tmp_path: Path, small_folder: Path, way: str, count: int, pause: float
) -> None:
    """Others wait no more than twice as long meanwhile, memory stays, and at last that person is answered."""
    api.rates = Rates(overall=(30, 1.0), chat=(3, 3.0), group=(20, 60.0))
    flooder = api.person().private()
    port = str(free_port())
    start = polling if way == "polling" else serving

    async def flood() -> None:
        for _ in range(count // 100):
            for _ in range(50):
                await flooder.say(QUESTION)
                await flooder.say(OTHER)
            await asyncio.sleep(pause)
        await flooder.say(LAST)

    async with start(api, tmp_path, small_folder, METRICS_PORT=port) as bot:
        await flooder.ask(QUESTION)
        usual = [await _wait(api.person().private()) for _ in range(20)]
        before = await _measured(port, "process_resident_memory_bytes")
        flooding = asyncio.create_task(flood())
        await asyncio.sleep(1)
        flooded = []
        while not flooding.done():
            flooded.append(await _wait(api.person().private()))  # a new one, whom no limit of a chat delays
            await asyncio.sleep(0.05)
        await flooding
        assert await _measured(port, "bot_inbox_depth") < 200, "as one poll brings, and those that wait"
        assert await _measured(port, "process_resident_memory_bytes") - before < GROWTH
        assert await _measured(port, 'bot_flood_dropped_total{kind="private"}') > count / 3
        async with asyncio.timeout(60):
            while LAST not in (await flooder.next_message(within=30)).text:
                pass
    assert statistics.median(flooded) < 2 * statistics.median(usual) + 0.05
    # The longest waits are also those of this process, on a machine that is busy with other tests.
    assert statistics.quantiles(flooded, n=20)[-1] < 2 * max(usual) + 0.25
    assert max(flooded) < 5
    said = [message.text for message in flooder.messages if message["from"]["is_bot"]]
    assert sum(text.startswith(TOO_FAST) for text in said) == 1
    assert len(said) < 100
    assert sum("writes faster than can be answered" in event for event in bot.events) <= 2
    assert refused(api) == []


async def _measured(port: str, name: str) -> float:
    async with httpx.AsyncClient(trust_env=False) as client:
        shown = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
    return next(float(line.rpartition(" ")[2]) for line in shown.splitlines() if line.startswith(name))


async def _wait(talk: Talk) -> float:
    started = time.monotonic()
    await talk.ask(QUESTION)
    return time.monotonic() - started
