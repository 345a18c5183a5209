"""A bell: wakes everybody who waits for something to have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Used within one event loop at a time."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def heard(self) -> None:
        """Wait for the next ring."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)

    async def until(self, find: Callable[[], Found | None], seconds: float) -> Found | None:
        """Return what `find` finds, tried now and at each ring; None where it finds nothing within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while (found := find()) is None:
                    await self.heard()
                return found
        except TimeoutError:
            return find()
