"""What goes wrong with the store, in words that name the remedy."""

from __future__ import annotations

from typing import Literal

Fault = Literal["opening", "full", "read-only", "locked", "crowded", "corrupt", "newer", "secret", "unusable"]
"""What keeps the whole store from being used; "opening" before it was used for the first time."""


class StoreError(Exception):
    """The store can't be opened or used; the message holds no password, pseudonym or text of a person."""


class StoreFaultError(StoreError):
    """A fault of the store as a whole, not of one row: whatever is tried next may fail as well."""

    def __init__(self, message: str, fault: Fault) -> None:
        super().__init__(message)
        self.fault: Fault = fault


class SecretError(StoreError):
    """The secret of the pseudonyms is missing, too short or unreadable; the message does not hold it."""


class SecretNotKeptError(SecretError):
    """The secret beside the SQLite file can't be read or written now, which may pass."""
