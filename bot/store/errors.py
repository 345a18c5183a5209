"""What goes wrong with the store, in words that name the remedy."""

from __future__ import annotations


class StoreError(Exception):
    """The store can't be opened or used; the message holds no password, pseudonym or text of a person."""


class SecretError(StoreError):
    """The secret of the pseudonyms is missing, too short or unreadable; the message does not hold it."""
