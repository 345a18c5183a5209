"""Whose message goes next: fair between chats, within Telegram's limits, and not while Telegram asks to wait."""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from bisect import bisect_right
from collections import deque
from collections.abc import Hashable
from itertools import count
from typing import NamedTuple

Key = Hashable
"""What a pause is for: a chat, or a method that names no chat."""

_MANY = 1024
"""Lanes from which those that nobody needs any more are looked for."""


class Rate(NamedTuple):
    """At most `most` messages in any `seconds`."""

    most: int
    seconds: float


class Window:
    """Counts messages by one rate.

    A message takes its place for the rate's seconds from when it is sent, or, where the window is `strict`, from its
    answer: Telegram counted it at some moment in between, so that its own count is never above a strict window's. But
    where answers are slow, a strict window lets less through than its rate.
    """

    def __init__(self, rate: Rate, *, strict: bool = True) -> None:
        self._rate = rate
        self._strict = strict
        self._under_way = 0
        self._ended: list[float] = []  # a few; a deque takes ten times the memory, for each chat

    def opens(self, now: float) -> float:
        """Return when there is room: `now`, later, or infinity where only an answer can make room."""
        if self._ended and self._ended[0] <= now - self._rate.seconds:
            del self._ended[: bisect_right(self._ended, now - self._rate.seconds)]
        if self._under_way + len(self._ended) < self._rate.most:
            return now
        return self._ended[0] + self._rate.seconds if self._ended else math.inf

    def begin(self, now: float) -> None:
        """Take a place."""
        if self._strict:
            self._under_way += 1
        else:
            self._ended.append(now)

    def end(self, now: float) -> None:
        """Note an answer."""
        if self._strict:
            self._under_way -= 1
            self._ended.append(now)

    def empty(self, now: float) -> bool:
        """Tell whether all places are free."""
        return self.opens(now) == now and not self._under_way and not self._ended


class Lane:
    """The messages of one chat, first come, first served."""

    def __init__(self, key: Key, rates: tuple[Rate, ...]) -> None:
        self.key = key
        self.windows = [Window(rate) for rate in rates]
        self.waiting: list[asyncio.Future[None]] = []
        self.placed = False
        """Whether it stands in the ring, or among those for later."""

    def opens(self, now: float) -> float:
        """Return when all windows have room, as `Window.opens`."""
        return max(window.opens(now) for window in self.windows)


class Queue:
    """Lets messages through, one of each chat in turn: a chat with many delays no other's next one."""

    def __init__(self, overall: Rate) -> None:
        """Let no more than `overall` through in all."""
        self._overall = Window(overall, strict=False)
        self._lanes: dict[Key, Lane] = {}
        self._ring: deque[Lane] = deque()
        self._later: list[tuple[float, int, Lane]] = []
        self._order = count()
        self._paused: dict[Key, float] = {}
        self._all_paused = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._sweep_at = _MANY

    def __len__(self) -> int:
        """Return how many chats are kept in mind."""
        return len(self._lanes)

    def pause(self, key: Key, seconds: float) -> None:
        """Let nothing of `key` through for `seconds`; what is under way can't be called back."""
        self._paused[key] = max(self._paused.get(key, 0.0), time.monotonic() + seconds)

    def pause_all(self, seconds: float) -> None:
        """Let nothing at all through for `seconds`."""
        self._all_paused = max(self._all_paused, time.monotonic() + seconds)

    def paused_for(self, key: Key) -> float:
        """Return the seconds for which `key` is still paused, by itself or with all; 0 where it is not."""
        return max(0.0, max(self._all_paused, self._paused.get(key, 0.0)) - time.monotonic())

    async def unpaused(self, key: Key) -> None:
        """Wait while `key` is paused; for requests that count towards no limit."""
        while wait := self.paused_for(key):  # noqa: ASYNC110 - it may be paused anew meanwhile
            await asyncio.sleep(wait)

    async def enter(self, key: Key, rates: tuple[Rate, ...]) -> Lane:
        """Wait for the turn of a message to the chat `key`, whose own limits are `rates`; once it is sent, `leave`."""
        lane = self._lane(key, rates)
        await self._admit(lane)
        return lane

    def leave(self, lane: Lane) -> None:
        """Note that a message was sent, or was not."""
        now = time.monotonic()
        for window in (self._overall, *lane.windows):
            window.end(now)
        self._place(lane, now)
        self._go_on(now)

    def _lane(self, key: Key, rates: tuple[Rate, ...]) -> Lane:
        lane = self._lanes.get(key)
        if lane is None:
            self._sweep()
            lane = self._lanes[key] = Lane(key, rates)
        return lane

    async def _admit(self, lane: Lane) -> None:
        now = time.monotonic()
        if not self._ring and not lane.waiting and max(self._opens(lane, now), self._opens_at_all(now)) <= now:
            self._begin(lane, now)
            return
        mine = asyncio.get_running_loop().create_future()
        lane.waiting.append(mine)
        self._place(lane, now)
        self._go_on(now)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # let through in the same moment
                self.leave(lane)
            raise

    def _begin(self, lane: Lane, now: float) -> None:
        for window in (self._overall, *lane.windows):
            window.begin(now)

    def _opens(self, lane: Lane, now: float) -> float:
        return max(lane.opens(now), self._paused.get(lane.key, 0.0))

    def _opens_at_all(self, now: float) -> float:
        return max(self._overall.opens(now), self._all_paused)

    def _place(self, lane: Lane, now: float) -> None:
        """Put a lane in which somebody waits at the end of the ring, or among those for later."""
        if lane.placed or not lane.waiting:
            return
        opens = self._opens(lane, now)
        if opens <= now:
            self._ring.append(lane)
        elif opens < math.inf:
            heapq.heappush(self._later, (opens, next(self._order), lane))
        else:
            return  # the end of what is under way places it
        lane.placed = True

    def _go_on(self, now: float) -> None:
        """Let through whatever may pass now, and see to it that the rest is let through in time."""
        while self._later and self._later[0][0] <= now:
            lane = heapq.heappop(self._later)[2]
            lane.placed = False
            self._place(lane, now)
        while self._ring and self._opens_at_all(now) <= now:
            lane = self._ring.popleft()
            lane.placed = False
            if self._opens(lane, now) <= now:
                self._let_one_through(lane, now)
            self._place(lane, now)
        self._wake(now)

    def _let_one_through(self, lane: Lane, now: float) -> None:
        while lane.waiting:
            waiting = lane.waiting.pop(0)
            if not waiting.done():  # else it was cancelled
                self._begin(lane, now)
                waiting.set_result(None)
                return

    def _wake(self, now: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        nexts = [self._later[0][0]] if self._later else []
        if self._ring:
            nexts.append(self._opens_at_all(now))
        if nexts and (wait := min(nexts) - now) < math.inf:
            self._timer = asyncio.get_running_loop().call_later(wait, self._woken)

    def _woken(self) -> None:
        self._timer = None
        self._go_on(time.monotonic())

    def _sweep(self) -> None:
        """Forget chats to which nothing was sent lately, once there are many."""
        if len(self._lanes) < self._sweep_at:
            return
        now = time.monotonic()
        self._lanes = {
            key: lane
            for key, lane in self._lanes.items()
            if lane.waiting or not all(window.empty(now) for window in lane.windows)
        }
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        self._sweep_at = max(_MANY, 2 * len(self._lanes))
