"""`make bench-whole`: the whole bot beside bare echo bots, against a Bot API server on loopback.

So many questions are under way at a time; each answer makes the next person ask. Each bot is a process of its own,
whose processor time and memory are the system's figures; the server runs in this one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO

from benchmarks.given import ROOT, questions
from benchmarks.load import SECRET, TOKEN, Load
from benchmarks.measuring import table

WARM = 300
"""Answers before the figures begin."""

START_SECONDS = 60.0

COMMAND = "from bot.cli.main import main; main()"

BY_POLLING = ("ptb", "ptb-16", "ptb-64", "aiogram", "ptb-aiohttp", "whole")
BY_WEBHOOK = ("ptb", "ptb-64", "whole")

NAMES = {
    "ptb": "PTB echo, one at a time",
    "ptb-16": "PTB echo, 16 at a time",
    "ptb-64": "PTB echo, 64 at a time",
    "aiogram": "aiogram echo",
    "ptb-aiohttp": "PTB echo on our request class",
    "whole": "the whole bot",
}


@dataclass(frozen=True)
class Figures:
    """What one bot did: `cpu` and the waits are in ms, `memory` in MB."""

    cpu: float
    rate: float
    median: float
    slow: float
    memory: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=3000, help="answers that are measured (default: %(default)s)")
    parser.add_argument("--at-a-time", type=int, nargs="+", default=[1, 16, 64, 256], help="questions under way")
    parser.add_argument("--delays", type=float, nargs="+", default=[0.0, 0.05], help="seconds sendMessage takes")
    parser.add_argument("--times", type=int, default=1, help="runs of each bot, one bot after the other")
    parser.add_argument("--only", nargs="+", help="kinds of bots")
    parser.add_argument("--webhook", action="store_true", help="by webhook instead of polling")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw the updates a second, too")
    asked = parser.parse_args()
    kinds = asked.only or (BY_WEBHOOK if asked.webhook else BY_POLLING)
    way = "webhook" if asked.webhook else "polling"
    for delay in asked.delays:
        title = f"By {way}, sendMessage takes {1000 * delay:.0f} ms"
        rows, rates = [], defaultdict[str, list[tuple[float, float]]](list)
        for at_a_time in asked.at_a_time:
            several = defaultdict[str, list[Figures]](list)
            for kind in [kind for _ in range(asked.times) for kind in kinds]:  # in turn: the machine's moods are shared
                figures = asyncio.run(measured(kind, at_a_time, delay, asked.updates, webhook=asked.webhook))
                several[kind].append(figures)
                print(*_row(NAMES[kind], at_a_time, figures), file=sys.stderr)
            for kind, found in several.items():
                figures = _median(found)
                rows.append(_row(NAMES[kind], at_a_time, figures))
                rates[NAMES[kind]].append((at_a_time, figures.rate))
        print(f"\n{title}, {asked.updates} answers, medians of {asked.times}\n")
        print(table(("bot", "under way", "CPU ms", "updates/s", "p50 ms", "p99 ms", "RSS MB"), rows))
        if asked.plots:
            from benchmarks.plots import curves

            path = asked.plots / f"whole-{way}-{1000 * delay:.0f}.png"
            curves(path, title, "questions under way", "updates a second", rates)


def _median(several: Sequence[Figures]) -> Figures:
    """Return the median of each figure."""
    return Figures(*map(statistics.median, zip(*map(astuple, several), strict=True)))


async def measured(kind: str, at_a_time: int, delay: float, updates: int, *, webhook: bool) -> Figures:
    """Return the figures of one bot under one load."""
    load = Load([one.q for one in questions()], delay)
    async with load.served() as base, running(kind, base, webhook=webhook) as process:
        load.ask()  # the first answer tells that it runs
        await _until(load, 1)
        for _ in range(at_a_time):
            load.ask()
        await _kept_up(load, 1 + WARM, at_a_time)
        cpu, began = cpu_of(process.pid), time.perf_counter()
        before = len(load.seconds)
        await _kept_up(load, before + updates, at_a_time)
        took, cpu = time.perf_counter() - began, cpu_of(process.pid) - cpu
        seconds = load.seconds[before:]
        memory = memory_of(process.pid)
    quantiles = statistics.quantiles(seconds, n=100)
    return Figures(1000 * cpu / len(seconds), len(seconds) / took, 1000 * quantiles[49], 1000 * quantiles[98], memory)


async def _kept_up(load: Load, answers: int, at_a_time: int) -> None:
    """Ask one more for each answer, until there are so many."""
    asked = len(load.seconds) + at_a_time
    while len(load.seconds) < answers:
        load.answered.clear()
        await asyncio.wait_for(load.answered.wait(), START_SECONDS)
        while asked < len(load.seconds) + at_a_time:
            load.ask()
            asked += 1


async def _until(load: Load, answers: int) -> None:
    async with asyncio.timeout(START_SECONDS):
        while len(load.seconds) < answers:
            load.answered.clear()
            await load.answered.wait()


@asynccontextmanager
async def running(
    kind: str, base: str, *, webhook: bool = False, log: IO[bytes] | None = None, **settings: str
) -> AsyncIterator[Process]:
    """Run a bot against the server at `base` in a folder of its own; `settings` are the whole bot's."""
    port = _free_port() if webhook else None
    with tempfile.TemporaryDirectory() as folder:
        command, environment = _called(kind, base, port, Path(folder))
        environment |= settings
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=ROOT, env=environment, stderr=log or asyncio.subprocess.DEVNULL
        )
        try:
            if webhook:
                await asyncio.sleep(3)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 15)
            except TimeoutError:
                process.kill()
                await process.wait()


def _called(kind: str, base: str, port: int | None, folder: Path) -> tuple[Sequence[str], dict[str, str]]:
    if kind != "whole":
        return ["-m", "benchmarks.echoes", kind, base, *([str(port)] if port else [])], dict(os.environ)
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": base,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "SEND_PER_SECOND": "10000",
        "LOG_LEVEL": "warning",
    }
    if port:
        settings |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
    return ["-c", COMMAND, "serve" if port else "run"], {**os.environ, **settings}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def cpu_of(pid: int) -> float:
    """Return the seconds of processor time of a process, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _row(name: str, at_a_time: int, figures: Figures) -> list[str]:
    return [
        name,
        str(at_a_time),
        f"{figures.cpu:.2f}",
        f"{figures.rate:,.0f}",
        f"{figures.median:.1f}",
        f"{figures.slow:.1f}",
        f"{figures.memory:.0f}",
    ]


if __name__ == "__main__":
    main()
