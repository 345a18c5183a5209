"""Measures taken where updates come in and requests go out."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from telegram import Update
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.measures.measures import Measures, RequestOutcome

Arguments = TypeVar("Arguments")

Result = bool | dict[str, Any] | list[dict[str, Any]]

_KINDS = frozenset(Update.ALL_TYPES)


def kind_of_update(update: object) -> str:
    """Return the kind of an update as Telegram names it, such as "message"; "other" where it is none of these."""
    if not isinstance(update, Update):
        return "other"
    return next((kind for kind in update.__slots__ if kind in _KINDS and getattr(update, kind) is not None), "other")


class MeasuredLimiter(BaseRateLimiter[Arguments]):
    """Counts each request that a limiter lets through, repeated ones each time."""

    def __init__(self, limiter: BaseRateLimiter[Arguments], measures: Measures) -> None:
        """Leave all else to `limiter`."""
        self._limiter = limiter
        self._measures = measures

    async def initialize(self) -> None:
        """Start the limiter."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """Stop the limiter."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Arguments | None,
    ) -> Result:
        """Let the limiter make the request, and count each attempt by its outcome."""

        async def counted(*args: Any, **kwargs: Any) -> Result:
            outcome: RequestOutcome = "failed"
            try:
                result = await callback(*args, **kwargs)
                outcome = "ok"
            except TelegramError as error:
                outcome = _outcome(error)
                raise
            finally:
                self._measures.requested(endpoint, outcome)
            return result

        return await self._limiter.process_request(counted, args, kwargs, endpoint, data, rate_limit_args)


def _outcome(error: TelegramError) -> RequestOutcome:
    if isinstance(error, RetryAfter):
        return "limited"
    return "refused" if isinstance(error, BadRequest | Forbidden) else "failed"
