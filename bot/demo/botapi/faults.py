"""What can go wrong between the bot and Telegram, at a test's wish."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from dataclasses import dataclass, field

from bot.demo.botapi.errors import ApiError, too_many

_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass
class Fault:
    """One thing that goes wrong with the requests that it matches."""

    method: str | None
    """The method, in any case; None for all but getUpdates, which must be named."""
    times: int | None
    """How many requests are still hit; None for all until `Faults.clear`."""
    share: float
    """The part of the matching requests that is hit, from 0 to 1."""
    after: bool
    """Whether the request takes effect first and only its answer is lost."""
    delay: float = 0.0
    """Seconds to wait, before the effect, or after it with `after`."""
    error: ApiError | None = None
    """The answer instead of the result."""
    cut: bool = False
    """Whether the connection is cut instead of an answer."""


class Faults:
    """The faults that are set, in the order in which they were set."""

    def __init__(self, seed: int = 0) -> None:
        self.hits = 0
        """Requests that were hit so far."""
        self._set: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 - chance for tests, no secret

    def too_many(
        self, method: str | None = None, *, retry_after: int = 1, times: int | None = 1, share: float = 1.0
    ) -> None:
        """Answer 429 with `retry_after` in seconds."""
        self._set.append(Fault(method, times, share, after=False, error=too_many(retry_after)))

    def refuse(
        self,
        code: int,
        description: str | None = None,
        method: str | None = None,
        *,
        times: int | None = 1,
        share: float = 1.0,
        after: bool = False,
    ) -> None:
        """Answer with the error `code`, its usual words unless `description` is given."""
        error = ApiError(code, description or _WORDS.get(code, "Error"))
        self._set.append(Fault(method, times, share, after, error=error))

    def delay(
        self,
        seconds: float,
        method: str | None = None,
        *,
        times: int | None = 1,
        share: float = 1.0,
        after: bool = False,
    ) -> None:
        """Answer late, with the effect after the wait, or before it with `after`."""
        self._set.append(Fault(method, times, share, after, delay=seconds))

    def cut(self, method: str | None = None, *, times: int | None = 1, share: float = 1.0, after: bool = False) -> None:
        """Cut the connection without an answer, before the effect or after it."""
        self._set.append(Fault(method, times, share, after, cut=True))

    def clear(self) -> None:
        """Let nothing go wrong from now on."""
        self._set.clear()

    def hitting(self, method: str) -> list[Fault]:
        """Return the faults that hit this request of `method`, each counted down."""
        hit = [fault for fault in self._set if _matches(fault, method) and self._random.random() < fault.share]
        for fault in hit:
            if fault.times is not None:
                fault.times -= 1
        self._set = [fault for fault in self._set if fault.times is None or fault.times > 0]
        self.hits += bool(hit)
        return hit


def _matches(fault: Fault, method: str) -> bool:
    if fault.method is None:
        return method.lower() != "getupdates"
    return fault.method.lower() == method.lower()


@dataclass
class Rates:
    """Telegram's limits to sending; each is a count of messages and the seconds in which they may be sent."""

    overall: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    """Beside `chat`, for groups and channels, whose ids are negative."""
    _sent: dict[str, deque[float]] = field(default_factory=dict, repr=False)

    def check(self, chat_id: str) -> None:
        """Count one message to `chat_id`; ApiError 429 where it is one too many (it is not counted then)."""
        now = time.monotonic()
        limits = {"": self.overall, f"chat {chat_id}": self.chat}
        if chat_id.startswith(("-", "@")):
            limits[f"group {chat_id}"] = self.group
        waits = [self._wait(key, count, seconds, now) for key, (count, seconds) in limits.items()]
        if max(waits) > 0:
            raise too_many(math.ceil(max(waits)))
        for key in limits:
            self._sent[key].append(now)

    def _wait(self, key: str, count: int, seconds: float, now: float) -> float:
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return 0.0 if len(sent) < count else sent[-count] + seconds - now
