"""Where the store is: the forms of DATABASE_URL that are understood."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreError

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"

_DRIVERS = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    POSTGRESQL: POSTGRESQL,
}
_FORMS = f"expected {SQLITE}:///folder/bot.db or {POSTGRESQL}://user:password@host/name"


def default_url() -> str:
    """Return the URL of `bot.db` in the platform's data folder of this user; nothing is created."""
    file = user_data_path("kharkiv-bot", appauthor=False) / "bot.db"
    return URL.create(SQLITE, database=str(file)).render_as_string(hide_password=False)


def normalised_url(url: str) -> str:
    """Return `url` with the driver that the store uses; `postgres://`, `postgresql://` and `sqlite://` are accepted.

    StoreError where it is no database URL, names another kind of database, or an SQLite database without a file.
    """
    return parsed(url).render_as_string(hide_password=False)


def parsed(url: str) -> URL:
    """Return `url` in parts, with the driver that the store uses; StoreError as for `normalised_url`."""
    try:
        parts = make_url(url.strip())
    except (ArgumentError, ValueError):
        # Without the URL, which may hold a password, and without the cause, which quotes the URL.
        raise StoreError(f"DATABASE_URL is no database URL: {_FORMS}") from None
    if parts.drivername not in _DRIVERS:
        raise StoreError(f"DATABASE_URL names {parts.drivername}, which the bot can't use: {_FORMS}")
    parts = parts.set(drivername=_DRIVERS[parts.drivername])
    if parts.drivername == SQLITE:
        return _with_file(parts)
    if not parts.database:
        raise StoreError(f"DATABASE_URL names no database on {parts.host or 'the server'}: {_FORMS}")
    return _with_ssl(parts)


def database_file(url: str) -> Path | None:
    """Return the absolute path of an SQLite database, or None for PostgreSQL; StoreError as for `normalised_url`."""
    parts = parsed(url)
    if parts.drivername != SQLITE:
        return None
    return Path(parts.database or "").absolute()


def shown(url: URL) -> str:
    """Return `url` for a message: no password, and no query, which may hold one too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _with_file(parts: URL) -> URL:
    name = parts.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StoreError(f"DATABASE_URL names no SQLite file, and what is kept in memory would be lost: {_FORMS}")
    if parts.host or "\0" in name:
        raise StoreError(
            f"DATABASE_URL is no path of a file: write three slashes, or four before a full path; {_FORMS}"
        )
    return parts


def _with_ssl(parts: URL) -> URL:
    """Rename libpq's `sslmode`, which hosting services put into their URLs; asyncpg calls it `ssl`."""
    mode = parts.query.get("sslmode")
    if mode is None:
        return parts
    return parts.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
