"""SIGKILL with many questions in hand: none is lost, and only those in flight are answered twice."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from bot.demo.botapi.server import BotApi
from tests.e2e.crashing import answered, answers, ask, crash, outcome
from tests.e2e.running import free_port, polling, serving
from tests.e2e.sharing import replicas, share


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_killed_bot_loses_nothing(api: BotApi, tmp_path: Path, small_folder: Path, way: str) -> None:
    """Two crashes with 60 questions in hand: each question is answered, twice only what was in flight."""
    port = str(free_port())
    chance = random.Random(7)  # noqa: S311 - no secret is drawn
    for _ in range(2):
        found = await crash(
            api,
            lambda: (
                polling(api, tmp_path, small_folder)
                if way == "polling"
                else serving(api, tmp_path, small_folder, PORT=port)
            ),
            60,
            chance,
        )
        assert found.unanswered > 0, "the bot was too quick for this test to tell anything"
        assert (found.lost, found.more) == (0, 0)
        assert found.twice <= found.in_flight


async def test_replicas_share_the_work_and_take_over_from_a_dead_one(
    api: BotApi, tmp_path: Path, small_folder: Path, postgresql_url: str
) -> None:
    """Of two replicas on one PostgreSQL one is killed half-way through 300 questions: the other one does the rest."""
    async with replicas(2, api, tmp_path, small_folder, postgresql_url) as bots:
        found, _ = await share(api, bots, postgresql_url, 300)
    assert (found.lost, found.more) == (0, 0)
    assert found.twice <= found.in_flight


async def test_a_stop_under_load_ends_in_time_and_loses_nothing(
    api: BotApi, tmp_path: Path, small_folder: Path
) -> None:
    """Told to stop with 200 questions in hand, the bot is gone within 10 s; the next start answers the rest."""
    async with polling(api, tmp_path, small_folder) as bot:
        asked = await ask(api, 200)
        await answered(api, asked[:1])
        began = time.monotonic()
        bot.process.terminate()
        await bot.process.wait()
        assert time.monotonic() - began < 10
    unanswered = len(set(asked) - answers(api).keys())
    in_flight = sum(row["state"] == "started" for row in bot.rows("inbox"))
    async with polling(api, tmp_path, small_folder):
        await answered(api, asked)
    found = outcome(api, asked, unanswered, in_flight)
    assert found.unanswered > 0, "the bot was too quick for this test to tell anything"
    assert (found.lost, found.more) == (0, 0)
    assert found.twice <= found.in_flight
