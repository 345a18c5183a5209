"""`GET /healthz` and `GET /readyz`: how the service is, for whoever looks after it."""

from __future__ import annotations

from bot.web.health import Health
from bot.web.routing import Answer, Request, Routes, as_json


def routes(health: Health) -> Routes:
    """Return the routes of /healthz and /readyz, which tell of `health`."""

    async def live(_: Request) -> Answer:
        """Answer 200 while the process serves, and tell of each part whether it works."""
        return as_json({"status": "ok", **health.parts()})

    async def ready(_: Request) -> Answer:
        """Answer 200 where all parts work, else 503 with the reasons."""
        troubles = health.troubles()
        if not troubles:
            return as_json({"status": "ready"})
        reasons = [f"{part}: {words}" for part, words in troubles.items()]
        return as_json({"status": "not ready", "reasons": reasons}, 503)

    return {"/healthz": ("GET", live), "/readyz": ("GET", ready)}
