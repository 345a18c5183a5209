"""A judged server, one without a judge, and a plain client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.botapi.server import BotApi
from tests.demo.botapi.small_bot import Caller, client
from tests.judge.judging import judge


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Yield a running server whose judge found nothing wrong by the end of the test."""
    async with BotApi(judge=judge) as server:
        yield server
    server.check()


@pytest.fixture
async def lenient() -> AsyncIterator[BotApi]:
    """Yield a running server without a judge, for requests that are wrong on purpose."""
    async with BotApi() as server:
        yield server


@pytest.fixture
async def call(lenient: BotApi) -> AsyncIterator[Caller]:
    """Yield a plain client of `lenient`."""
    async with client(lenient) as caller:
        yield caller
