"""Turns: what one person writes in one chat is answered in its order, while others are answered side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from telegram import Update


class Turns:
    """Lets those with the same key wait for each other, first come, first served; nothing is kept behind the last."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._locks)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._locks

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Wait until all who came before with the same `key` are through."""
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = lock, waiting - 1


def whose(update: object) -> tuple[int, int] | None:
    """Return the chat and the person of something written, a command or an edit; None for what has no order.

    An edit is so answered after the question that it changes, and a follow-up after what it follows.
    """
    if not isinstance(update, Update):
        return None
    message = update.message or update.edited_message or update.channel_post
    if message is None:
        return None
    sender = message.sender_chat or message.from_user
    return message.chat.id, sender.id if sender else 0
