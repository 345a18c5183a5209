"""`GET /metrics` for Prometheus, beside the health of the service, on a port of its own."""

from __future__ import annotations

import asyncio
import hmac

from bot.measures.measures import Measures
from bot.web.health import Health
from bot.web.probes import routes
from bot.web.routing import Answer, App, Request, routed


class Metrics:
    """Shows the measures, to anybody who reaches the port or (with a token) to who knows it."""

    def __init__(self, measures: Measures, token: str | None = None) -> None:
        """Show `measures`; with a `token` only where a request carries it as its bearer token."""
        self._measures = measures
        self._expected = None if token is None else f"Bearer {token}".encode("latin-1")

    async def get(self, request: Request) -> Answer:
        """Answer with all measures; 401 without the token."""
        if self._expected is not None and not hmac.compare_digest(request.header(b"authorization"), self._expected):
            return Answer(401, headers={"WWW-Authenticate": "Bearer"})
        accepted = request.header(b"accept").decode("latin-1")
        kind, body = await asyncio.to_thread(self._measures.shown, accepted)
        return Answer(200, body, {"Content-Type": kind})


def metrics_application(metrics: Metrics, health: Health) -> App:
    """Return the application of the metrics port."""
    return routed({"/metrics": ("GET", metrics.get), **routes(health)})
