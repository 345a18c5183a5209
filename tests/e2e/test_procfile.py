"""The Procfile, tried with honcho: who answers, and by which way, with and without WEBHOOK_URL."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.botapi.server import BotApi
from tests.e2e.running import COMMAND, SECRET, START_SECONDS, environment, free_port, healthy, refused

PROCFILE = Path(__file__).resolve().parents[2] / "Procfile"

QUESTION = "Скільки людей живе в місті?"


def _processes() -> dict[str, str]:
    lines = PROCFILE.read_text("utf-8").splitlines()
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines if line)}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return a PATH on which `kharkiv-bot` is found, installed or not."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "kharkiv-bot"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', "utf-8")
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@asynccontextmanager
async def _started(folder: Path, variables: dict[str, str]) -> AsyncIterator[list[str]]:
    """Run web and worker under honcho; give what they print, and see that all end when honcho is told to stop."""
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "honcho", "-f", str(PROCFILE), "-d", str(folder)],
        *["start", "-p", variables["PORT"], "web", "worker"],
        env=variables,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    lines: list[str] = []

    async def read() -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            lines.append(line.decode("utf-8"))  # noqa: PERF401 - each one is to be seen at once

    reading = asyncio.create_task(read())
    try:
        yield lines
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(30):
            await process.wait()
            await reading
    assert "Traceback" not in "".join(lines)
    assert "SIGKILL" not in "".join(lines), "a process did not stop in time"


async def _told(lines: list[str], words: str) -> str:
    async with asyncio.timeout(START_SECONDS):
        while True:
            for line in lines:
                if words in line:
                    return line
            await asyncio.sleep(0.05)


def test_the_processes_are_commands_of_the_bot() -> None:
    """There are release, web and worker lines, as platforms expect them."""
    assert _processes() == {
        "release": "kharkiv-bot release",
        "web": "kharkiv-bot serve",
        "worker": "kharkiv-bot run",
    }


async def test_without_a_webhook_the_worker_polls(api: BotApi, tmp_path: Path, small_folder: Path, path: str) -> None:
    """Without WEBHOOK_URL web serves health alone, and the worker answers."""
    port = free_port()
    variables = environment(api, tmp_path, small_folder, PATH=path, PORT=str(port))
    async with _started(tmp_path, variables) as lines:
        assert "worker.1" in await _told(lines, '"event": "polling"')
        assert "web.1" in await _told(lines, "only /healthz is served")
        assert await healthy(port) == {"status": "ok"}
        assert QUESTION in (await api.person().private().ask(QUESTION)).text
    assert api.log.of("setWebhook") == []
    assert refused(api) == []


async def test_with_a_webhook_web_answers(api: BotApi, tmp_path: Path, small_folder: Path, path: str) -> None:
    """With WEBHOOK_URL web answers, and the worker neither polls nor takes the webhook down."""
    port = free_port()
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}
    variables = environment(api, tmp_path, small_folder, PATH=path, PORT=str(port), **hook)
    async with _started(tmp_path, variables) as lines:
        assert "worker.1" in await _told(lines, "background work only")
        assert "web.1" in await _told(lines, '"event": "webhook set"')
        assert (await healthy(port))["status"] == "ok"
        assert QUESTION in (await api.person().private().ask(QUESTION)).text
    assert api.log.of("getUpdates") == api.log.of("deleteWebhook") == []
    assert api.world.webhook.url == f"http://127.0.0.1:{port}/telegram"
    assert refused(api) == []
