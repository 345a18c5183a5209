"""The page's web application: the files, the visitor's chats, what happens in them, and what the visitor does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.botapi.files import image_type
from bot.demo.botapi.server import BotApi
from bot.demo.page.actions import Action, Actions, Refused
from bot.demo.page.events import Edition, Ending, Stream
from bot.demo.page.points import points
from bot.demo.page.security import guards
from bot.demo.page.visitors import Visitor, Visitors
from bot.demo.page.workshop import Workshop
from bot.model.language import LANGUAGES, Language
from bot.texts import catalogue
from bot.tg.catalogue import useful
from bot.tg.context import BotApplication
from bot.tg.language import spoken

STATIC = Path(__file__).parent / "static"

COOKIE = "visitor"

EXAMPLES = 3
"""Questions that a newcomer is offered."""

LARGEST = 64 * 1024
"""Bytes of the largest request."""


class Page:
    """Shows `running`, a bot that is connected to `api`, to everybody who opens the page."""

    def __init__(self, api: BotApi, running: BotApplication) -> None:
        self._api = api
        self._running = running
        self._visitors = Visitors(api)
        self._edition = Edition()
        self._ending = Ending()
        self._workshop = Workshop(running, self._edition, api.world.bell.ring)

    def app(self) -> Starlette:
        """Return the application."""
        actions = Actions(self._workshop).table()
        routes = [
            Route("/", self._index, methods=["GET"]),
            Route("/state", self._state, methods=["GET"]),
            Route("/events", self._events, methods=["GET"]),
            Route("/commands", self._commands, methods=["GET"]),
            Route("/points", self._points, methods=["GET"]),
            Route("/workshop", self._shown_workshop, methods=["GET"]),
            Route("/files/{file_id}", self._file, methods=["GET"]),
            *(Route(f"/{name}", self._acting(*action), methods=["POST"]) for name, action in actions.items()),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        return Starlette(routes=routes, middleware=guards(), exception_handlers={Refused: _refusal})

    async def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._ending.told = True
        self._api.world.bell.ring()
        await self._workshop.close()

    async def _index(self, request: Request) -> Response:
        page = FileResponse(STATIC / "index.html")
        if self._visitors.find(request.cookies.get(COOKIE)) is None or "anew" in request.query_params:
            visitor = self._visitors.welcome(self._language(request))
            page.set_cookie(COOKIE, visitor.key, httponly=True, samesite="strict")
        return page

    def _language(self, request: Request) -> Language:
        """Return the first language of the browser that the bot has, else English."""
        for part in request.headers.get("accept-language", "").split(","):
            if language := spoken(part.split(";")[0].strip()):
                return language
        return "en"

    def _visitor(self, request: Request) -> Visitor:
        visitor = self._visitors.find(request.cookies.get(COOKIE))
        if visitor is None:
            raise Refused(401, "the page was opened before the demo started anew: load it again")
        return visitor

    async def _state(self, request: Request) -> Response:
        visitor = self._visitor(request)
        language, base = visitor.language, self._running.services.library.answerer.base
        profile = self._api.world.profile
        bot = {
            **self._api.world.bot,
            "name": profile.text("name", language),
            "description": profile.text("description", language),
        }
        return JSONResponse(
            {
                **visitor.state(),
                "bot": bot,
                "after": len(self._api.world.events),
                "texts": catalogue(language),
                "languages": list(LANGUAGES),
                "examples": [base.topics[topic].title.in_(language) for topic in useful(base)[:EXAMPLES]],
            }
        )

    async def _events(self, request: Request) -> Response:
        visitor = self._visitor(request)
        asked = request.headers.get("last-event-id") or request.query_params.get("after", "")
        after = int(asked) if asked.isascii() and asked.isdecimal() else len(self._api.world.events)
        events = Stream(self._api, visitor, after, self._edition, self._ending)
        return StreamingResponse(events.written(), media_type="text/event-stream")

    async def _commands(self, request: Request) -> Response:
        visitor = self._visitor(request)
        chat = request.query_params.get("chat", "")
        talk = visitor.place(int(chat), "me") if chat.lstrip("-").isdecimal() else None
        if talk is None:
            raise Refused(404, "there is no such chat")
        return JSONResponse([] if talk.chat is visitor.dialogue.chat else talk.commands())

    async def _points(self, request: Request) -> Response:
        gazetteer = self._running.services.library.answerer.base.gazetteer
        return JSONResponse(points(gazetteer, self._visitor(request).language))

    async def _shown_workshop(self, request: Request) -> Response:
        return JSONResponse(self._workshop.show(self._visitor(request)))

    async def _file(self, request: Request) -> Response:
        self._visitor(request)
        stored = self._api.world.files.find(request.path_params["file_id"])
        if stored is None:
            raise Refused(404, "there is no such file")
        if stored.kind == "photo" and (image := image_type(stored.data)):
            return Response(stored.data, media_type=image)
        disposition = f"attachment; filename*=UTF-8''{quote(stored.name)}"
        return Response(
            stored.data, media_type="application/octet-stream", headers={"Content-Disposition": disposition}
        )

    def _acting(
        self, shape: type[Action], carry_out: Callable[[Visitor, Any], Awaitable[dict[str, Any]]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def act(request: Request) -> Response:
            visitor = self._visitor(request)
            body = await _body(request)
            try:
                action = shape.model_validate_json(body)
            except ValidationError as error:
                fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
                where = ".".join(map(str, fault["loc"])) or "the request"
                raise Refused(400, f"{where}: {fault['msg']}") from None
            try:
                return JSONResponse(await carry_out(visitor, action))
            except TimeoutError:
                raise Refused(504, "the bot did not answer in time") from None

        return act


async def _body(request: Request) -> bytes:
    """Return the body, of which no more than `LARGEST` is read."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused(413, f"more than {LARGEST} bytes")
    return bytes(body)


async def _refusal(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=error.status if isinstance(error, Refused) else 500)
