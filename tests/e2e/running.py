"""The real bot, run as people run it: a process of its own, against the Bot API server on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx

from bot.demo.botapi.server import BotApi

SCRIPT = Path(sys.executable).with_name("kharkiv-bot")
COMMAND = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-c", "from bot.cli.main import main; main()"]
KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")

START_SECONDS = 60.0
"""Seconds in which the bot must have started, on a machine that is busy with other tests."""

STOP_SECONDS = 20.0

SECRET = "a-secret-for-webhooks-on-loopback"  # noqa: S105 - opens nothing but this server


class Running:
    """A bot that runs: its log, and how to end it."""

    def __init__(self, process: asyncio.subprocess.Process, api: BotApi, folder: Path) -> None:
        self.process = process
        self.lines: list[str] = []
        """What it wrote on standard error so far."""
        self.database = folder / "bot.db"
        self._token = api.token
        self._killed = False
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode("utf-8").rstrip("\n"))

    @property
    def log(self) -> list[dict[str, Any]]:
        """Return the log so far; words to the operator, who called the command wrongly, are no part of it."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    @property
    def events(self) -> list[str]:
        """Return what the log tells, without the fields."""
        return [entry["event"] for entry in self.log]

    async def logged(self, event: str, within: float = START_SECONDS) -> dict[str, Any]:
        """Return the first entry whose event begins with `event`, once it is there; fails where the bot ends first."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for entry in self.log:
                if entry["event"].startswith(event):
                    return entry
            ended = self.process.returncode is not None and self._reading.done()
            assert not ended, f"the bot ended with {self.process.returncode}: {self.lines}"
            await asyncio.sleep(0.02)
        raise TimeoutError(f"no {event!r} within {within} s: {self.lines}")

    async def stop(self) -> None:
        """Tell the bot to stop unless it was killed; it must, with exit code 0 and no secret in its log."""
        if self.process.returncode is None:
            self.process.terminate()
        async with asyncio.timeout(STOP_SECONDS):
            code = await self.process.wait()
            await self._reading
        text = "\n".join(self.lines)
        assert code == (-signal.SIGKILL if self._killed else 0), text
        assert len(self.log) == len(self.lines), text
        assert self._token not in text
        assert self._token.partition(":")[2] not in text

    async def kill(self) -> None:
        """End the bot as a crash would."""
        self._killed = True
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._reading

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table of the store, as another process sees them."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - tests' own names

    async def stored(self, table: str, count: int, within: float = 5.0) -> list[dict[str, Any]]:
        """Return the rows of a table once there are `count`: the bot writes behind its replies."""
        until = time.monotonic() + within
        while len(rows := self.rows(table)) < count and time.monotonic() < until:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
        assert len(rows) == count, f"{table}: {rows}"
        return rows


def environment(api: BotApi, folder: Path, knowledge: Path, **more: str) -> dict[str, str]:
    """Return the environment of a bot that keeps its things in `folder`."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "BOT_TOKEN": api.token,
        "BOT_API_URL": api.base_url,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "KNOWLEDGE_DIR": str(knowledge),
        **more,
    }


@asynccontextmanager
async def running(command: str, api: BotApi, folder: Path, knowledge: Path, **more: str) -> AsyncIterator[Running]:
    """Run `kharkiv-bot <command>` while the block runs; it is stopped, and must stop well, at the end."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        command,
        cwd=folder,
        env=environment(api, folder, knowledge, **more),
        stdin=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    bot = Running(process, api, folder)
    try:
        yield bot
    except BaseException:
        await bot.kill()
        raise
    await bot.stop()


@asynccontextmanager
async def polling(api: BotApi, folder: Path, knowledge: Path, **more: str) -> AsyncIterator[Running]:
    """Run the bot by polling; it has begun to poll when the block begins."""
    async with running("run", api, folder, knowledge, **more) as bot:
        await bot.logged("polling")
        yield bot


@asynccontextmanager
async def serving(api: BotApi, folder: Path, knowledge: Path, **more: str) -> AsyncIterator[Running]:
    """Run the bot by webhook; the webhook is set when the block begins."""
    hook = {"WEBHOOK_SECRET": SECRET, "PORT": str(free_port()), **more}
    hook.setdefault("WEBHOOK_URL", f"http://127.0.0.1:{hook['PORT']}")
    async with running("serve", api, folder, knowledge, **hook) as bot:
        await bot.logged("webhook set")
        yield bot


def free_port() -> int:
    """Return a port that nobody serves at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def healthy(port: int, within: float = START_SECONDS) -> dict[str, Any]:
    """Return what /healthz says, once somebody serves it."""
    until = time.monotonic() + within
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                answer = await client.get(f"http://127.0.0.1:{port}/healthz")
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.1)
            else:
                body: dict[str, Any] = answer.raise_for_status().json()
                return body


def refused(api: BotApi) -> list[str]:
    """Return the bot's requests that the server refused, as "method: error".

    A poll that ends because the bot stops, and confirms what it took by another one, is no refusal.
    """
    wrong = [call for call in api.calls if call.error is not None]
    return [f"{call.method}: {call.error}" for call in wrong if (call.method, call.status) != ("getUpdates", 409)]
