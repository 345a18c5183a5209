"""After an outage: of what each private chat wrote long ago, the last question is answered, once all has come in."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Update

from bot.tg.arriving import Waiting, is_question, private_chat

logger = logging.getLogger(__name__)

OLD = dt.timedelta(minutes=10)
"""Age from which a message counts as written during an outage."""

TOO_OLD = dt.timedelta(hours=24)
"""Age from which nobody waits for an answer any more; Telegram itself keeps updates no longer."""

QUIET_SECONDS = 3.0
"""Seconds without another old message after which all have come in."""


@dataclass(frozen=True, slots=True)
class _Held:
    waiting: Waiting
    question: bool


class Backlog:
    """Holds what was written during an outage until all of it is here, then lets go of one update a private chat."""

    def __init__(
        self,
        go: Callable[[Waiting], object],
        drop: Callable[[int], None],
        count: Callable[[str, int], None],
        quiet: float = QUIET_SECONDS,
    ) -> None:
        """`go` has an update handled, `drop` is told the number of one that is not, `count` how many there were."""
        self._go = go
        self._drop = drop
        self._count = count
        self._quiet = quiet
        self._held: dict[int, _Held] = {}
        self._dropped: Counter[str] = Counter()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._held)

    @property
    def coming_in(self) -> bool:
        """Tell whether more is waited for."""
        return self._timer is not None

    def hold(self, waiting: Waiting, update: Update, age: dt.timedelta) -> None:
        """Hold an old update, or drop it: what a group wrote, what nobody waits for, what another one comes after."""
        self._ring_later()
        chat = private_chat(update)
        if chat is None or age > TOO_OLD:
            self._let_fall(waiting.number, "group" if chat is None else "private")
            return
        before, new = self._held.get(chat), _Held(waiting, is_question(update))
        if before is not None and before.question and not new.question:
            before, new = new, before
        self._held[chat] = new
        if before is not None:
            self._let_fall(before.waiting.number, "private")

    def overtaken(self, update: Update) -> None:
        """Drop what is held of a chat that asks anew just now."""
        chat = private_chat(update)
        if chat in self._held and is_question(update):
            self._let_fall(self._held.pop(chat).waiting.number, "private")

    def close(self) -> None:
        """Let go of nothing any more: what is held stays in the inbox."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._quiet, self._release)

    def _release(self) -> None:
        self._timer = None
        held, self._held = self._held, {}
        dropped, self._dropped = self._dropped, Counter()
        for one in held.values():
            self._go(one.waiting)
        logger.warning(
            "after an outage the last question of each private chat is answered",
            extra={"answered": len(held), "dropped": dropped["private"], "dropped_in_groups": dropped["group"]},
        )
        self._count("outage-answered", len(held))
        for kind, number in dropped.items():
            self._count(f"outage-dropped-{kind}", number)

    def _let_fall(self, number: int, kind: str) -> None:
        self._drop(number)
        self._dropped[kind] += 1
