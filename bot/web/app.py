"""The web application: Telegram's webhook and the health of the service.

`POST /telegram` takes one update, from Telegram alone; `GET /healthz` answers 200 while the process serves, and
`GET /readyz` where it can do all of its work.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field

from bot.web.health import Health
from bot.web.intake import Intake
from bot.web.probes import routes
from bot.web.routing import Answer, App, HungUpError, Request, Routes, routed
from bot.web.strangers import Strangers

PATH = "/telegram"

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

_SECRET_HEADER = SECRET_HEADER.lower().encode("ascii")

LARGEST_BODY = 1024 * 1024
"""Bytes of the largest update that is read; Telegram's own stay far below."""

MOST_TAKEN = 100
"""Updates taken at a time: as many as Telegram delivers at once. With `LARGEST_BODY` it bounds the memory they take."""

BODY_SECONDS = 10.0
"""Seconds in which the body of an update must have come."""

BUSY_SECONDS = 1
"""Seconds after which Telegram may try again while the bot is not ready."""

_HANG_UP = {"Connection": "close"}

_TAKEN = Answer()
_STRANGE = Answer(403, headers=_HANG_UP)
_TOO_LARGE = Answer(413, headers=_HANG_UP)
_TOO_SLOW = Answer(408, headers=_HANG_UP)
_NOT_NOW = Answer(503, headers={"Retry-After": str(BUSY_SECONDS)})
_GONE = Answer(400)


@dataclass
class Webhook:
    """Where updates go once the bot is ready; until then Telegram is asked to come again."""

    secret: str = field(repr=False)
    """What Telegram shows with each update; not empty."""
    intake: Intake | None = None
    """Takes the updates; None while the bot starts or stops."""
    strangers: Strangers = field(default_factory=Strangers)
    """Counts those who do not know the secret."""
    _taking: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Prepare the secret to be compared."""
        self._expected = self.secret.encode("latin-1")

    async def post(self, request: Request) -> Answer:
        """Take one update.

        Answers 403 for a wrong secret and says no more, 413 for a body that no update has, 408 for one that does not
        come, 503 while the bot is not ready, has too much to do or takes `MOST_TAKEN` others. Else 200, once a crash
        would not lose the update; also for what can't be read, which Telegram would otherwise send again and again.
        """
        if not hmac.compare_digest(request.header(_SECRET_HEADER), self._expected):
            self.strangers.note()
            return _STRANGE
        intake = self.intake
        if intake is None or intake.busy or self._taking >= MOST_TAKEN:
            return _NOT_NOW
        self._taking += 1
        try:
            return await _take(request, intake)
        finally:
            self._taking -= 1


def application(webhook: Webhook | None, health: Health) -> App:
    """Return the application; with no `webhook` it has health alone."""
    hook: Routes = {} if webhook is None else {PATH: ("POST", webhook.post)}
    return routed({**hook, **routes(health)})


async def _take(request: Request, intake: Intake) -> Answer:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(request)
    except HungUpError:
        return _GONE  # nobody reads it
    except TimeoutError:
        return _TOO_SLOW
    if body is None:
        return _TOO_LARGE
    await intake.take_text(body)
    return _TAKEN


async def _body(request: Request) -> bytes | None:
    """Return the body, or None where it is too large; no more than that is read."""
    announced = request.header(b"content-length")
    if announced.isdigit() and int(announced[:20]) > LARGEST_BODY:
        return None
    parts, length, more = [], 0, True
    while more:
        part, more = await request.part()
        parts.append(part)
        length += len(part)
        if length > LARGEST_BODY:
            return None
    return b"".join(parts)
