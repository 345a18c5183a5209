"""Turns: what one person writes in one chat is answered in its order, while others are answered side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Turns:
    """Lets those with the same key wait for each other, first come, first served; nothing is kept behind the last."""

    def __init__(self, side_by_side: int = 1) -> None:
        """Let so many of one key through at a time."""
        self._side_by_side = side_by_side
        self._places: dict[Hashable, tuple[asyncio.Semaphore, int]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._places

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Wait until there is a place, after all who came before with the same `key`."""
        places, here = self._places.get(key, (asyncio.Semaphore(self._side_by_side), 0))
        self._places[key] = places, here + 1
        try:
            async with places:
                yield
        finally:
            places, here = self._places.pop(key)
            if here > 1:
                self._places[key] = places, here - 1
