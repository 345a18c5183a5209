"""Look-ups in the store that share one query with whatever else is looked up at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Gathering(Generic[Value]):
    """Looks keys up: the first at once, and those that are asked for meanwhile together after it."""

    def __init__(self, look_up: Callable[[Collection[str]], Awaitable[Mapping[str, Value]]]) -> None:
        """Ask `look_up` for the values of several keys; keys without a value are missing in what it returns."""
        self._look_up = look_up
        self._waiting: dict[str, asyncio.Future[Value | None]] = {}
        self._worker: asyncio.Task[None] | None = None

    async def of(self, key: str) -> Value | None:
        """Return the value of `key`, or None where it has none; raises what the look-up raises."""
        if key not in self._waiting:
            self._waiting[key] = asyncio.get_running_loop().create_future()
        found = self._waiting[key]
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="looking up")
        return await asyncio.shield(found)  # others may wait for the same

    async def _work(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            try:
                values = await self._look_up(list(asked))
            except Exception as error:  # noqa: BLE001 - it is theirs who asked
                for future in asked.values():
                    future.set_exception(error)
                    future.exception()  # whoever asked may have lost patience
            else:
                for key, future in asked.items():
                    future.set_result(values.get(key))
