"""Delivery to a webhook: secret, order, back-off, what getWebhookInfo says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.botapi.server import BotApi
from bot.demo.botapi.serving import serve
from bot.demo.botapi.webhook import SECRET_HEADER
from tests.demo.botapi.small_bot import Caller


class Hook:
    """A bot's webhook that notes what it gets."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.failures = 0
        """How many deliveries are still answered with 500."""
        self.seconds = 0.0
        """How long each delivery takes."""
        self.most_at_once = 0
        self._at_once = 0

    async def take(self, request: Request) -> Response:
        """Take one update, or fail."""
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        body = await request.json()
        await asyncio.sleep(self.seconds)
        self._at_once -= 1
        if self.failures:
            self.failures -= 1
            return Response(status_code=500)
        self.texts.append(body["message"]["text"])
        self.secrets.append(request.headers.get(SECRET_HEADER))
        return Response()


@contextlib.asynccontextmanager
async def serving(hook: Hook, port: int = 0) -> AsyncIterator[int]:
    """Serve `hook`; yield its port."""
    running = await serve(Starlette(routes=[Route("/hook", hook.take, methods=["POST"])]), port)
    hook.url = f"http://127.0.0.1:{running.port}/hook"
    try:
        yield running.port
    finally:
        await running.stop()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """Yield a webhook that is served."""
    taking = Hook()
    async with serving(taking):
        yield taking


async def failing(call: Caller) -> dict[str, Any]:
    """Return getWebhookInfo once it tells of a failed delivery."""
    async with asyncio.timeout(5):
        while "last_error_message" not in (  # noqa: ASYNC110 - only asking shows it
            info := (await call("getWebhookInfo"))["result"]
        ):
            await asyncio.sleep(0.005)
    found: dict[str, Any] = info
    return found


async def test_each_update_is_delivered_once_with_the_secret(lenient: BotApi, call: Caller, hook: Hook) -> None:
    """What waited before and what comes later is posted in the order of its chat, with the secret's header."""
    chat = lenient.person().private()
    await chat.say("0")
    await call("setWebhook", url=hook.url, secret_token="s3-cret_")  # noqa: S106 - of this test alone
    for number in range(1, 20):
        await chat.say(str(number))
    await lenient.drained()
    assert hook.texts == [str(number) for number in range(20)]
    assert set(hook.secrets) == {"s3-cret_"}


async def test_no_secret_no_header(lenient: BotApi, call: Caller, hook: Hook) -> None:
    """Without a secret_token the header is not sent."""
    await call("setWebhook", url=hook.url)
    await lenient.person().private().say("так")
    await lenient.drained()
    assert hook.secrets == [None]


async def test_failed_deliveries_are_tried_again_in_order(lenient: BotApi, call: Caller, hook: Hook) -> None:
    """After three answers of 500 the same update comes again; the next of that chat waits; others do not."""
    hook.failures = 3
    await call("setWebhook", url=hook.url)
    chat = lenient.person().private()
    await chat.say("перше")
    await chat.say("друге")
    info = await failing(call)
    assert info["pending_update_count"] == 2
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await lenient.drained()
    assert hook.texts == ["перше", "друге"]


async def test_an_address_that_is_down_gets_everything_once_it_is_up(
    lenient: BotApi, call: Caller, unused_tcp_port: int
) -> None:
    """Refused connections are tried again until somebody listens."""
    await call("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/hook")
    await lenient.person().private().say("колись")
    assert (await failing(call))["last_error_message"] == "Connection refused"
    late = Hook()
    async with serving(late, unused_tcp_port):
        await lenient.drained()
    assert late.texts == ["колись"]


async def test_max_connections_bounds_what_is_delivered_at_once(lenient: BotApi, call: Caller, hook: Hook) -> None:
    """Different chats are served beside each other, as many as the bot allows."""
    hook.seconds = 0.05
    await call("setWebhook", url=hook.url, max_connections=3)
    for _ in range(9):
        await lenient.person().private().say("так")
    await lenient.drained()
    assert hook.most_at_once == 3


async def test_a_deleted_webhook_leaves_updates_to_polling(lenient: BotApi, call: Caller, hook: Hook) -> None:
    """After deleteWebhook nothing is posted, and getUpdates gives what waits."""
    await call("setWebhook", url=hook.url)
    await call("deleteWebhook")
    await lenient.person().private().say("так")
    assert len((await call("getUpdates"))["result"]) == 1
    assert hook.texts == []
    assert (await call("getWebhookInfo"))["result"]["url"] == ""


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "http://kharkiv.example/hook"}, "An HTTPS URL must be provided"),
        ({"url": "hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://a.example", "secret_token": "a b"}, "unallowed characters"),
        ({"url": "https://a.example", "max_connections": 101}, "from 1 to 100"),
        ({"url": "https://a.example", "allowed_updates": "message"}, "can't parse allowed_updates"),
    ],
)
async def test_a_wrong_webhook_is_refused(
    lenient: BotApi, call: Caller, parameters: dict[str, object], reason: str
) -> None:
    """Unencrypted addresses, odd secrets and counts are refused, and no webhook is set."""
    body = await call("setWebhook", **parameters)
    assert reason in body["description"]
    assert lenient.world.webhook.url == ""
