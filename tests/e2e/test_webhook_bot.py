"""The bot by webhook: the same conversation, bad updates, wrong secrets, restarts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.demo.botapi.server import BotApi
from bot.texts import words_of
from tests.e2e.running import SECRET, free_port, healthy, refused, running, serving

QUESTION = "Скільки людей живе в місті?"
OTHER = "Де сховатися від обстрілу?"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def _client(port: int) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client


async def test_a_conversation_by_webhook(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Questions, buttons, ratings, groups and inline queries are answered as they are by polling; nothing is polled."""
    say = words_of("uk")
    person = api.person()
    talk = person.private()
    async with serving(api, tmp_path, small_folder) as bot:
        await person.start()
        assert "Малий бот" in (await talk.next_message()).text
        choice = await talk.ask("місто")
        await person.press(choice.buttons[0])
        assert choice.buttons[0].text.partition(". ")[2] in (await talk.next_edit()).text
        group = api.group(person)
        await person.within(group).say(f"/ask@{api.username} {OTHER}")
        assert OTHER in (await person.within(group).next_message()).text
        assert (await person.type_inline(group, "населен")).results[0].title == QUESTION
        assert (await talk.ask("/cancel")).text == say("Fine: the next question stands for itself.")
        answer = await talk.ask(QUESTION)
        assert QUESTION in answer.text
        await person.press(answer.button(say("Not helpful")))
        reasons = await talk.next_edit()
        await person.press(reasons.button(say("It is wrong")))
        await talk.next_edit()
        question = await talk.say(OTHER)
        await talk.next_message()
        await talk.edit(question, "Хто мер міста?")
        assert "Хто мер міста?" in (await talk.next_edit()).text
        assert [row["reason"] for row in await bot.stored("feedback", 1)] == ["wrong"]
    assert refused(api) == []
    assert api.log.of("getUpdates") == []


async def test_the_webhook_is_set_with_its_secret(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Telegram is told the whole address, the secret and the kinds of updates, and health is served beside it."""
    port = free_port()
    async with serving(api, tmp_path, small_folder, PORT=str(port)):
        call = api.log.of("setWebhook")[0]
        assert call.value("url") == f"http://127.0.0.1:{port}/telegram"
        assert call.value("secret_token") == SECRET
        assert {"message", "callback_query", "inline_query"} <= set(call.value("allowed_updates"))
        assert await healthy(port) == {"status": "ok", "knowledge": "works", "store": "works", "telegram": "works"}
        async with _client(port) as client:
            assert (await client.get("/readyz")).json() == {"status": "ready"}


async def test_a_malformed_update_stops_no_other(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Malformed updates are taken once, set aside without their text, and the others are answered."""
    talk = api.person().private()
    async with serving(api, tmp_path, small_folder) as bot:
        api.raw({"update_id": 700_000_001, "message": "малина"})
        api.raw(["малина"])
        assert QUESTION in (await talk.ask(QUESTION)).text
        await api.drained()
    assert bot.events.count("an update can't be read and is set aside") == 2
    assert "малина" not in "".join(bot.lines)
    assert "last_error_message" not in api.world.webhook.info()


@pytest.mark.parametrize("secret", [None, "wrong", SECRET[:-1]], ids=["none", "wrong", "shortened"])
async def test_a_wrong_secret_is_refused(api: BotApi, tmp_path: Path, small_folder: Path, secret: str | None) -> None:
    """Whoever does not know the secret gets 403, and no reply is sent for them."""
    port = free_port()
    body = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "?"}}
    async with serving(api, tmp_path, small_folder, PORT=str(port)), _client(port) as client:
        answer = await client.post("/telegram", json=body, headers={HEADER: secret} if secret else {})
        assert (answer.status_code, answer.content) == (403, b"")
    assert api.log.of("sendMessage") == []


async def test_a_restart_answers_what_came_meanwhile(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """The webhook stays set over a stop: Telegram keeps what comes, and delivers it to the next process."""
    port = str(free_port())
    talk = api.person().private()
    async with serving(api, tmp_path, small_folder, PORT=port):
        await talk.ask(QUESTION)
    await talk.say(OTHER)
    async with serving(api, tmp_path, small_folder, PORT=port):
        assert OTHER in (await talk.next_message(within=10)).text
        assert await talk.silence(1) == []


async def test_health_is_served_before_telegram_can_be_reached(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """While Telegram is away at start, health is served and updates are asked to come again."""
    await api.stop()
    port = free_port()
    hook = {"PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}
    async with running("serve", api, tmp_path, small_folder, **hook) as bot:
        await bot.logged("connecting to Telegram failed")
        assert await healthy(port) == {
            "status": "ok",
            "knowledge": "works",
            "store": "works",
            "telegram": "not reached yet",
        }
        async with _client(port) as client:
            unready = await client.get("/readyz")
            early = await client.post("/telegram", json={"update_id": 1}, headers={HEADER: SECRET})
        assert early.status_code == 503
        assert (unready.status_code, unready.json()["reasons"]) == (503, ["telegram: not reached yet"])
        await api.start()
        await bot.logged("webhook set")
        assert QUESTION in (await api.person().private().ask(QUESTION)).text


async def test_without_a_webhook_web_serves_health_alone(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Without WEBHOOK_URL `serve` tells its health, and leaves Telegram to `run`."""
    port = free_port()
    async with running("serve", api, tmp_path, small_folder, PORT=str(port)) as bot:
        await bot.logged("no WEBHOOK_URL: only /healthz is served")
        assert await healthy(port) == {"status": "ok"}
        async with _client(port) as client:
            assert (await client.post("/telegram", json={"update_id": 1})).status_code == 404
    assert api.calls == []
    assert not bot.database.exists()


async def test_an_address_that_telegram_refuses_is_told(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Where Telegram refuses the webhook, the bot ends and says which setting is wrong."""
    api.faults.refuse(400, "Bad Request: bad webhook: Failed to resolve host", "setWebhook")
    with pytest.raises(AssertionError, match="the bot ended with 2") as told:
        async with serving(api, tmp_path, small_folder):
            pytest.fail("the bot runs")
    assert "WEBHOOK_URL: Telegram refuses http://127.0.0.1" in str(told.value)
