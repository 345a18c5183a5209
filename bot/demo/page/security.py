"""What the page refuses: other hosts, other origins, scripts that are not its own."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS = ["127.0.0.1", "localhost"]
"""The names by which a browser reaches loopback; another one would be a foreign page that resolves to it."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Sent with every answer."""

_READING = {"GET", "HEAD"}


class OwnOrigin:
    """Refuses requests that change something unless the page itself sends them; adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        own = headers.get("origin") == f"http://{headers.get('host')}"
        if scope["method"] in _READING or own:
            await self._app(scope, receive, with_headers)
            return
        refusal = PlainTextResponse("Only the page itself may do that.", status_code=403)
        await refusal(scope, receive, with_headers)


def guards() -> list[Middleware]:
    """Return the middleware, outermost first."""
    return [Middleware(OwnOrigin), Middleware(TrustedHostMiddleware, allowed_hosts=OWN_HOSTS)]
