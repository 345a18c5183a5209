"""Telegram's limits kept, its pauses honoured, its faults waited out: python-telegram-bot's `BaseRateLimiter`.

Usage: `build(services, token=token, rate_limiter=Limiter(per_second=30))`
"""

from __future__ import annotations

import logging
import random
import time
from asyncio import sleep
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.tg.queueing import Key, Queue, Rate
from bot.tg.requesting import TooManyRequestsError

logger = logging.getLogger(__name__)

PER_SECOND = 30
"""Messages a second that Telegram takes from a bot, to all chats together."""

CHAT = Rate(3, 3.0)
"""To one chat: one message a second, or a few at once. Source: Telegram's Bots FAQ, "My bot is hitting limits"."""

GROUP = Rate(20, 60.0)
"""To one group or channel, beside `CHAT`. Source: the same."""

PATIENCE = 300.0
"""Seconds for which a request is tried again, counted from its first failure."""

ANSWERS_PATIENCE: dict[str, float] = {"answerInlineQuery": 8.0, "answerCallbackQuery": 15.0}
"""The same for answers that nobody waits for any longer."""

TOGETHER = 2.0
"""Seconds within which a second chat that is told to wait means that the whole bot is."""

FIRST = 0.5
"""Seconds of the first wait after a fault; each further one is twice as long."""

LONGEST = 4.0
"""Seconds of the longest wait after a fault."""

PART = 1 / 8
"""Part of its patience that an answer waits at most after a fault, so that a short one leaves time for more tries."""

_CALLERS_OWN = frozenset({"getMe", "setWebhook", "deleteWebhook"})
"""Requests at start, which whoever starts the bot repeats for as long as it takes."""

_COUNTED = ("send", "copy", "forward", "edit")
_REPEATED_ONCE = ("send", "copy", "forward")
_ABOUT_BOT = ("get", "set", "deleteMy")
_SECOND = 1.05  # requests overtake each other on their way
_MARGIN = (0.05, 0.25)

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Limiter(BaseRateLimiter[None]):
    """Lets requests through in good order, and repeats those that failed for a reason which passes.

    Messages and edits of messages count towards the limits of their chat and of the bot. All requests wait while
    Telegram asked to wait: a chat, a method that names no chat, or the whole bot where two chats are told so at once.
    A new message that Telegram may have taken already (no answer in time, a connection that broke) is sent again once
    at most; whatever else failed between the bot and Telegram is tried again for `PATIENCE` seconds. What failed is
    told from the errors of `AiohttpRequest`.
    """

    def __init__(self, per_second: int = PER_SECOND) -> None:
        """Send at most `per_second` messages in any second."""
        self._queue = Queue(Rate(per_second, _SECOND))
        self._told: tuple[Key, float] | None = None
        self._failures = 0

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - the library's signature
    ) -> Answer:
        """Return what `callback` returns, called once or more; its last error where that does not pass in time."""
        if endpoint in _CALLERS_OWN:
            return await callback(*args, **kwargs)
        chat = _chat(data)
        key = endpoint if chat is None else chat
        rates = _rates(chat) if endpoint.startswith(_COUNTED) else ()
        attempts = _Attempts(endpoint)
        while True:
            if (wait := self._queue.paused_for(key)) > attempts.patience:
                raise TooManyRequestsError(wait)
            try:
                answer = await self._through(key, rates, callback, args, kwargs)
            except TooManyRequestsError as error:
                self._pause(endpoint, key, error.seconds)
                attempts.may_go_on(error, error.seconds)
            except NetworkError as error:
                await sleep(self._after(error, attempts))
            else:
                self._works()
                return answer

    async def _through(
        self,
        key: Key,
        rates: tuple[Rate, ...],
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: Any,
    ) -> Answer:
        if rates:
            lane = await self._queue.enter(key, rates)
            try:
                return await callback(*args, **kwargs)
            finally:
                self._queue.leave(lane)
        await self._queue.unpaused(key)
        return await callback(*args, **kwargs)

    def _pause(self, endpoint: str, key: Key, seconds: float) -> None:
        wait = seconds + random.uniform(*_MARGIN)  # noqa: S311 - no secret
        now = time.monotonic()
        together = self._told is not None and self._told[0] != key and now - self._told[1] < TOGETHER
        # A name of the bot may be changed so seldom that its limit says nothing of messages.
        whole = together and not endpoint.startswith(_ABOUT_BOT)
        if whole:
            self._queue.pause_all(wait)
        else:
            self._queue.pause(key, wait)
        if not endpoint.startswith(_ABOUT_BOT):
            self._told = key, now
        logger.warning("Telegram asks to wait", extra={"method": endpoint, "seconds": seconds, "all": whole})

    def _after(self, error: NetworkError, attempts: _Attempts) -> float:
        """Return the seconds to wait after `error`; raise it where it would come again, or time is over."""
        wait = attempts.after(error)
        self._failures += 1
        level = logging.WARNING if self._failures == 1 else logging.DEBUG
        told = {"method": attempts.endpoint, "error": f"{type(error).__name__}: {error}"}
        logger.log(level, "a request to Telegram failed and is tried again", extra=told)
        return wait

    def _works(self) -> None:
        if self._failures:
            logger.info("requests to Telegram work again", extra={"failures": self._failures})
            self._failures = 0


class _Attempts:
    """How often one request was tried, and whether it may be once more."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.patience = ANSWERS_PATIENCE.get(endpoint, PATIENCE)
        self._until: float | None = None
        self._waits = 0
        self._perhaps_done = False

    def may_go_on(self, error: NetworkError | TooManyRequestsError, seconds: float) -> None:
        """Raise `error` where there are no `seconds` left to wait."""
        now = time.monotonic()
        if self._until is None:
            self._until = now + self.patience
        if now + seconds > self._until:
            raise error

    def after(self, error: NetworkError) -> float:
        """Return the seconds to wait after `error`: half to the whole of a doubling time; raise it where it stays."""
        if isinstance(error, BadRequest):
            raise error
        if self.endpoint.startswith(_REPEATED_ONCE) and isinstance(error, TimedOut):
            if self._perhaps_done:
                raise error
            self._perhaps_done = True
        longest = min(FIRST * 2.0**self._waits, LONGEST, self.patience * PART)
        wait = longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
        self._waits += 1
        self.may_go_on(error, wait)
        return wait


def _chat(data: dict[str, Any]) -> int | str | None:
    chat: int | str | None = data.get("chat_id")
    return int(chat) if isinstance(chat, str) and chat.lstrip("-").isdecimal() else chat


def _rates(chat: int | str | None) -> tuple[Rate, ...]:
    """Return the limits of a chat; groups and channels have negative numbers, or names."""
    if chat is None:
        return ()
    return (CHAT, GROUP) if isinstance(chat, str) or chat < 0 else (CHAT,)
