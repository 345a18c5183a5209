"""Health: what is told of each part, live and ready."""

from __future__ import annotations

import httpx

from bot.web.app import application
from bot.web.health import Health


async def _get(health: Health, path: str) -> tuple[int, object]:
    transport = httpx.ASGITransport(app=application(None, health))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get(path)
    return answer.status_code, answer.json()


async def test_a_part_that_starts_is_alive_and_not_ready() -> None:
    """The process is not to be restarted for what is still to come, and no traffic is for it yet."""
    health = Health(("store", "telegram"))
    health.watch("telegram", lambda: None)
    assert await _get(health, "/healthz") == (200, {"status": "ok", "store": "starting", "telegram": "works"})
    assert await _get(health, "/readyz") == (503, {"status": "not ready", "reasons": ["store: starting"]})


async def test_a_part_is_asked_at_each_look() -> None:
    """What breaks and what is mended is told at once."""
    trouble: list[str] = []
    health = Health()
    health.watch("store", lambda: trouble[0] if trouble else None)
    assert await _get(health, "/readyz") == (200, {"status": "ready"})
    trouble.append("can't be used: full")
    assert await _get(health, "/healthz") == (200, {"status": "ok", "store": "can't be used: full"})
    assert await _get(health, "/readyz") == (503, {"status": "not ready", "reasons": ["store: can't be used: full"]})
    trouble.clear()
    assert await _get(health, "/readyz") == (200, {"status": "ready"})
