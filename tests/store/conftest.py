"""A store of each kind, new for each test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.store import Store
from bot.store.urls import normalised_url

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "")
"""A PostgreSQL database that tests may empty; without it they run on SQLite alone."""


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of an SQLite file that does not exist yet, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path}/data/bot.db"


@pytest_asyncio.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
async def url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """Return the URL of an empty database."""
    if request.param == "sqlite":
        return sqlite_url
    engine = create_async_engine(normalised_url(POSTGRESQL))
    async with engine.begin() as connection:
        tables = MetaData()
        await connection.run_sync(tables.reflect)
        await connection.run_sync(tables.drop_all)
    await engine.dispose()
    return POSTGRESQL


@pytest_asyncio.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Give an open store over an empty database."""
    async with await Store.open(url) as opened:
        yield opened
