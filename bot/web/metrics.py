"""`GET /metrics` for Prometheus, beside the health of the service, on a port of its own."""

from __future__ import annotations

import asyncio
import hmac

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.measures.measures import Measures
from bot.web.health import Health
from bot.web.probes import routes


class Metrics:
    """Shows the measures, to anybody who reaches the port or (with a token) to who knows it."""

    def __init__(self, measures: Measures, token: str | None = None) -> None:
        """Show `measures`; with a `token` only where a request carries it as its bearer token."""
        self._measures = measures
        self._expected = None if token is None else f"Bearer {token}".encode("latin-1")

    async def get(self, request: Request) -> Response:
        """Answer with all measures; 401 without the token."""
        shown = request.headers.get("authorization", "").encode("latin-1")
        if self._expected is not None and not hmac.compare_digest(shown, self._expected):
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        kind, body = await asyncio.to_thread(self._measures.shown, request.headers.get("accept", ""))
        return Response(body, headers={"Content-Type": kind})


def metrics_application(metrics: Metrics, health: Health) -> Starlette:
    """Return the application of the metrics port."""
    return Starlette(routes=[Route("/metrics", metrics.get, methods=["GET"]), *routes(health)])
