"""`GET /healthz` and `GET /readyz`: how the service is, for whoever looks after it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.health import Health


def routes(health: Health) -> list[Route]:
    """Return the routes of /healthz and /readyz, which tell of `health`."""

    async def live(_: Request) -> Response:
        """Answer 200 while the process serves, and tell of each part whether it works."""
        return JSONResponse({"status": "ok", **health.parts()})

    async def ready(_: Request) -> Response:
        """Answer 200 where all parts work, else 503 with the reasons."""
        troubles = health.troubles()
        if not troubles:
            return JSONResponse({"status": "ready"})
        reasons = [f"{part}: {words}" for part, words in troubles.items()]
        return JSONResponse({"status": "not ready", "reasons": reasons}, status_code=503)

    return [Route("/healthz", live, methods=["GET"]), Route("/readyz", ready, methods=["GET"])]
