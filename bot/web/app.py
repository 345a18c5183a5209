"""The web application: Telegram's webhook and the health of the service.

`POST /telegram` takes one update, from Telegram alone; `GET /healthz` answers 200 while the process serves, and
`GET /readyz` where it can do all of its work.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.health import Health
from bot.web.intake import Intake
from bot.web.probes import routes
from bot.web.strangers import Strangers

PATH = "/telegram"

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

LARGEST_BODY = 1024 * 1024
"""Bytes of the largest update that is read; Telegram's own stay far below."""

MOST_TAKEN = 100
"""Updates taken at a time: as many as Telegram delivers at once. With `LARGEST_BODY` it bounds the memory they take."""

BODY_SECONDS = 10.0
"""Seconds in which the body of an update must have come."""

BUSY_SECONDS = 1
"""Seconds after which Telegram may try again while the bot is not ready."""

_HANG_UP = {"Connection": "close"}


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

    async def post(self, request: Request) -> Response:
        """Take one update.

        Answers 403 for a wrong secret and says no more, 413 for a body that no update has, 408 for one that does not
        come, 503 while the bot is not ready, has too much to do or takes `MOST_TAKEN` others. Else 200, once a crash
        would not lose the update; also for what can't be read, which Telegram would otherwise send again and again.
        """
        shown = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self.secret.encode("latin-1")):
            self.strangers.note()
            return Response(status_code=403, headers=_HANG_UP)
        intake = self.intake
        if intake is None or intake.busy or self._taking >= MOST_TAKEN:
            return Response(status_code=503, headers={"Retry-After": str(BUSY_SECONDS)})
        self._taking += 1
        try:
            return await self._take(request, intake)
        finally:
            self._taking -= 1

    async def _take(self, request: Request, intake: Intake) -> Response:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except TimeoutError:
            return Response(status_code=408, headers=_HANG_UP)
        if body is None:
            return Response(status_code=413, headers=_HANG_UP)
        await intake.take_text(body)
        return Response()


def application(webhook: Webhook | None, health: Health) -> Starlette:
    """Return the application; with no `webhook` it has health alone."""
    served = routes(health)
    if webhook is not None:
        served.append(Route(PATH, webhook.post, methods=["POST"]))
    app = Starlette(routes=served)
    app.router.redirect_slashes = False  # Telegram would not follow
    return app


async def _body(request: Request) -> bytes | None:
    """Return the body, or None where it is too large; no more than that is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:20]) > LARGEST_BODY:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
