"""A lean Bot API server that asks a bot questions as fast as it answers them, and takes the time.

`bot/demo/botapi` judges and remembers everything; this one does only what a bot needs to be kept busy.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count, cycle
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

TOKEN = "4200000001:a-token-for-load-on-loopback"  # noqa: S105 - opens nothing

SECRET = "a-secret-for-load-on-loopback"  # noqa: S105 - opens nothing

PEOPLE = 100_000
"""Persons who ask in turn, so that nobody meets the limit of one chat."""

MOST = 100
"""Updates in one answer to getUpdates."""

_FIRST_PERSON = 500_000_000
_LONG_POLL = 10.0
_ME = {"id": 4200000001, "is_bot": True, "first_name": "Load", "username": "load_bot", "supports_inline_queries": True}

_NAMES = {"name": "", "description": "", "short_description": ""}
_KNOWN: dict[str, Any] = {
    "getme": _ME,
    "getmycommands": [],
    "getmydescription": _NAMES,
    "getmyname": _NAMES,
    "getmyshortdescription": _NAMES,
}


class Load:
    """Questions under way, and how long the answered ones took."""

    def __init__(self, texts: list[str], delay: float = 0.0) -> None:
        """Ask `texts` again and again; sendMessage is answered after `delay` seconds."""
        self.seconds: list[float] = []
        """From when an update was there to be fetched until its answer came."""
        self.answered = asyncio.Event()
        """Set at each answer."""
        self.webhook = ""
        self.refused = 0
        """Updates that a webhook did not take."""
        self._delay = delay
        self._texts: Iterator[str] = cycle(texts)
        self._people = cycle(range(_FIRST_PERSON, _FIRST_PERSON + PEOPLE))
        self._ids = count(1)
        self._pending: deque[dict[str, Any]] = deque()
        self._asked: dict[str, deque[float]] = {}
        self._some = asyncio.Event()
        self._client: aiohttp.ClientSession | None = None
        self._posts: set[asyncio.Task[None]] = set()

    def ask(self, text: str | None = None, person: int | None = None, *, inline: bool = False) -> str:
        """Ask one more question: the next of all, by the next person, unless they are given; return its key."""
        number, person = next(self._ids), person or next(self._people)
        text = next(self._texts) if text is None else text
        update = _inline(number, person, text) if inline else _message(number, person, text)
        key = f"query {number}" if inline else f"chat {person}"
        self._asked.setdefault(key, deque()).append(time.perf_counter())
        if self.webhook:
            self._post(update)
        else:
            self._pending.append(update)
            self._some.set()
        return key

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """Serve at `port`, a free one for 0; give python-telegram-bot's base_url."""
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as self._client:
            try:
                yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
            finally:
                for task in self._posts:
                    task.cancel()
                await asyncio.gather(*self._posts, return_exceptions=True)  # a bot that ends takes no more
                await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        arguments = await arguments_of(request)
        result = await self._carried_out(method.lower(), arguments)
        return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")

    async def _carried_out(self, method: str, arguments: dict[str, Any]) -> Any:
        match method:
            case "getupdates":
                return await self._updates(int(arguments.get("offset") or 0))
            case "sendmessage":
                if self._delay:
                    await asyncio.sleep(self._delay)
                self._note(key_of(method, arguments))
                return _sent(arguments)
            case "answerinlinequery":
                self._note(key_of(method, arguments))
            case "setwebhook":
                self.webhook = arguments["url"]
                waiting, self._pending = self._pending, deque()
                for update in waiting:
                    self._post(update)
        return _KNOWN.get(method, True)

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()
        if not self._pending:
            self._some.clear()
            try:
                async with asyncio.timeout(_LONG_POLL):
                    await self._some.wait()
            except TimeoutError:
                pass
        return [self._pending[index] for index in range(min(MOST, len(self._pending)))]

    def _post(self, update: dict[str, Any]) -> None:
        task = asyncio.create_task(self._deliver(update))
        self._posts.add(task)
        task.add_done_callback(self._delivered)

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._posts.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.refused += 1

    async def _deliver(self, update: dict[str, Any]) -> None:
        if self._client is None:
            raise RuntimeError("not served")
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        while True:
            try:
                async with self._client.post(self.webhook, json=update, headers=headers) as response:
                    response.raise_for_status()
                    return
            except aiohttp.ClientConnectorError:  # it does not listen yet; Telegram comes again, too
                await asyncio.sleep(0.1)

    def _note(self, key: str) -> None:
        """Note an answer; only the first message of one counts."""
        begun = self._asked.get(key)
        if begun:
            self.seconds.append(time.perf_counter() - begun.popleft())
            self.answered.set()


def key_of(method: str, arguments: dict[str, Any]) -> str:
    """Return the key of the question that a request answers, as `Load.ask` gave it."""
    return f"query {arguments['inline_query_id']}" if "inline" in method else f"chat {arguments['chat_id']}"


async def arguments_of(request: web.BaseRequest) -> dict[str, Any]:
    """Return the parameters of a request: JSON, a form, or a form in parts."""
    body = (await request.read()).decode()
    if request.content_type == "application/json":
        found: dict[str, Any] = json.loads(body or "{}")
        return {**request.query, **found}
    if request.content_type == "multipart/form-data":  # aiogram's
        return {**request.query, **_parts(body)}
    return {**request.query, **dict(parse_qsl(body))}


def _parts(body: str) -> dict[str, str]:
    mark = body.partition("\r\n")[0]
    found = {}
    for part in body.split(mark)[1:-1]:
        head, _, value = part.partition("\r\n\r\n")
        found[head.partition('name="')[2].partition('"')[0]] = value.removesuffix("\r\n")
    return found


def _person(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Олена", "language_code": "uk"}


def _message(number: int, person: int, text: str) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "Олена"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": _person(person), "text": text}
    return {"update_id": number, "message": message}


def _inline(number: int, person: int, text: str) -> dict[str, Any]:
    query = {"id": str(number), "from": _person(person), "query": text, "offset": "", "chat_type": "private"}
    return {"update_id": number, "inline_query": query}


def _sent(arguments: dict[str, Any]) -> dict[str, Any]:
    markup = arguments.get("reply_markup")
    if isinstance(markup, str):
        markup = json.loads(markup)
    chat = {"id": int(arguments["chat_id"]), "type": "private", "first_name": "Олена"}
    message = {"message_id": 7, "date": int(time.time()), "chat": chat, "from": _ME, "text": arguments["text"]}
    return {**message, "reply_markup": markup} if markup else message
