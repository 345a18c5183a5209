"""Sealing: what must be kept for a while about a person is kept encrypted, under a key of its purpose.

Usage::

    seal = Seal(secret, "inbox")
    row = seal.close(body, b"42")      # the 42 ties it to its row
    body = seal.open(row, b"42")
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.errors import SecretError

KEY_BYTES = 32
NONCE_BYTES = 12
"""Bytes of the random number before each sealed text; what NIST SP 800-38D advises for GCM."""


class Seal:
    """Encrypts and authenticates bytes with AES-256-GCM under a key made from the secret for one purpose alone."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        """Derive the key of `purpose` (a word such as "inbox") from `secret` by HKDF (RFC 5869)."""
        info = f"kharkiv-bot {purpose}".encode()
        key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
        self._cipher = AESGCM(key)

    def close(self, content: bytes, bound: bytes = b"") -> bytes:
        """Return `content` sealed, 28 bytes longer; it opens only with the same `bound`, such as its row's key."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, bound)

    def open(self, closed: bytes, bound: bytes = b"") -> bytes:
        """Return what was sealed; SecretError where it was sealed under another secret or `bound`, or was changed."""
        try:
            return self._cipher.decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError):
            raise SecretError("sealed under another PSEUDONYM_SECRET, or changed: it can't be opened") from None

    def __repr__(self) -> str:
        """Return a text without the key."""
        return "Seal(***)"
