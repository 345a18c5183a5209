"""How requests reach Telegram: python-telegram-bot's `BaseRequest` on aiohttp, at a third of the default's cost.

Usage: `build(services, token=token, request=AiohttpRequest())`; another one, with one connection, polls.
"""

from __future__ import annotations

import io
import json
import math
import os
import ssl
import warnings
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from aiohttp import ClientTimeout
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBDeprecationWarning

from bot import __version__

CONNECTIONS = 100
"""Connections to Telegram at a time, kept open between requests."""

AT_ONCE = 64 * 1024
"""Bytes that a connection takes without waiting, however slow the other end is: asyncio keeps so many."""

_JSON = {"Content-Type": "application/json"}
_BEFORE = (
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
"""Errors that come before anything is sent."""

_UNTOLD_WAIT = 5.0
"""Seconds to wait where an answer of 429 does not tell them."""

_NO_TIMEOUTS = ClientTimeout()


class NotSentError(NetworkError):
    """Telegram never got the request: it was not found, not reached in time, or not trusted."""

    __slots__ = ()


class UnansweredError(TimedOut):
    """The connection broke after the request went out, or the answer can't be read."""

    __slots__ = ()


class TooManyRequestsError(RetryAfter):
    """Telegram asked to wait `seconds`."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        with warnings.catch_warnings():  # the library announces that its own attribute will be a timedelta one day
            warnings.simplefilter("ignore", PTBDeprecationWarning)
            super().__init__(math.ceil(seconds))
        self.seconds = seconds


class UnavailableError(NetworkError):
    """Telegram answered that it can't carry requests out now."""

    __slots__ = ()


class PlainData:
    """Parameters that are JSON already, in the place of a `RequestData`, which looks each of them over."""

    __slots__ = ("parameters",)

    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


class AiohttpRequest(BaseRequest):
    """Sends requests over connections that are kept; initialised and shut down as often as one likes.

    Errors never hold an address, since the token stands in it. `TimedOut` says that Telegram may have carried the
    request out, any other `NetworkError` that it has not: `NotSentError` where it did not get it, `UnavailableError`
    where it said so. `TooManyRequestsError` stands for an answer of 429.
    """

    __slots__ = ("_connections", "_media_write_timeout", "_proxies", "_proxy", "_session", "_timeouts")

    def __init__(
        self,
        *,
        connections: int = CONNECTIONS,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 10.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        media_write_timeout: float | None = 60.0,
        proxy: str | None = None,
    ) -> None:
        """Prepare without connecting.

        Args:
            connections: at a time; further requests wait for one.
            read_timeout: seconds for which an answer, or more of it, is waited for. None for any time, as below.
            write_timeout: seconds that sending a request may take.
            connect_timeout: seconds that connecting may take.
            pool_timeout: seconds for which a free connection is waited for.
            media_write_timeout: seconds that sending a request with files may take.
            proxy: address of an HTTP proxy; None for the one that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name.

        """
        self._connections = connections
        self._timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._media_write_timeout = media_write_timeout
        self._proxy = proxy
        self._proxies: dict[str, str] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds for which an answer is waited for; None for any time."""
        return self._timeouts[0]

    async def initialize(self) -> None:
        """Open the pool of connections; once it is open, do nothing."""
        if self._session is None:
            self._proxies = getproxies()
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=_trust(*_authorities()))
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": f"kharkiv-bot/{__version__} {self.USER_AGENT}"},
                timeout=_NO_TIMEOUTS,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer; NetworkError where there is none, or one of 5xx."""
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        body = _body(request_data)
        content = body.get("data", b"")
        try:
            async with self._session.request(
                method,
                url,
                timeout=self._timeout(given, len(content) if isinstance(content, bytes) else None),
                proxy=self._proxy or self._usual_proxy(url),
                allow_redirects=False,
                **body,
            ) as response:
                return _checked(response.status, await response.read())
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold the address
            failure = _translated(error)
        raise failure  # outside of the block, so that nobody finds the address in its context

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Return the decoded answer; UnansweredError where it is no JSON, without quoting it in the log."""
        try:
            return json.loads(payload)
        except ValueError:
            pass
        raise UnansweredError("The answer is no JSON")

    def _timeout(self, given: tuple[Any, ...], size: int | None) -> ClientTimeout:
        """Return the timeouts of a request of `size` bytes, or (None) with files."""
        read, write, connect, pool = (
            default if value is BaseRequest.DEFAULT_NONE else value
            for value, default in zip(given, self._timeouts, strict=True)
        )
        if size is None and given[1] is BaseRequest.DEFAULT_NONE:
            write = self._media_write_timeout
        if size is not None and size <= AT_ONCE:  # writing takes no time, and a timer less is needed
            write = None
        return _client_timeout(read, write, connect, pool)

    def _usual_proxy(self, url: str) -> str | None:
        # aiohttp's own `trust_env` reads ~/.netrc at each request.
        if not self._proxies:
            return None
        parts = urlsplit(url)
        if proxy_bypass(parts.netloc):
            return None
        return self._proxies.get(parts.scheme) or self._proxies.get("all")


def _authorities() -> tuple[str | None, str | None]:
    """Return the file and the folder of whom to trust: SSL_CERT_FILE or SSL_CERT_DIR, else those that certifi knows."""
    file, folder = os.environ.get("SSL_CERT_FILE") or None, os.environ.get("SSL_CERT_DIR") or None
    return (certifi.where(), None) if file is None and folder is None else (file, folder)


@lru_cache(maxsize=1)  # nearly a megabyte, which several requests share
def _trust(file: str | None, folder: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=file, capath=folder)


@lru_cache
def _client_timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> ClientTimeout:
    # aiohttp has no limit to writing, only one to everything; and its `connect` counts from the wait for the pool on.
    parts = (pool, connect, write, read)
    return ClientTimeout(
        total=None if None in parts else sum(part for part in parts if part is not None),
        connect=None if pool is None or connect is None else pool + connect,
        sock_connect=connect,
        sock_read=read,
    )


def _body(data: RequestData | None) -> dict[str, Any]:
    """Return what aiohttp needs to send the parameters: JSON, or a form where there are files."""
    if data is None:
        return {}
    if not data.contains_files:
        text = json.dumps(data.parameters, ensure_ascii=False)
        return {"data": text.encode("utf-8", "replace"), "headers": _JSON}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        whole = content if isinstance(content, bytes) else content.read()
        form.add_field(name, io.BytesIO(whole), filename=filename, content_type=kind)
    return {"data": form}


def _checked(status: int, body: bytes) -> tuple[int, bytes]:
    if status < HTTPStatus.BAD_REQUEST:
        return status, body
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooManyRequestsError(_seconds(body))
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        raise TimedOut(f"Telegram answered {status}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnavailableError(f"Telegram answered {status}")
    if not body.startswith(b"{"):
        return status, b"{}"  # a page of a server in between may quote the address, and errors quote the page
    return status, body


def _seconds(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, LookupError, TypeError):
        return _UNTOLD_WAIT


def _translated(error: Exception) -> NetworkError:
    """Return what `error` means to who sent the request, in words without an address."""
    words = _told(error)
    if isinstance(error, _BEFORE):
        return NotSentError(f"Not sent: {words}")
    if isinstance(error, TimeoutError):
        return TimedOut(f"Timed out: {words}")
    if isinstance(error, aiohttp.ClientError | OSError):
        return UnansweredError(f"The connection broke: {words}")
    return NetworkError(words)


def _told(error: Exception) -> str:
    """Return the kind of `error`, with the system's or TLS's reason; these name at most a host."""
    cause = getattr(error, "os_error", None) or getattr(error, "certificate_error", None)
    reason = getattr(cause, "verify_message", None) or getattr(cause, "strerror", None)
    return f"{type(error).__name__}, {reason}" if reason else type(error).__name__
