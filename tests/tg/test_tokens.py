"""Names of replies."""

from __future__ import annotations

from bot.tg.tokens import token


def test_a_token_tells_replies_apart() -> None:
    """Another chat, message or topic is another token; the same one is the same each time, and fits the store."""
    tokens = {token("chat", 1), token("chat", 2), token("other", 1), token("chat", 1, "mayor")}
    assert len(tokens) == 4
    assert token("chat", 1) in tokens
    assert all(len(one) == 24 for one in tokens)
