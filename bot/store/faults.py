"""Which fault of the store an error of a database driver tells of, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

from bot.store.errors import Fault

REMEDIES: Mapping[Fault, str] = {
    "opening": "wait: it is being opened",
    "full": "free some space where the store is",
    "read-only": "let the bot write: to the file of the store and its folder, or to PostgreSQL",
    "locked": "look for another program that keeps a transaction open",
    "crowded": "let PostgreSQL take more connections (max_connections), or run fewer replicas",
    "corrupt": "stop the bot, see `kharkiv-bot store check`, and put a backup in the place of the file",
    "newer": "update the bot, or give DATABASE_URL another database",
    "secret": "let the bot read and write the secret beside the store, or set PSEUDONYM_SECRET",
    "unusable": "see whether the database is there and can be reached",
}

# By SQLite's primary result codes: https://sqlite.org/rescode.html
_SQLITE: Mapping[int, Fault] = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_FULL: "full",
}
_PRIMARY = 0xFF

# By PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Mapping[str, Fault] = {
    "53100": "full",
    "53300": "crowded",
    "25006": "read-only",
    "55P03": "locked",
    "XX001": "corrupt",
    "XX002": "corrupt",
}


def fault_in(error: Exception) -> Fault | None:
    """Return the fault that `error` tells of; None where one row or statement was wrong, and others may go through."""
    if not isinstance(error, SQLAlchemyError):
        return "unusable"
    if isinstance(error, IntegrityError | DataError | ProgrammingError):
        return None
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & _PRIMARY, "unusable")
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", "unusable")
