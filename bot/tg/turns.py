"""Turns: what one person writes in one chat is answered in its order, while others are answered side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable


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

    def of(self, key: Hashable) -> Place:
        """Return what waits until there is a place, after all who came before with the same `key`."""
        return Place(self, key)

    async def begin(self, key: Hashable) -> None:
        """Wait for a place."""
        places, here = self._places.get(key) or (asyncio.Semaphore(self._side_by_side), 0)
        self._places[key] = places, here + 1
        try:
            await places.acquire()
        except BaseException:
            self._leave(key)
            raise

    def end(self, key: Hashable) -> None:
        """Leave the place to the next one."""
        self._places[key][0].release()
        self._leave(key)

    def _leave(self, key: Hashable) -> None:
        places, here = self._places.pop(key)
        if here > 1:
            self._places[key] = places, here - 1


class Place:
    """A place for the time of a block; a class, since a generator would take twice as long for each update."""

    __slots__ = ("_key", "_turns")

    def __init__(self, turns: Turns, key: Hashable) -> None:
        self._turns = turns
        self._key = key

    async def __aenter__(self) -> None:
        await self._turns.begin(self._key)

    async def __aexit__(self, *_: object) -> None:
        self._turns.end(self._key)
