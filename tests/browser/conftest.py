"""The demo in a thread of its own, so that a test can also act as the bot, and a browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.cli.trying import page_of, talking
from bot.demo.botapi.server import BotApi
from bot.web.serving import listen
from tests.browser.browsing import DESKTOP, chromium, launched, opened

START_SECONDS = 180.0

PATIENCE = 60_000
"""Milliseconds in which the page must show what is expected, on a machine that is busy with other tests."""

NewPage = Callable[..., Page]


class Demo:
    """A demo that runs in a thread: its address, its server, and the knowledge folder that it watches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self._ready: Future[tuple[BotApi, str]] = Future()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.api, self.address = self._ready.result(START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(START_SECONDS)
        self._loop.close()

    async def _run(self) -> None:
        try:
            async with talking(self.folder) as (api, running), page_of(api, running, listen(0, "127.0.0.1")) as address:
                self._ready.set_result((api, address))
                await self._stop.wait()
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run `work` in the demo's loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(START_SECONDS)

    def call(self, method: str, files: dict[str, Any] | None = None, **parameters: Any) -> Any:
        """Act as the bot: call a method of the Bot API and return its result."""
        url = f"{self.api.base_url}{self.api.token}/{method}"
        with httpx.Client(trust_env=False) as client:
            answer = client.post(url, data=parameters, files=files) if files else client.post(url, json=parameters)
        body = answer.json()
        assert body["ok"], body
        return body["result"]


@pytest.fixture(scope="module")  # no longer: its event loop keeps asynchronous tests of the process from theirs
def browser() -> Iterator[Browser]:
    """Yield Chromium; tests are skipped only where there is none to be had."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, as .ci/run does")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = launched(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """Yield a demo of the knowledge that comes with the bot."""
    with Demo(Path(__file__).resolve().parents[2] / "knowledge") as running:
        yield running


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that makes a fresh browser profile, so a new visitor of the demo."""
    made: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        made.append(browser.new_context(**{"viewport": DESKTOP, "locale": "uk-UA", **options}))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield new
    for context in made:
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext], demo: Demo) -> Iterator[NewPage]:
    """Return a function that opens the page as a new visitor; the console must stay silent in all of them."""
    told: list[str] = []

    def open_page(**options: Any) -> Page:
        context = contexts(**options)
        context.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: told.append(str(error.error)))
        context.on("request", lambda request: told.append(request.url) if outside(request.url) else None)
        return opened(context, demo.address)

    def outside(address: str) -> bool:
        return not address.startswith((demo.address, "data:"))

    yield open_page
    assert told == []
