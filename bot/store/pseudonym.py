"""Pseudonyms: who a person is, is never kept; that two rows are of one person can still be told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from bot.store.errors import SecretError, SecretNotKeptError
from bot.store.sealing import Seal
from bot.store.urls import database_file

SHORTEST_SECRET = 16
"""Characters of the shortest secret that is accepted."""

BYTES = 18
"""Bytes of a pseudonym: 144 bits, which base64 writes as 24 characters without padding."""

_VARIABLE = "PSEUDONYM_SECRET"
_REMEDY = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes one'


class Pseudonyms:
    """Turns Telegram ids into pseudonyms that can't be traced back without the secret."""

    def __init__(self, secret: bytes) -> None:
        """Keep `secret`, at least `SHORTEST_SECRET` bytes; SecretError where it is shorter."""
        if len(secret) < SHORTEST_SECRET:
            raise SecretError(_too_short(_VARIABLE, len(secret)))
        # A key of this purpose alone: the same secret can then serve another (encryption) without a tie between them.
        self._key = hmac.digest(secret, b"kharkiv-bot pseudonyms", hashlib.sha256)
        self._sealing = hmac.digest(secret, b"kharkiv-bot seals", hashlib.sha256)

    def of(self, identifier: int) -> str:
        """Return the pseudonym of a Telegram user or chat: 24 characters of `A-Za-z0-9_-`, the same each time.

        A private chat has its person's id, and so the same pseudonym.
        """
        digest = hmac.digest(self._key, str(identifier).encode("ascii"), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:BYTES]).decode("ascii")

    def seal(self, purpose: str) -> Seal:
        """Return what encrypts, under a key of `purpose` alone, an id by which a person must be reached again."""
        return Seal(self._sealing, purpose)

    def __repr__(self) -> str:
        """Return a text without the secret."""
        return "Pseudonyms(***)"


def secret_for(url: str, given: str | None) -> bytes:
    """Return the secret of the store at `url`: `given` (PSEUDONYM_SECRET) or, where it is None or empty, a kept one.

    A kept secret is generated once and stands beside the SQLite file, under its name with `.secret`, readable by its
    owner only. SecretError where `given` has under `SHORTEST_SECRET` characters, where the kept one is too short, and
    where none is given for PostgreSQL, whose replicas must share one; SecretNotKeptError where it can't be read or
    written now.
    """
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SecretError(_too_short(_VARIABLE, len(given)))
        return given.encode("utf-8", errors="surrogateescape")
    file = database_file(url)
    if file is None:
        raise SecretError(f"{_VARIABLE} is required with PostgreSQL, since all replicas must share it: {_REMEDY}")
    return _kept(file, new_secret())


def new_secret() -> bytes:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32).encode("ascii")


def keep_secret(url: str, secret: bytes) -> None:
    """Keep a `secret` that could not be kept at start; SecretError where it still can't be, or another stands there."""
    file = database_file(url)
    if file is not None and _kept(file, secret) != secret:
        raise SecretError(f"{_beside(file)}: could not be read at start, and now it can: start the bot again")


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.secret")


def _kept(file: Path, new: bytes) -> bytes:
    """Return the secret that stands beside the database `file`, which is `new` where there was none."""
    kept = _beside(file)
    try:
        if not kept.exists():
            _create(kept, new)
        secret = kept.read_bytes().strip()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{kept}: can't keep the secret there ({reason}): set {_VARIABLE}; {_REMEDY}"
        raise SecretNotKeptError(message) from error
    if len(secret) < SHORTEST_SECRET:
        raise SecretError(_too_short(str(kept), len(secret)))
    return secret


def _create(kept: Path, secret: bytes) -> None:
    """Write `secret` so that it appears whole or not at all, and that of several processes one wins."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, prefix=f".{kept.name}-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secret + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(name, kept)  # unlike a rename, it fails where another process was first
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _too_short(where: str, length: int) -> str:
    return f"{where} has {length} characters; at least {SHORTEST_SECRET} are needed: {_REMEDY}"
