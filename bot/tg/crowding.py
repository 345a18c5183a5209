"""What waits of one account, or of one group, is bounded: beyond the bound the oldest gives way to the newest.

Usage::

    crowd.join(waiting, update, task)   # may leave out what waits for longer
    crowd.leave(waiting.number)         # its turn has come
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.texts import words_of
from bot.tg.arriving import Kind, Waiting, is_wish_to_forget
from bot.tg.context import BotApplication, BotContext
from bot.tg.language import for_update
from bot.tg.sending import Place, described, send
from bot.tg.splitting import Span, as_html

logger = logging.getLogger(__name__)

OF_ONE = 20
"""Messages of one account that wait for their turn, wherever it wrote; as many presses, as many inline queries."""

OF_GROUP = 60
"""Messages of one group or channel that wait: three minutes of what Telegram lets a bot say there."""

GATHERED_SECONDS = 1.0
"""Seconds for which what is left out is gathered before it is counted in the store."""

TOLD_SECONDS = 60.0
"""Seconds between two lines of the log."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    number: int
    kind: Kind
    lines: tuple[Hashable, ...]
    forget: bool
    """Whether it is a wish to forget, which gives way to another such wish only."""
    task: asyncio.Task[None]


class Crowd:
    """Knows what waits, by account and group; ends the task of what is left out, counts it, and says so once."""

    def __init__(
        self,
        application: BotApplication,
        begin: Callable[[Coroutine[Any, Any, None]], object],
        leave_out: Callable[[int], None],
        count: Callable[[str, int], None],
    ) -> None:
        """`begin` runs a task, `leave_out` is told each number, `count` how many there were."""
        self._application = application
        self._begin = begin
        self._leave_out = leave_out
        self._count = count
        self._here: dict[int, _Waiting] = {}
        self._lines: dict[Hashable, dict[int, _Waiting]] = {}
        self._uncounted: Counter[Kind] = Counter()
        self._timer: asyncio.TimerHandle | None = None
        self._unlogged = 0
        self._logged_at: float | None = None

    def __len__(self) -> int:
        return len(self._here)

    def join(self, waiting: Waiting, update: Update, task: asyncio.Task[None]) -> None:
        """Add what waits in `task`; what waits for longest of the same account or group may have to give way."""
        kind, lines = _lines(waiting, update)
        if not lines:
            return
        one = _Waiting(waiting.number, kind, lines, is_wish_to_forget(update), task)
        self._here[one.number] = one
        for line in lines:
            waits = self._lines.setdefault(line, {})
            waits[one.number] = one
            if len(waits) > (OF_GROUP if line[0] == "room" else OF_ONE):
                # Not by when they came: work of a dead replica comes late, and is older.
                self._drop(min(waits.values(), key=lambda other: (other.forget, other.number)), update)

    def leave(self, number: int) -> None:
        """Let go of one that waits no longer."""
        one = self._here.pop(number, None)
        for line in one.lines if one else ():
            waits = self._lines[line]
            del waits[number]
            if not waits:
                del self._lines[line]

    def close(self) -> None:
        """Count what was left out until now."""
        if self._timer is not None:
            self._timer.cancel()
            self._tell_store()

    def _drop(self, one: _Waiting, newest: Update) -> None:
        self.leave(one.number)
        one.task.cancel()
        if one.kind != "inline":  # which is not kept
            self._leave_out(one.number)
        self._application.services.measures.left_out(one.kind)
        self._uncounted[one.kind] += 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHERED_SECONDS, self._tell_store)
        if one.kind == "private" and newest.effective_user is not None:
            person = self._application.services.pseudonyms.of(newest.effective_user.id)
            hurried = self._application.memory.hurried
            if not hurried.get(person):
                self._begin(self._tell_person(newest))
            hurried.put(person, value=True)

    def _tell_store(self) -> None:
        self._timer = None
        left_out, self._uncounted = self._uncounted, Counter()
        for kind, number in left_out.items():
            self._count(f"flood-dropped-{kind}", number)
        self._unlogged += left_out.total()
        now = time.monotonic()
        if self._logged_at is None or now - self._logged_at >= TOLD_SECONDS:
            logger.warning(
                "somebody writes faster than can be answered: the oldest of what waits is left out",
                extra={"new": self._unlogged},
            )
            self._unlogged, self._logged_at = 0, now

    async def _tell_person(self, update: Update) -> None:
        context = BotContext.from_update(update, self._application)
        try:
            say = words_of(await for_update(context, update))
            text = say(
                "You write faster than I can answer. I will answer your latest messages and leave out the earlier ones."
            )
            if update.effective_chat is not None:
                await send(self._application.bot, Place(update.effective_chat.id), [as_html([Span(text)])])
        except Exception as error:  # noqa: BLE001 - a word that is missing stops nothing
            logger.warning("a person could not be told that messages are left out: %s", described(error))


def _lines(waiting: Waiting, update: Update) -> tuple[Kind, tuple[tuple[str, Hashable], ...]]:
    """Return what an update is, and of whom and where it waits."""
    if update.inline_query is not None:
        return "inline", (("inline", update.inline_query.from_user.id),)
    turn = waiting.turn
    if turn is None:
        return "private", ()
    of_one = ("press" if turn.pressed else "written", turn.person)
    return turn.kind, (of_one,) if turn.room is None else (of_one, ("room", turn.room))
