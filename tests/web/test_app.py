"""The webhook and health over real HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.web import app
from bot.web.app import LARGEST_BODY, SECRET_HEADER, Webhook, application
from bot.web.health import Health
from bot.web.serving import listen, served
from tests.web.conftest import Reached

SECRET = "a-secret-of-the-webhook"  # noqa: S105 - opens nothing

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Saves reading the certificates of the system."""

Said = Callable[..., dict[str, Any]]


@asynccontextmanager
async def _client(webhook: Webhook | None) -> AsyncIterator[httpx.AsyncClient]:
    listening = listen(0, "127.0.0.1")
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with (
        served(application(webhook, Health()), listening),
        httpx.AsyncClient(base_url=base, trust_env=False, verify=NO_TLS) as client,
    ):
        yield client


@pytest.fixture
async def client(reached: Reached) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of a webhook that is ready; it shows the right secret."""
    async with _client(Webhook(SECRET, reached.intake)) as http:
        http.headers[SECRET_HEADER] = SECRET
        yield http


async def test_an_update_is_taken(client: httpx.AsyncClient, reached: Reached, said: Said) -> None:
    """An update with the secret is answered 200, with nothing in it, and reaches the bot."""
    answer = await client.post("/telegram", json=said(7))
    assert (answer.status_code, answer.content, reached.ids) == (200, b"", [7])


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON", None], ids=str
)
async def test_each_way_to_say_json_is_taken(
    client: httpx.AsyncClient, reached: Reached, said: Said, kind: str | None
) -> None:
    """The content type may name its character set, or be absent."""
    headers = {"Content-Type": kind} if kind else {}
    answer = await client.post("/telegram", content=json.dumps(said(7)).encode(), headers=headers)
    assert (answer.status_code, reached.ids) == (200, [7])


@pytest.mark.parametrize(
    "shown", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ключ".encode(), None], ids=str
)
async def test_a_wrong_secret_gets_403_and_no_more(
    client: httpx.AsyncClient, reached: Reached, said: Said, shown: str | bytes | None
) -> None:
    """Without the right secret there is 403 without a word, and nothing is read."""
    del client.headers[SECRET_HEADER]
    headers: dict[str, Any] = {} if shown is None else {SECRET_HEADER: shown}
    answer = await client.post("/telegram", json=said(7), headers=headers)
    assert (answer.status_code, answer.content, reached.ids) == (403, b"", [])


async def test_who_has_no_secret_is_hung_up_on_and_counted(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    """A flood of wrong secrets costs a connection each, one line of the log a minute, and no update of Telegram's."""
    for _ in range(30):
        answer = await client.post("/telegram", content=b"{", headers={SECRET_HEADER: "wrong"})
        assert (answer.status_code, answer.headers["Connection"]) == (403, "close")
    assert (await client.post("/telegram", content=b"{}")).status_code == 200
    assert caplog.messages.count("deliveries without the webhook's secret are refused") == 1


async def test_a_wrong_secret_is_refused_before_the_body(client: httpx.AsyncClient) -> None:
    """Who has no secret gets 403 for a huge body too, not 413, and malformed JSON of theirs is not logged."""
    answer = await client.post("/telegram", content=b"x" * (LARGEST_BODY + 1), headers={SECRET_HEADER: "wrong"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"update_id": 7, "message": "?"}'], ids=["no JSON", "no object", "bad"]
)
async def test_what_cannot_be_read_is_answered_200(
    client: httpx.AsyncClient, reached: Reached, said: Said, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram is told 200 for what can't be read, so that it does not come again, and the next update is taken."""
    with caplog.at_level(logging.WARNING):
        assert (await client.post("/telegram", content=body)).status_code == 200
    assert (await client.post("/telegram", json=said(8))).status_code == 200
    assert (reached.ids, reached.intake.set_aside) == ([8], 1)
    assert "an update can't be read and is set aside" in caplog.messages


async def test_a_body_may_be_as_large_as_the_limit(client: httpx.AsyncClient, reached: Reached, said: Said) -> None:
    """A body of just the largest size is read."""
    body = json.dumps(said(7)).encode()
    answer = await client.post("/telegram", content=body + b" " * (LARGEST_BODY - len(body)))
    assert (answer.status_code, reached.ids) == (200, [7])


async def test_a_larger_body_gets_413(client: httpx.AsyncClient, reached: Reached) -> None:
    """A body that announces more than the limit is not read."""
    answer = await client.post("/telegram", content=b"x" * (LARGEST_BODY + 1))
    assert (answer.status_code, reached.intake.set_aside) == (413, 0)


async def test_a_larger_body_in_parts_gets_413(client: httpx.AsyncClient, reached: Reached) -> None:
    """A body of no announced size is read up to the limit and no further."""
    sent = 0

    async def parts() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(17):
            sent += 1
            yield b"x" * 65_536

    answer = await client.post("/telegram", content=parts())
    assert (answer.status_code, sent, reached.intake.set_aside) == (413, 17, 0)


async def test_a_bot_that_is_not_ready_asks_telegram_to_come_again(reached: Reached, said: Said) -> None:
    """While the bot starts or stops, 503 keeps the update at Telegram; then it is taken."""
    webhook = Webhook(SECRET)
    async with _client(webhook) as http:
        http.headers[SECRET_HEADER] = SECRET
        early = await http.post("/telegram", json=said(7))
        webhook.intake = reached.intake
        late = await http.post("/telegram", json=said(7))
    assert (early.status_code, early.headers["Retry-After"], late.status_code) == (503, "1", 200)
    assert reached.ids == [7]


async def test_a_busy_bot_asks_telegram_to_come_again(client: httpx.AsyncClient, reached: Reached, said: Said) -> None:
    """With too much to do already, 503 keeps the update at Telegram, where it costs no memory."""
    reached.busy = True
    assert (await client.post("/telegram", json=said(7))).status_code == 503
    reached.busy = False
    assert (await client.post("/telegram", json=said(7))).status_code == 200
    assert reached.ids == [7]


async def test_a_body_that_does_not_come_is_not_waited_for(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sends a body by drops is hung up on."""
    monkeypatch.setattr(app, "BODY_SECONDS", 0.2)

    reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: 500\r\n\r\n{{"
    writer.write(head.encode())
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()


async def test_more_than_telegram_sends_at_once_is_put_off(
    client: httpx.AsyncClient, reached: Reached, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Updates beyond those that are taken at a time are asked to come again; memory does not grow with them."""
    monkeypatch.setattr(app, "MOST_TAKEN", 1)
    begun, ending = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        begun.set()
        yield b" "
        await ending.wait()
        yield json.dumps(said(1)).encode()

    first = asyncio.create_task(client.post("/telegram", content=slow()))
    await begun.wait()
    await asyncio.sleep(0.2)
    second = await client.post("/telegram", json=said(2))
    ending.set()
    assert ((await first).status_code, second.status_code, second.headers["Retry-After"]) == (200, 503, "1")
    assert (await client.post("/telegram", json=said(2))).status_code == 200
    assert reached.ids == [1, 2]


async def test_health(client: httpx.AsyncClient) -> None:
    """The service tells that it lives, without any secret, and by GET or HEAD only."""
    del client.headers[SECRET_HEADER]
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    head, wrong = await client.head("/healthz"), await client.post("/healthz")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(answer.content)))
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/telegram", 405), ("POST", "/", 404), ("GET", "/docs", 404), ("POST", "/telegram/", 404)],
)
async def test_there_is_nothing_else(client: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    """Other paths and methods lead nowhere."""
    client.follow_redirects = True
    assert (await client.request(method, path)).status_code == status


async def test_without_a_webhook_there_is_health_alone(said: Said) -> None:
    """Where the bot polls, nothing takes updates over HTTP."""
    async with _client(None) as http:
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        assert (await http.get("/readyz")).json() == {"status": "ready"}
        assert (await http.post("/telegram", json=said(7))).status_code == 404


def test_the_secret_is_not_shown() -> None:
    """The secret is not part of what a webhook looks like in a log."""
    assert SECRET not in repr(Webhook(SECRET))


async def test_a_port_that_is_taken_is_told() -> None:
    """A second server at the same port is an OSError at once, not a silent second listener."""
    with listen(0, "127.0.0.1") as first, pytest.raises(OSError, match="in use"):
        listen(first.getsockname()[1], "127.0.0.1")


async def test_a_caller_that_hangs_up_harms_nothing(client: httpx.AsyncClient, reached: Reached, said: Said) -> None:
    """A connection that ends in the middle of a body is no update, and the next one is taken."""
    port = client.base_url.port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(
            f"POST /telegram HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: 500\r\n\r\n{{".encode()
        )
    assert (await client.post("/telegram", json=said(8))).status_code == 200
    assert (reached.ids, reached.intake.set_aside) == ([8], 0)
