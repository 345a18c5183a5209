"""Starting, stopping and starting again, within a loop and in a thread."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.demo.botapi.server import BotApi, InThread
from tests.demo.botapi.small_bot import plain_http, polling
from tests.judge.judging import judge


async def test_stopping_and_starting_again_keeps_the_state(api: BotApi) -> None:
    """While it is down nothing answers; afterwards the same port has the same chats and updates."""
    chat = api.person().private()
    await chat.say("до")
    port = api.port
    await api.stop()
    async with plain_http() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(f"{api.base_url}{api.token}/getMe")
    await api.start()
    assert (api.port, api.pending) == (port, 1)
    async with polling(api):
        assert (await chat.next_message()).text == "до"


async def test_a_stop_cuts_what_is_still_under_way(api: BotApi) -> None:
    """A request that waits for long is not waited for: its connection is cut within a moment."""
    api.faults.delay(60, "getMe")
    async with plain_http() as http:
        waiting = asyncio.create_task(http.get(f"{api.base_url}{api.token}/getMe", timeout=60))
        await api.log.bell.heard()
        await api.stop()
        with pytest.raises(httpx.HTTPError):
            await asyncio.wait_for(waiting, 5)


def test_a_server_in_a_thread_serves_a_program_without_a_loop() -> None:
    """Requests by a blocking client and actions of people work beside each other, and all ends cleanly."""
    api = BotApi(judge=judge)
    with InThread(api) as running:
        chat = api.person().private()
        running.run(chat.say("привіт"))
        answer = httpx.get(f"{api.base_url}{api.token}/getUpdates", trust_env=False).json()
        assert [update["message"]["text"] for update in answer["result"]] == ["привіт"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{api.base_url}{api.token}/getMe", trust_env=False)
    api.check()
