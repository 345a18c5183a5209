"""The log of the bot's requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.request import Request

Judge = Callable[[Request], list[str]]
"""Returns what is wrong with a request; [] for a good one."""


class Judged(AssertionError):  # noqa: N818 - what happened, not an error of the program
    """The judge found something wrong with a request of the bot."""


@dataclass(eq=False)
class Call:
    """One request and what became of it."""

    request: Request
    complaints: list[str]
    """What the judge says."""
    at: float = field(default_factory=time.monotonic)
    """When it came, in seconds of `time.monotonic`."""
    status: int | None = None
    """The HTTP status of the answer; None while there is none, or where the connection was cut."""
    result: Any = None
    """The result, where it was carried out; also where its answer was lost."""
    error: str | None = None
    """The description of the refusal; None where there was none."""
    took_effect: bool = False
    """Whether it was carried out."""
    done: bool = False
    """Whether the server is through with it, answered or cut."""

    @property
    def method(self) -> str:
        """Return the method as the bot wrote it."""
        return self.request.method

    def value(self, name: str) -> Any:
        """Return a parameter, decoded where it is JSON text."""
        return self.request.value(name)


class CallLog:
    """All requests of the bot, in the order in which they came."""

    def __init__(self, judge: Judge | None) -> None:
        self._judge = judge
        self._taken: dict[str, int] = {}
        self._first_bad: Call | None = None
        self.calls: list[Call] = []
        self.bell = Bell()
        """Rings at each request and each answer."""

    @property
    def judged(self) -> bool:
        """Say whether requests are judged at all."""
        return self._judge is not None

    def begin(self, request: Request) -> Call:
        """Log `request`, judged."""
        call = Call(request, self._judge(request) if self._judge else [])
        if call.complaints and self._first_bad is None:
            self._first_bad = call
        self.calls.append(call)
        self.bell.ring()
        return call

    def of(self, method: str) -> list[Call]:
        """Return the requests of `method`, in any case."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def next(self, method: str, within: float = 5.0) -> Call:
        """Return the next answered request of `method` that was not returned before; TimeoutError after `within` s."""
        start = self._taken.get(method.lower(), 0)

        def find() -> Call | None:
            self.check()
            for call in self.calls[self._taken.get(method.lower(), 0) :]:
                if call.method.lower() == method.lower():
                    return call if call.done else None
            return None

        found = await self.bell.until(find, within)
        if found is None:
            raise TimeoutError(f"no {method} within {within} s")
        self._taken[method.lower()] = self.calls.index(found, start) + 1
        return found

    @property
    def complaints(self) -> list[str]:
        """Return all that the judge said, each with its method."""
        return [f"{call.method}: {complaint}" for call in self.calls for complaint in call.complaints]

    def check(self) -> None:
        """Raise Judged where the judge found something wrong with any request so far."""
        if self._first_bad:
            raise Judged(f"{self._first_bad.method}: {'; '.join(self._first_bad.complaints)}")
