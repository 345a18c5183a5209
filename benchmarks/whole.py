"""`make bench-whole`: the whole bot beside bare echo bots, against a Bot API server on loopback.

All bots run at the same time, and are asked in turn, for a second and a half each, again and again: the machine's moods
then fall on all alike. So many questions are under way at a time; each answer makes the next person ask. Each bot is a
process of its own, whose processor time and memory are the system's figures; the server runs in this one.
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
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.given import ROOT, questions
from benchmarks.load import SECRET, TOKEN, Load
from benchmarks.measuring import table

WARM = 300
"""Answers before the figures begin."""

START_SECONDS = 60.0

PAUSE = 0.1
"""Seconds between turns, in which a bot writes what is left to write."""

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
    """What one bot did: `cpu` and the waits are in ms, `times` the first bot's processor time, `memory` in MB."""

    cpu: float
    times: tuple[float, float, float]
    """The median of all turns, and its quartiles."""
    rate: float
    median: float
    slow: float
    memory: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10, help="turns of each bot (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1.5, help="how long a turn takes (default: %(default)s)")
    parser.add_argument("--at-a-time", type=int, nargs="+", default=[1, 16, 64, 256], help="questions under way")
    parser.add_argument("--delays", type=float, nargs="+", default=[0.0, 0.05], help="seconds sendMessage takes")
    parser.add_argument("--only", nargs="+", help="kinds of bots; others are compared with the first")
    parser.add_argument("--webhook", action="store_true", help="by webhook instead of polling")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw the updates a second, too")
    asked = parser.parse_args()
    way = "webhook" if asked.webhook else "polling"
    for delay in asked.delays:
        kinds = asked.only or (BY_WEBHOOK if asked.webhook else BY_POLLING)
        if delay and not asked.only:
            kinds = kinds[1:]  # one at a time it would take minutes
        title = f"By {way}, sendMessage takes {1000 * delay:.0f} ms"
        rows, rates = [], defaultdict[str, list[tuple[float, float]]](list)
        for at_a_time in asked.at_a_time:
            turns = Turns(at_a_time, delay, asked.turns, asked.seconds)
            found = asyncio.run(measured(kinds, turns, webhook=asked.webhook))
            for kind, figures in found.items():
                rows.append(_row(NAMES[kind], at_a_time, figures))
                print(*rows[-1], file=sys.stderr)
                rates[NAMES[kind]].append((at_a_time, figures.rate))
        print(f"\n{title}, {asked.turns} turns of {asked.seconds:g} s\n")
        print(table(("bot", "under way", "CPU ms", "times", "updates/s", "p50 ms", "p99 ms", "RSS MB"), rows))
        if asked.plots:
            from benchmarks.plots import curves

            path = asked.plots / f"whole-{way}-{1000 * delay:.0f}.png"
            curves(path, title, "questions under way", "updates a second", rates)


@dataclass(frozen=True)
class Turns:
    """So many questions under way, each answered after `delay` seconds at the earliest; turns of so many seconds."""

    at_a_time: int
    delay: float
    turns: int
    seconds: float


async def measured(kinds: Sequence[str], turns: Turns, *, webhook: bool) -> dict[str, Figures]:
    """Return the figures of each bot, the first being what others are compared with."""
    async with AsyncExitStack() as stack:
        bots = {}
        for kind in kinds:
            load = Load([one.q for one in questions()], turns.delay)
            base = await stack.enter_async_context(load.served())
            process = await stack.enter_async_context(running(kind, base, webhook=webhook))
            bots[kind] = Bot(load, process.pid, turns.at_a_time)
            await bots[kind].answers(1 + WARM, most=1)
        for _ in range(turns.turns):
            for bot in bots.values():
                await bot.turn(turns.seconds)
        first = bots[kinds[0]].cpu
        return {kind: bot.figures(first) for kind, bot in bots.items()}


class Bot:
    """A bot that is asked in turns."""

    def __init__(self, load: Load, pid: int, at_a_time: int) -> None:
        self.cpu: list[float] = []
        """Seconds of processor time an answer, in each turn."""
        self._load = load
        self._pid = pid
        self._at_a_time = at_a_time
        self._asked = 0
        self._rates: list[float] = []
        self._waits: list[float] = []

    async def answers(self, total: int, *, most: int) -> None:
        """Ask, with `most` questions under way, until there are so many answers in all."""
        answered = self._load.seconds
        while len(answered) < total:
            while self._asked < len(answered) + most:
                self._load.ask()
                self._asked += 1
            self._load.answered.clear()
            await asyncio.wait_for(self._load.answered.wait(), START_SECONDS)

    async def turn(self, seconds: float) -> None:
        """Ask for so long, and note what the bot did meanwhile; then wait until nothing is under way."""
        answered = self._load.seconds
        await self.answers(len(answered) + self._at_a_time, most=self._at_a_time)
        before, cpu, began = len(answered), cpu_of(self._pid), time.perf_counter()
        while time.perf_counter() - began < seconds:
            await self.answers(len(answered) + 1, most=self._at_a_time)
        took, cpu, several = time.perf_counter() - began, cpu_of(self._pid) - cpu, len(answered) - before
        self.cpu.append(cpu / several)
        self._rates.append(several / took)
        self._waits += answered[before:]
        await self.answers(self._asked, most=0)
        await asyncio.sleep(PAUSE)

    def figures(self, first: Sequence[float]) -> Figures:
        """Return what was measured; `first` are the seconds an answer of another bot, in the same turns."""
        times = statistics.quantiles([own / other for own, other in zip(self.cpu, first, strict=True)], n=4)
        waits = statistics.quantiles(self._waits, n=100)
        return Figures(
            cpu=1000 * statistics.median(self.cpu),
            times=(times[1], times[0], times[2]),
            rate=statistics.median(self._rates),
            median=1000 * waits[49],
            slow=1000 * waits[98],
            memory=memory_of(self._pid),
        )


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
        "{:.2f} ({:.2f}-{:.2f})".format(*figures.times),
        f"{figures.rate:,.0f}",
        f"{figures.median:.1f}",
        f"{figures.slow:.1f}",
        f"{figures.memory:.0f}",
    ]


if __name__ == "__main__":
    main()
