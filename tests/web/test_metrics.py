"""/metrics over real HTTP."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.measures.measures import Measures
from bot.web.health import Health
from bot.web.metrics import Metrics, metrics_application
from bot.web.serving import listen, served

TOKEN = "a-token-of-the-metrics"  # noqa: S105 - opens nothing


@asynccontextmanager
async def _client(token: str | None) -> AsyncIterator[httpx.AsyncClient]:
    measures = Measures()
    measures.decided("answer", "uk", "private")
    listening = listen(0, "127.0.0.1")
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with (
        served(metrics_application(Metrics(measures, token), Health()), listening),
        httpx.AsyncClient(base_url=base, trust_env=False, verify=tls) as client,
    ):
        yield client


async def test_the_measures_are_shown() -> None:
    """Prometheus finds the measures in its own form, and health beside them."""
    async with _client(None) as client:
        answer = await client.get("/metrics")
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        assert 'bot_decisions_total{chat="private",decision="answer",language="uk"} 1.0' in answer.text
        assert (await client.get("/healthz")).status_code == (await client.get("/readyz")).status_code == 200


@pytest.mark.parametrize("shown", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"])
async def test_without_the_token_there_is_nothing(shown: str | None) -> None:
    """With a token set, nobody else sees a figure."""
    async with _client(TOKEN) as client:
        headers = {} if shown is None else {"Authorization": shown}
        answer = await client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.content, answer.headers["WWW-Authenticate"]) == (401, b"", "Bearer")
        assert (await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})).status_code == 200
