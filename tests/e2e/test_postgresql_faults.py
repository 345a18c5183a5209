"""The running bot, and a real PostgreSQL that fails under it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.botapi.server import BotApi
from bot.store.database import Database
from tests.e2e.crashing import Question, answered, answers, ask
from tests.e2e.running import free_port, healthy, polling, running
from tests.store.postgresql import Server, crowded, held, read_only, stopped

QUESTION = "How many people live here?"

BEGINS = "the store can't be used: the bot goes on without it"
ENDS = "the store works again"


@pytest_asyncio.fixture
async def server(prepared: Server) -> Server:
    """Give the server, its database empty: updates have the same numbers in each test."""
    await prepared.empty()
    return prepared


def _settings(server: Server) -> dict[str, str]:
    return {"DATABASE_URL": server.url, "PSEUDONYM_SECRET": "a-secret-of-the-tests-alone"}


async def _shown(port: int, words: str) -> None:
    """Wait until /healthz says so of the store."""
    async with asyncio.timeout(60):
        while (await healthy(port))["store"] != words:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    ("breaking", "fault"),
    [(stopped, "unusable"), (held, "locked"), (read_only, "read-only"), (crowded, "crowded")],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_the_bot_answers_without_its_server_and_takes_it_up_again(
    api: BotApi,
    tmp_path: Path,
    small_folder: Path,
    server: Server,
    breaking: Callable[[Server], AbstractAsyncContextManager[None]],
    fault: str,
) -> None:
    """Everybody is answered from memory, the log and /healthz say what is wrong; then ratings are kept again."""
    port = free_port()
    async with polling(api, tmp_path, small_folder, **_settings(server), METRICS_PORT=str(port)) as bot:
        person = api.person("en")
        answer = await person.private().ask(QUESTION, within=10)
        async with breaking(server):
            for _ in range(3):
                assert QUESTION in (await api.person("en").private().ask(QUESTION, within=10)).text
            await bot.logged(BEGINS)
            await _shown(port, f"can't be used: {fault}")
            assert QUESTION in (await api.person("en").private().ask(QUESTION, within=2)).text
        await _shown(port, "works")
        await person.press(answer.button("Helpful"))
        rows = Database(server.url)
        async with rows.reading() as connection:
            kept = (await connection.exec_driver_sql("SELECT helpful FROM feedback")).scalars().all()
        await rows.close()
        assert kept == [1]
    told = [(entry["level"], entry["fault"]) for entry in bot.log if entry["event"] == BEGINS]
    assert told[-1] == ("error", fault)
    assert len(told) <= 2, "before it was crowded, connections may have ended in the midst of something"
    assert bot.events.count(ENDS) >= 1


async def test_a_server_that_crashes_under_load_costs_no_answer(
    api: BotApi, tmp_path: Path, small_folder: Path, server: Server
) -> None:
    """While it is restarted three times, and its backends are ended in the midst, each question is answered once."""
    asked: list[Question] = []
    async with polling(api, tmp_path, small_folder, **_settings(server)) as bot:
        for _ in range(3):
            asked += await ask(api, 30)
            await asyncio.to_thread(server.control, "restart", "immediate")
            asked += await ask(api, 30)
            await server.end_backends()
        await answered(api, asked)
        await bot.logged(ENDS)
    times = Counter(answers(api)[question] for question in asked)
    assert times == {1: len(asked)}


async def test_a_bot_that_starts_without_its_server_answers(
    api: BotApi, tmp_path: Path, small_folder: Path, server: Server
) -> None:
    """The bot does not wait for PostgreSQL, and opens its store once it is there."""
    async with stopped(server), running("run", api, tmp_path, small_folder, **_settings(server)) as bot:
        await bot.logged("polling")
        assert QUESTION in (await api.person("en").private().ask(QUESTION, within=10)).text
        await bot.logged(BEGINS)
        await asyncio.to_thread(server.control, "start")
        await bot.logged(ENDS)
        choice = await (talk := api.person("en").private()).ask("/language")
        await talk.person.press(choice.button("Українська"))
        assert "Українська" in (await talk.next_edit()).text
        await asyncio.to_thread(server.control, "stop", "immediate")  # as it was
