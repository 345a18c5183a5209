"""A visitor of the demo page without a browser."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.demo.botapi.server import BotApi


class Site:
    """The page as one visitor: asks, acts, and hears what happens."""

    def __init__(self, address: str, api: BotApi, language: str = "en") -> None:
        self.address = address.rstrip("/")
        self.api = api
        # Loopback needs no certificates, which would take a tenth of a second to read.
        self.http = httpx.AsyncClient(
            base_url=self.address,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=False,
            timeout=30,
            headers={"accept-language": language},
        )

    async def enter(self) -> dict[str, Any]:
        """Open the page, and return what it shows."""
        assert (await self.http.get("/")).status_code == 200
        return await self.state()

    async def state(self) -> dict[str, Any]:
        """Return what the page shows."""
        state: dict[str, Any] = await self.got("/state")
        return state

    async def got(self, path: str) -> Any:
        """Return the JSON at `path`."""
        answer = await self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def act(self, name: str, **fields: Any) -> httpx.Response:
        """Do `name` as the page does."""
        return await self.http.post(f"/{name}", json=fields, headers={"origin": self.address})

    @asynccontextmanager
    async def hearing(self, after: int | None = None, **headers: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """Yield what happens from event number `after` on: objects with "event", "id" and "data"."""
        query = "" if after is None else f"?after={after}"
        async with self.http.stream("GET", f"/events{query}", headers=headers) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield _events(answer)


async def _events(answer: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    found: dict[str, Any] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if not line and "data" in found:
            yield found
        if not line:
            found = {}
        elif name == "data":
            found["data"] = json.loads(value)
        elif name:
            found[name] = value


async def of_kind(events: AsyncIterator[dict[str, Any]], kind: str, within: float = 20.0) -> dict[str, Any]:
    """Return the next event in a chat that is of `kind`."""
    async with asyncio.timeout(within):
        async for event in events:
            if event["event"] == "chat" and event["data"]["kind"] == kind:
                return event
    raise LookupError(f"the stream ended without {kind}")
