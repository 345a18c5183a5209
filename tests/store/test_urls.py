"""The forms of DATABASE_URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store.errors import StoreError
from bot.store.urls import database_file, default_url, normalised_url


@pytest.mark.parametrize(
    ("given", "normalised"),
    [
        ("postgres://u:p@h:5432/n", "postgresql+asyncpg://u:p@h:5432/n"),
        ("postgresql://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
        ("postgresql+asyncpg://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
        ("postgres://u:p%40s@h/n?sslmode=require", "postgresql+asyncpg://u:p%40s@h/n?ssl=require"),
        ("sqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
        ("sqlite:////data/bot.db", "sqlite+aiosqlite:////data/bot.db"),
        ("sqlite+aiosqlite:////data/bot.db", "sqlite+aiosqlite:////data/bot.db"),
        ("  sqlite:///bot.db\n", "sqlite+aiosqlite:///bot.db"),
    ],
)
def test_urls_of_hosting_services_are_accepted(given: str, normalised: str) -> None:
    """The usual forms get the driver that the store uses; normalising again changes nothing."""
    assert normalised_url(given) == normalised
    assert normalised_url(normalised) == normalised


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "DATABASE_URL is no database URL: expected"),
        ("/data/bot.db", "DATABASE_URL is no database URL: expected"),
        ("postgres://u:hunter2@h:port/n", "DATABASE_URL is no database URL: expected"),
        ("mysql://u:hunter2@h/n", "DATABASE_URL names mysql, which the bot can't use"),
        ("postgresql+psycopg://u:hunter2@h/n", r"names postgresql\+psycopg, which the bot can't use"),
        ("postgres://u:hunter2@h", "DATABASE_URL names no database on h"),
        ("sqlite://", "DATABASE_URL names no SQLite file"),
        ("sqlite:///:memory:", "what is kept in memory would be lost"),
        ("sqlite:///file:x?mode=memory&uri=true", "DATABASE_URL names no SQLite file"),
        ("sqlite://data/bot.db", "write three slashes, or four before a full path"),
    ],
)
def test_a_wrong_url_is_explained(given: str, message: str) -> None:
    """The error says what is wrong and what is expected, without a password."""
    with pytest.raises(StoreError, match=message) as caught:
        normalised_url(given)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__cause__ is None


def test_the_default_is_a_file_of_the_user() -> None:
    """Without DATABASE_URL the bot keeps an SQLite file in the platform's data folder."""
    file = database_file(default_url())
    assert file is not None
    assert file.is_absolute()
    assert file.parts[-2:] == ("kharkiv-bot", "bot.db")


def test_the_file_of_a_url() -> None:
    """A relative path starts at the working folder; PostgreSQL has no file."""
    assert database_file("sqlite:///x/bot.db") == Path.cwd() / "x" / "bot.db"
    assert database_file("postgres://h/n") is None
