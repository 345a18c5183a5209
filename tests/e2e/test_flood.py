"""One person who floods the whole bot, and what others notice of it."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from bot.demo.botapi.faults import Rates
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from tests.e2e.running import polling, refused

QUESTION = "Скільки людей живе в місті?"
OTHER = "Де сховатися від обстрілу?"


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


async def _wait(talk: Talk) -> float:
    started = time.monotonic()
    await talk.ask(QUESTION)
    return time.monotonic() - started
