"""Requests to a few fixed paths, with nothing between the server and the function that answers: plain ASGI.

A framework's layers take as much processor time for each delivery as the server itself.

Usage::

    async def live(request: Request) -> Answer:
        return as_json({"status": "ok"})

    app = routed({"/healthz": ("GET", live)})
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class HungUpError(Exception):
    """The caller is gone before the end of its request."""


class Request:
    """A request whose headers have come."""

    __slots__ = ("_headers", "_receive")

    def __init__(self, headers: Iterable[tuple[bytes, bytes]], receive: Receive) -> None:
        """Expect `headers` with names in small letters; `receive` brings the body."""
        self._headers = headers
        self._receive = receive

    def header(self, name: bytes) -> bytes:
        """Return the first header called `name`, in small letters; empty where there is none."""
        for given, value in self._headers:
            if given == name:
                return value
        return b""

    async def part(self) -> tuple[bytes, bool]:
        """Return what has come of the body since the last call, once there is something, and whether more comes."""
        message = await self._receive()
        if message["type"] != "http.request":
            raise HungUpError
        return message.get("body", b""), message.get("more_body", False)


class Answer:
    """A status, a body and headers, of which the body's length is added; one may be sent any number of times."""

    __slots__ = ("_content", "_start")

    def __init__(self, status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (headers or {}).items()]
        raw.append((b"content-length", str(len(body)).encode("ascii")))
        self._start = {"type": "http.response.start", "status": status, "headers": raw}
        self._content = {"type": "http.response.body", "body": body}

    async def send(self, send: Send) -> None:
        """Send it; the server leaves out the body where only the head is asked for."""
        await send(self._start)
        await send(self._content)


Handler = Callable[[Request], Awaitable[Answer]]
Routes = Mapping[str, tuple[str, Handler]]
"""By path: the method that is served there (HEAD with GET), and what answers."""

_NOT_FOUND = Answer(404)


def as_json(value: Any, status: int = 200) -> Answer:
    """Return an answer with `value` as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, {"Content-Type": "application/json"})


def routed(routes: Routes) -> App:
    """Return what serves `routes`, each path just as it stands there; other paths get 404, other methods 405."""
    others = {path: Answer(405, headers={"Allow": _allowed(method)}) for path, (method, _) in routes.items()}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        route = routes.get(path)
        if route is None:
            found = _NOT_FOUND
        elif method == route[0] or (method == "HEAD" and route[0] == "GET"):
            found = await route[1](Request(scope["headers"], receive))
        else:
            found = others[path]
        await found.send(send)

    return answer


def _allowed(method: str) -> str:
    return "GET, HEAD" if method == "GET" else method
