"""The web application: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import starlette.requests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.calls import Call, CallLog
from bot.demo.botapi.errors import ApiError
from bot.demo.botapi.faults import Fault, Faults, Rates
from bot.demo.botapi.methods import answering, delivering, editing, knowing, sending
from bot.demo.botapi.methods.registry import METHODS
from bot.demo.botapi.request import Request, read_request
from bot.demo.botapi.world import World

ROOMS = (answering, delivering, editing, knowing, sending)
"""The modules whose methods are served; importing them fills the table."""

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_LIMITED = ("send", "edit", "copy", "forward")


class Desk:
    """Takes each request through token, judge, faults, rates and method to its answer."""

    def __init__(self, world: World, token: str, log: CallLog, faults: Faults) -> None:
        self.world = world
        self.token = token
        self.log = log
        self.faults = faults
        self.rates: Rates | None = None
        """The limits to sending; None while nothing is limited."""

    def app(self) -> Starlette:
        """Return the application."""
        routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ]
        own_hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
        handlers = {404: _not_found, 405: _not_found}
        return Starlette(routes=routes, middleware=[own_hosts], exception_handlers=handlers)

    async def _file(self, http: starlette.requests.Request) -> Response:
        if http.path_params["token"] != self.token:
            return _refusal(ApiError(404, "Not Found"))
        stored = self.world.files.at(http.path_params["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(stored.data, media_type=stored.content_type or "application/octet-stream")

    async def _call(self, http: starlette.requests.Request) -> Response:
        token, method = http.path_params["token"], http.path_params["method"]
        if token != self.token:
            unknown = _TOKEN.fullmatch(token)
            return _refusal(ApiError(401, "Unauthorized") if unknown else ApiError(404, "Not Found"))
        try:
            request = await read_request(http, method)
        except ApiError as error:
            call = self.log.begin(Request(method, {}))
            call.status, call.error, call.done = error.code, error.description, True
            return _refusal(error)
        call = self.log.begin(request)
        faults = self.faults.hitting(method)
        answer = await self._answer(call, faults)
        call.done = True
        self.log.bell.ring()
        if answer is None:
            http.state.transport.abort()
            return Response()
        return answer

    async def _answer(self, call: Call, faults: list[Fault]) -> Response | None:
        """Return the answer to `call`; None where the connection is to be cut instead."""
        try:
            if await _cut([fault for fault in faults if not fault.after]):
                return None
            call.result = await self._carried_out(call.request)
            call.took_effect = True
            if await _cut([fault for fault in faults if fault.after]):
                return None
        except ApiError as error:
            call.status, call.error = error.code, error.description
            return _refusal(error)
        call.status = 200
        return JSONResponse({"ok": True, "result": call.result})

    async def _carried_out(self, request: Request) -> Any:
        function = METHODS.get(request.method.lower())
        if function is None:
            raise ApiError(404, "Not Found")
        arguments = Arguments(request)
        if self.rates and request.method.lower().startswith(_LIMITED) and arguments.has("chat_id"):
            self.rates.check(arguments.needed("chat_id"))
        return await function(self.world, arguments)


async def _cut(faults: list[Fault]) -> bool:
    """Let `faults` happen; say whether the connection is to be cut, or raise the error that they set."""
    for fault in faults:
        await asyncio.sleep(fault.delay)
    for fault in faults:
        if fault.error:
            raise fault.error
    return any(fault.cut for fault in faults)


def _refusal(error: ApiError) -> Response:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    return JSONResponse(error.body(), status_code=error.code, headers=headers)


async def _not_found(_: starlette.requests.Request, __: Exception) -> Response:
    return _refusal(ApiError(404, "Not Found"))
