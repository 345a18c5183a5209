"""A judged Bot API server, and the knowledge that the bot answers from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.botapi.server import BotApi
from tests.judge.judging import judge

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Yield a running server whose judge found nothing wrong by the end of the test."""
    async with BotApi(judge=judge) as server:
        yield server
    server.check()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_api() -> AsyncIterator[BotApi]:
    """Yield one server for all tests of a module, judged like `api`."""
    async with BotApi(judge=judge) as server:
        yield server
    server.check()


@pytest.fixture(scope="session")
def knowledge_folder() -> Path:
    """Return the knowledge that comes with the bot."""
    return KNOWLEDGE
