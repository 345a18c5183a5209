"""uvicorn within a running loop: serving while a block runs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Generator

from uvicorn.config import Config
from uvicorn.server import Server

from bot.web.routing import App

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a platform's router or a proxy comes from outside
"""The address that is served: all of the machine's."""

_BACKLOG = 1024
_GRACE_SECONDS = 5


class _Server(Server):
    """Leaves signals to the program that runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def listen(port: int, host: str = EVERYWHERE) -> socket.socket:
    """Return a socket that listens at `port`; OSError where that is taken or not allowed."""
    return socket.create_server((host, port), backlog=_BACKLOG)


@contextlib.asynccontextmanager
async def served(app: App, listening: socket.socket) -> AsyncIterator[None]:
    """Serve `app` on a socket that listens until the block ends, then finish what is under way."""
    config = Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]), name="server")
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells nobody when it has started
            await asyncio.sleep(0.005)
        yield
    finally:
        server.should_exit = True
        await task
