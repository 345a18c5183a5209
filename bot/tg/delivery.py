"""Updates delivered to the handlers at least once, from before they are confirmed to Telegram until they are answered.

Usage::

    delivery = Delivery(application, inbox)
    delivery.take_up((await inbox.claim(all_others=True)).kept)   # what a process before left behind
    await delivery.receive([arrival, ...]) # then Telegram may forget them
    await delivery.stop(6.0)               # what is not done by then stays in the inbox
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, Protocol

from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.store.errors import StoreError
from bot.store.inbox import Inbox, Kept
from bot.tg.arriving import Turn, Waiting, age, author, is_inline, is_place, whose, without_places
from bot.tg.backlog import OLD, QUIET_SECONDS, Backlog
from bot.tg.context import CONCURRENT, BotApplication
from bot.tg.crowding import Crowd
from bot.tg.errors import place_in_code

logger = logging.getLogger(__name__)

TRIES = 3
"""Times that an update is handled whose handler raises, before it is set aside."""

PAUSE_SECONDS = 1.0
"""Seconds before such an update is handled again; three times as many before the next time."""

AWAY_SECONDS = 60.0
"""Seconds of the longest pause while Telegram can't be reached; the first one has `PAUSE_SECONDS`."""

LOADED = 500
"""Updates that wait in memory; further ones wait in the inbox alone, and are read when their turn comes."""

MOST = 5000
"""Updates that wait, those in the inbox alone included; beyond that the bot is busy."""


class Arrival(Protocol):
    """An update as it came: read, and as Telegram wrote it, JSON in UTF-8."""

    @property
    def update(self) -> Update:
        """Return the update."""

    @property
    def body(self) -> bytes:
        """Return its JSON."""


class Delivery:
    """Takes updates into the inbox, has them handled, and deals with what goes wrong on the way."""

    def __init__(
        self,
        application: BotApplication,
        inbox: Inbox,
        *,
        pause: float = PAUSE_SECONDS,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        """Deliver to `application`; `pause` and `quiet` are in seconds, before a further try and after an outage."""
        self.application = application
        self._inbox = inbox
        self._pause = pause
        self._backlog = Backlog(self._spawn, inbox.finish, self.count, quiet)
        self._crowd = Crowd(application, self._begin, inbox.finish, self.count)
        self._tasks: set[asyncio.Task[None]] = set()
        self._beginning = 0
        self._loaded = 0
        self._ending = asyncio.Event()
        self._closed = False

    @property
    def bot(self) -> Bot:
        """Return the bot."""
        return self.application.bot

    @property
    def busy(self) -> bool:
        """Tell whether no more should be taken for now: what waits at Telegram costs no memory."""
        return len(self._tasks) >= MOST

    async def receive(self, arrived: Sequence[Arrival]) -> None:
        """Take updates in their order; return once a crash would lose none. Those that came before are left out."""
        for one in arrived:
            if is_inline(one.update):
                self._answer_inline(one.update)
        kept = self._to_keep([one for one in arrived if not is_inline(one.update)])
        beginning = sum(row.started for row, _ in kept)
        self._beginning += beginning
        try:
            new = await self._inbox.put([row for row, _ in kept])
        finally:
            self._beginning -= beginning
        for row, update in kept:
            if row.update_id in new:
                self._accept(update, started=row.started)

    async def refuse(self, update_id: int, reason: str) -> None:
        """Set an update aside that can't be read, before it is confirmed to Telegram."""
        await self._inbox.refuse(update_id, reason)
        self.count("set-aside")

    def take_up(self, kept: Sequence[Kept]) -> None:
        """Have updates handled that were in the inbox before."""
        for one in kept:
            update = self._read(one)
            if update is not None:
                self._accept(update, failures=one.failures)

    def count(self, name: str, by: int = 1) -> None:
        """Add `by` to a counter of the store, behind the replies."""
        services = self.application.services
        if by:
            self.application.recorder.put(lambda: services.store.count(name, day=services.today(), by=by))

    async def stop(self, within: float) -> None:
        """Handle what waits for most of `within` seconds, then only end what is under way; the rest stays."""
        self._backlog.close()
        self._crowd.close()
        self._ending.set()
        await self._ended(within * 0.7)
        self._closed = True
        await self._ended(within * 0.3)
        if left := list(self._tasks):
            logger.warning("not everything was finished in time", extra={"updates": len(left)})
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _ended(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _to_keep(self, arrived: Sequence[Arrival]) -> list[tuple[Kept, Update]]:
        """Return the rows of updates; those that need not wait for others are started in the same go."""
        free, before, rows = CONCURRENT - len(self._tasks) - self._beginning, set[Turn | None](), []
        for update, body in ((one.update, one.body) for one in arrived):
            if is_place(update):
                rows.append((Kept(update.update_id, None), update))
                continue
            turn, who = whose(update), author(update)
            started = free > 0 and not self._is_old(update)
            if turn is not None:
                started = started and self.application.free(turn) and not before & {turn, turn.room}
                before |= {turn, turn.room} - {None}
            free -= started
            person = None if who is None else self.application.services.pseudonyms.of(who)
            rows.append((Kept(update.update_id, without_places(body), person, started), update))
        return rows

    def _is_old(self, update: Update) -> bool:
        return age(update, self.application.services.clock()) > OLD

    def _answer_inline(self, update: Update) -> None:
        number = update.update_id
        task = self._begin(self.application.process_update(update))
        if task is not None:
            self._crowd.join(Waiting(number, None, update), update, task)
            task.add_done_callback(lambda _: self._crowd.leave(number))

    def _accept(self, update: Update, *, started: bool = False, failures: int = 0) -> None:
        # A place is in memory alone, at any age: nobody else could answer it.
        place = is_place(update)
        loaded = place or self._loaded + len(self._backlog) < LOADED or not self._inbox.reachable
        waiting = Waiting(update.update_id, whose(update), update if loaded else None, started, failures)
        if not place and self._is_old(update):
            self._backlog.hold(waiting, update, age(update, self.application.services.clock()))
            return
        self._backlog.overtaken(update)
        task = self._spawn(waiting)
        if task is not None and not started:
            self._crowd.join(waiting, update, task)

    def _spawn(self, waiting: Waiting) -> asyncio.Task[None] | None:
        task = self._begin(self._deliver(waiting))
        if task is not None and waiting.update is not None:
            self._loaded += 1
            task.add_done_callback(self._unload)
        return task

    def _unload(self, _: asyncio.Task[None]) -> None:
        self._loaded -= 1

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        if self._closed:  # it stays in the inbox
            work.close()
            return None
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _deliver(self, waiting: Waiting) -> None:
        async with self.application.in_turn(waiting.turn):
            self._crowd.leave(waiting.number)
            update = waiting.update or await self._again(waiting.number)
            if update is None:
                return
            if is_place(update):
                async with self.application.slots:
                    await self.application.handle(update)
            else:
                await self._carry_out(update, waiting)

    async def _again(self, number: int) -> Update | None:
        """Return an update that waited in the inbox alone; None where it is done, or has to wait for the next start."""
        try:
            body = await self._inbox.body(number)
        except StoreError as error:
            logger.error("an update stays in the inbox", extra={"error": str(error)})  # noqa: TRY400 - words enough
            return None
        return None if body is None else self._read(Kept(number, body))

    def _read(self, kept: Kept) -> Update | None:
        """Return an update of the inbox; one that can't be read is set aside."""
        if kept.body is None:
            return None
        try:
            return Update.de_json(json.loads(kept.body), self.bot)
        except Exception as error:  # noqa: BLE001 - another version wrote it, and the library checks nothing
            self._inbox.set_aside(kept.update_id, type(error).__name__)
            self.count("set-aside")
            return None

    async def _carry_out(self, update: Update, waiting: Waiting) -> None:
        """Handle `update`, again where that may help; then it is done or set aside."""
        number, started, failures, away = waiting.number, waiting.started, waiting.failures, 0
        while True:
            async with self.application.slots:
                if self._closed or not (started or await self._inbox.start(number)):
                    return
                started = False
                error = await self.application.attempt(update)
            if error is None:
                self._inbox.finish(number)
                return
            why = f"{type(error).__name__} at {place_in_code(error)}"
            if _may_have_arrived(error) or (not _unreachable(error) and failures + 1 >= TRIES):
                await self._give_up(update, error, why)
                return
            if _unreachable(error):
                away += 1
            else:
                failures += 1
            self._inbox.fail(number, why, counted=not _unreachable(error))
            logger.warning("an update failed and is tried again: %s", why)
            if await self._told_to_end(min(self._pause * (2**away if away else 3 ** (failures - 1)), AWAY_SECONDS)):
                return

    async def _give_up(self, update: Update, error: Exception, why: str) -> None:
        """Set an update aside, and say sorry once."""
        await self.application.process_error(update, error)
        self._inbox.set_aside(update.update_id, why)
        self.count("set-aside")

    async def _told_to_end(self, seconds: float) -> bool:
        """Wait; tell whether the bot is to stop."""
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _unreachable(error: Exception) -> bool:
    """Tell whether Telegram could not be reached, which is not the update's fault."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def _may_have_arrived(error: Exception) -> bool:
    """Tell whether a reply may have arrived: it was sent twice by then, and a third one would annoy."""
    return isinstance(error, TimedOut)
