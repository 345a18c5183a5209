"""How a running bot is, as those who look after it see it: health, measures, SIGHUP."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from bot.demo.botapi.server import BotApi
from tests.e2e.running import free_port, healthy, polling, running, serving

QUESTION = "How many people live here?"


async def _get(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


async def test_a_polling_bot_shows_its_measures_and_health(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """With METRICS_PORT the worker tells what it does, and whether it is ready."""
    port = free_port()
    async with polling(api, tmp_path, small_folder, METRICS_PORT=str(port)) as bot:
        await api.person("en").private().ask(QUESTION)
        await bot.stored("journal", 1)
        metrics = (await _get(port, "/metrics")).text
        assert (await _get(port, "/readyz")).json() == {"status": "ready"}
    for line in (
        'bot_decisions_total{chat="private",decision="answer",language="en"} 1.0',
        'bot_update_seconds_count{kind="message"} 1.0',
        'bot_requests_total{method="sendMessage",outcome="ok"} 1.0',
        "bot_store_up 1.0",
        "bot_telegram_up 1.0",
        "bot_topics 3.0",
        "bot_inbox_depth 0.0",
        "bot_records_dropped_total 0.0",
    ):
        assert line in metrics
    assert "process_resident_memory_bytes" in metrics


async def test_by_webhook_measures_stand_on_a_port_of_their_own(
    api: BotApi, tmp_path: Path, small_folder: Path
) -> None:
    """What everybody reaches shows no measures."""
    port, public = free_port(), free_port()
    async with serving(api, tmp_path, small_folder, METRICS_PORT=str(port), PORT=str(public)):
        assert (await _get(public, "/metrics")).status_code == 404
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.post(f"http://127.0.0.1:{public}/telegram", json={})).status_code == 403
        assert "bot_webhook_refused_total 1.0" in (await _get(port, "/metrics")).text


async def test_a_store_that_fails_is_told_by_health(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """The process lives, and is not ready while it can't use its store; the path of the store is not told."""
    port = free_port()
    (tmp_path / "place").write_text("no folder", "utf-8")
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'place' / 'bot.db'}", "PSEUDONYM_SECRET": "a-secret-of-tests"}
    async with running("run", api, tmp_path, small_folder, **settings, METRICS_PORT=str(port)) as bot:
        await bot.logged("polling")
        assert await healthy(port) == {
            "status": "ok",
            "knowledge": "works",
            "store": "can't be used: unusable",
            "telegram": "works",
        }
        unready = await _get(port, "/readyz")
        assert (unready.status_code, unready.json()["reasons"]) == (503, ["store: can't be used: unusable"])
        assert "bot_store_up 0.0" in (await _get(port, "/metrics")).text
        (tmp_path / "place").unlink()
        await bot.logged("the store works again")
        assert (await _get(port, "/readyz")).status_code == 200


async def test_sighup_reads_the_knowledge_again(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """The signal reloads without a restart; knowledge with errors is refused, and the bot goes on with what it had."""
    talk = api.person("en").private()
    quiet = {"WATCHFILES_FORCE_POLLING": "1", "WATCHFILES_POLL_DELAY_MS": "60000"}
    async with polling(api, tmp_path, small_folder, **quiet) as bot:
        await talk.ask(QUESTION)
        people = small_folder / "topics" / "people.yaml"
        sound = people.read_text("utf-8")
        people.write_text(sound.replace("How many people live here?", "How many live in this city?"), "utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await bot.logged("SIGHUP: the knowledge is read again")
        await bot.logged("the knowledge was reloaded")
        assert "How many live in this city?" in (await talk.ask(QUESTION)).text
        people.write_text("topics: 5", "utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await bot.logged("an edit of the knowledge is not used")
        assert "How many live in this city?" in (await talk.ask(QUESTION)).text


async def test_a_metrics_port_that_is_taken_is_told(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """The bot does not start without the port that it was told to show itself on."""
    taken = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    with pytest.raises(AssertionError, match="the bot ended with 2") as told:
        async with polling(api, tmp_path, small_folder, METRICS_PORT=str(port)):
            pytest.fail("the bot runs")
    assert f"METRICS_PORT: {port} can't be served: Address already in use" in str(told.value)
    taken.close()
