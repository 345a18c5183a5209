"""Names by which the store knows replies, and from which nobody can tell which message is meant."""

from __future__ import annotations

import base64
import hashlib

_BYTES = 18


def token(chat: str, message: int, topic: str = "") -> str:
    """Return the name by which the store knows a reply, or one topic shown in it: 24 characters.

    `chat` is a pseudonym, so that nobody without its secret can tell which message is meant.
    """
    digest = hashlib.sha256(f"{chat}:{message}:{topic}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode("ascii")
