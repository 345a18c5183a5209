"""`make bench-kill`: SIGKILL with 300 questions in hand, ten times by polling and ten times by webhook.

The real bot, as a process, against the loopback Bot API server. Each time 300 people ask; once the bot has taken all
questions (Telegram would send none of them again) it is killed at a random moment, started again, and every answer is
counted. In flight is what the bot was answering at that moment, by its own book.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from benchmarks.given import KNOWLEDGE
from benchmarks.measuring import table
from bot.demo.botapi.server import BotApi
from tests.e2e.crashing import Crash, crash
from tests.e2e.running import Running, free_port, polling, serving

PENDING = 300
TIMES = 10

COLUMNS = ("way", "crash", "unanswered", "in flight", "lost", "twice", "more")


def main() -> None:
    """Print a row for each crash, and their sums; exit with 1 where a question was lost."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    rows = []
    lost = 0
    for way in ("polling", "webhook"):
        found = asyncio.run(_crashes(way, times))
        rows += [[way, str(number), *_figures(one)] for number, one in enumerate(found, 1)]
        rows.append([way, "all", *(str(sum(map(int, column))) for column in zip(*map(_figures, found), strict=True))])
        lost += sum(one.lost for one in found)
    print(table(COLUMNS, rows))
    sys.exit(bool(lost))


async def _crashes(way: str, times: int) -> list[Crash]:
    port, chance = str(free_port()), random.Random(0)  # noqa: S311 - no secret is drawn
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as api:

            def start() -> AbstractAsyncContextManager[Running]:
                if way == "polling":
                    return polling(api, Path(folder), KNOWLEDGE)
                return serving(api, Path(folder), KNOWLEDGE, PORT=port)

            found = []
            for number in range(times):
                found.append(await crash(api, start, PENDING, chance))
                print(f"{way} {number + 1}: {found[-1]}", file=sys.stderr, flush=True)
            return found


def _figures(one: Crash) -> list[str]:
    return [str(value) for value in (one.unanswered, one.in_flight, one.lost, one.twice, one.more)]


if __name__ == "__main__":
    main()
