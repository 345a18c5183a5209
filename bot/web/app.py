"""The web application: Telegram's webhook and the health of the service.

`POST /telegram` takes one update, from Telegram alone; `GET /healthz` answers 200 while the process serves.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.intake import Intake

PATH = "/telegram"

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

LARGEST_BODY = 1024 * 1024
"""Bytes of the largest update that is read; Telegram's own stay far below."""

BUSY_SECONDS = 1
"""Seconds after which Telegram may try again while the bot is not ready."""


@dataclass
class Webhook:
    """Where updates go once the bot is ready; until then Telegram is asked to come again."""

    secret: str = field(repr=False)
    """What Telegram shows with each update; not empty."""
    intake: Intake | None = None
    """Takes the updates; None while the bot starts or stops."""

    async def post(self, request: Request) -> Response:
        """Take one update.

        Answers 403 for a wrong secret and says no more, 413 for a body that no update has, 503 while the bot is not
        ready or has too much to do. Else 200, once a crash would not lose the update; also for what can't be read,
        which Telegram would otherwise send again and again.
        """
        shown = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self.secret.encode("latin-1")):
            return Response(status_code=403)
        intake = self.intake
        if intake is None or intake.busy:
            return Response(status_code=503, headers={"Retry-After": str(BUSY_SECONDS)})
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        if body is None:
            return Response(status_code=413)
        await intake.take_text(body)
        return Response()


def application(webhook: Webhook | None) -> Starlette:
    """Return the application; with no `webhook` it has health alone."""
    routes = [Route("/healthz", _health, methods=["GET"])]
    if webhook is not None:
        routes.append(Route(PATH, webhook.post, methods=["POST"]))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # Telegram would not follow
    return app


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


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
