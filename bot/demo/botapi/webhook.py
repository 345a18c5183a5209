"""Delivery of updates to the bot's address: in order by chat, again after failures, with the secret."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.updates import Queued, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_OK = range(200, 300)


@dataclass(frozen=True)
class Patience:
    """How long the server waits, in seconds; short, so that tests are quick (Telegram's own are longer)."""

    first: float = 0.05
    """Between a failed delivery and the next try; doubled after each further failure."""
    longest: float = 2.0
    """The longest wait between two tries."""
    answer: float = 10.0
    """For the bot's answer to one delivery."""


class Webhook:
    """Delivers what is in `queue` while an address is set."""

    def __init__(self, queue: UpdateQueue, patience: Patience) -> None:
        self.url = ""
        """Where updates go; "" while no webhook is set."""
        self.patience = patience
        self._queue = queue
        self._secret = ""
        self._max_connections = 40
        self._last_error: tuple[int, str] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._orders: dict[object, asyncio.Lock] = {}
        self._slots = asyncio.Semaphore(self._max_connections)
        self._client: httpx.AsyncClient | None = None

    async def set(self, url: str, secret: str, max_connections: int) -> None:
        """Deliver to `url` from now on, also what waits already; ApiError 400 where it can't be one."""
        check_address(url)
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.pause()
        self.url, self._secret, self._max_connections = url, secret, max_connections
        self._last_error = None
        self.resume()

    async def remove(self) -> None:
        """Deliver no more."""
        await self.pause()
        self.url = ""

    def resume(self) -> None:
        """Start delivering, if an address is set; call it within the running loop."""
        if not self.url:
            return
        self._slots = asyncio.Semaphore(self._max_connections)
        encrypted = self.url.startswith("https:")  # else no certificates are read, which takes a tenth of a second
        self._client = httpx.AsyncClient(verify=encrypted, timeout=self.patience.answer, trust_env=False)
        self._queue.listener = self._start
        for queued in self._queue.pending:
            self._start(queued)

    async def pause(self) -> None:
        """Stop delivering, with what is under way cut; the address stays."""
        self._queue.listener = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self._orders.clear()
        if self._client:
            await self._client.aclose()
            self._client = None

    def info(self) -> dict[str, Any]:
        """Return Telegram's WebhookInfo."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
        }
        if self.url:
            info["max_connections"] = self._max_connections
            info["ip_address"] = "127.0.0.1"
        if self.url and self._last_error:
            info["last_error_date"], info["last_error_message"] = self._last_error
        if self._queue.allowed is not None:
            info["allowed_updates"] = sorted(self._queue.allowed)
        return info

    def _start(self, queued: Queued) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(queued))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, queued: Queued) -> None:
        order = self._orders.setdefault(queued.key, asyncio.Lock()) if queued.key is not None else asyncio.Lock()
        async with order:
            wait = self.patience.first
            while not await self._tried(queued):
                await asyncio.sleep(wait)
                wait = min(wait * 2, self.patience.longest)
            self._queue.drop(queued)

    async def _tried(self, queued: Queued) -> bool:
        if self._client is None:
            return False
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        async with self._slots:
            try:
                answer = await self._client.post(self.url, json=queued.body, headers=headers)
            except httpx.TimeoutException:
                failure = "Read timeout expired"
            except httpx.ConnectError:
                failure = "Connection refused"
            except httpx.HTTPError:
                failure = "Connection closed"
            else:
                if answer.status_code in _OK:
                    return True
                failure = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        self._last_error = (int(time.time()), failure)
        return False


def check_address(url: str) -> None:
    """Raise ApiError 400 unless `url` is https, or http on loopback (as a local Bot API server allows)."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
