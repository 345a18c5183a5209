"""Waiting out what goes wrong between the bot and Telegram."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import warnings
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBDeprecationWarning

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

FIRST = 0.5
"""Seconds of the first wait; each further one is twice as long."""

LONGEST = 30.0
"""Seconds of the longest wait, save where Telegram asks for a longer one."""


class Patience:
    """Waits longer after each failure in a row; logs the first one and the end, not every one."""

    def __init__(self, work: str, first: float = FIRST, longest: float = LONGEST) -> None:
        """Wait for `work`, which names it in the log."""
        self.failures = 0
        """Failures in a row."""
        self._work = work
        self._first = first
        self._longest = longest

    async def wait(self, error: Exception, words: str | None = None) -> None:
        """Wait after `error`, told as `words` where the error's own say too little."""
        seconds = self.seconds(error)
        self.failures += 1
        level = logging.WARNING if self.failures == 1 else logging.DEBUG
        told = words or f"{self._work} failed and is tried again"
        logger.log(level, told, extra={"error": _words(error), "seconds": round(seconds, 1)})
        await asyncio.sleep(seconds)

    def seconds(self, error: Exception) -> float:
        """Return how long to wait now: half to the whole of a doubling time, so that many bots do not come at once."""
        if isinstance(error, RetryAfter):
            return _asked(error)
        whole = min(self._first * 2.0 ** min(self.failures, 30), self._longest)
        return whole * random.uniform(0.5, 1)  # noqa: S311 - no secret

    def over(self) -> None:
        """Note a success."""
        if self.failures:
            logger.info("%s works again", self._work, extra={"failures": self.failures})
        self.failures = 0


def _asked(error: RetryAfter) -> float:
    with warnings.catch_warnings():  # the library announces that this will be a timedelta one day
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        after = error.retry_after
    return after.total_seconds() if isinstance(after, dt.timedelta) else float(after)


def _words(error: Exception) -> str:
    """Return the kind of `error`, with what Telegram or the way to it says."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, TelegramError) and str(error) else name


async def persist(
    work: str, attempt: Callable[[], Awaitable[Result]], final: tuple[type[Exception], ...] = (InvalidToken,)
) -> Result:
    """Return what `attempt` returns, tried until it works; errors that are `final` are not waited out."""
    patience = Patience(work)
    while True:
        try:
            result = await attempt()
        except final:
            raise
        except Exception as error:  # noqa: BLE001 - DNS, TLS, proxies, 5xx: all of it may pass
            await patience.wait(error)
        else:
            patience.over()
            return result
