"""The updates that wait for the bot, with the meaning that getUpdates gives to offsets."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.errors import ApiError, conflict

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of updates that come only when `allowed_updates` names them."""

MOST = 100
"""Updates in one answer."""

LONGEST_POLL = 50
"""Seconds that a long poll waits at most."""

FIRST_ID = 700_000_001


@dataclass(frozen=True)
class Queued:
    """One update that waits."""

    id: int
    body: Any
    """The update; verbatim, so perhaps no object at all."""
    key: object
    """Updates of one key reach a webhook in their order; None stands for a key of its own."""


class UpdateQueue:
    """The updates that were not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.pending: deque[Queued] = deque()
        self.allowed: frozenset[str] | None = None
        """Kinds that the bot asked for; None stands for all but UNASKED."""
        self.listener: Callable[[Queued], None] | None = None
        """Told of each new update: the webhook, while one is set."""
        self._next_id = FIRST_ID
        self._bell = Bell()
        self._poll: asyncio.Task[Any] | None = None
        self._ended: dict[asyncio.Task[Any], ApiError | None] = {}

    def put(self, kind: str, payload: dict[str, Any], key: object = None) -> int | None:
        """Queue `payload` as an update of `kind`; return its id, or None where the bot did not ask for that kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in UNASKED
        if not wanted:
            return None
        return self._put({"update_id": self._next_id, kind: payload}, key)

    def put_raw(self, body: Any) -> int:
        """Queue `body` verbatim, whatever it is; return the id that confirms it."""
        return self._put(body, None)

    def _put(self, body: Any, key: object) -> int:
        queued = Queued(self._next_id, body, key)
        self._next_id += 1
        self.pending.append(queued)
        if self.listener:
            self.listener(queued)
        self._bell.ring()
        return queued.id

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Keep the kinds that the bot asks for: an empty list for the usual ones, None to change nothing."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only that many of the newest."""
        while self.pending and (self.pending[0].id < offset if offset >= 0 else len(self.pending) > -offset):
            self.pending.popleft()

    def drop(self, queued: Queued) -> None:
        """Forget one update that was delivered; a no-op where it is gone already."""
        if queued in self.pending:
            self.pending.remove(queued)

    async def take(self, offset: int, limit: int, seconds: float) -> list[Any]:
        """Return up to `limit` updates from `offset` on, waiting `seconds` for the first; ApiError 409 when ended."""
        self.end_poll(
            conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        )
        self.confirm(offset)
        task = asyncio.current_task()
        if not self.pending and seconds > 0 and task:
            self._poll = task
            try:
                await self._bell.until(lambda: True if self.pending or task in self._ended else None, seconds)
            finally:
                error = self._ended.pop(task, None)
                self._poll = None if self._poll is task else self._poll
            if error:
                raise error
        return [queued.body for queued in list(self.pending)[:limit]]

    def end_poll(self, error: ApiError | None) -> None:
        """End the long poll that waits now, if one does: with `error`, or with what there is."""
        if self._poll:
            self._ended[self._poll] = error
            self._poll = None
            self._bell.ring()
