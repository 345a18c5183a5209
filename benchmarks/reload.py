"""`make bench-reload`: seconds from an edit of one file of the whole knowledge until it is live.

The file is watched as in the running bot; each edit adds a question to one file. The processor's time is that of the
process that learns. `meanwhile` is the longest that a question asked in the meantime had to wait.
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.given import KNOWLEDGE
from benchmarks.measuring import table
from bot.library.watching import watch
from bot.model.finding import Finding
from bot.tg.shelf import Shelf

TIMES = 4
"""Edits; the first is not counted."""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_edits(Path(folder, "knowledge")))[1:]
    print(f"Median (least to most) of {len(rows)} edits\n")
    names = ("live after, s, clock", "learning, s, processor", "meanwhile, ms, clock")
    shown = [
        [name, f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"]
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    ]
    print(table(("", "an edit"), shown))


async def _edits(folder: Path) -> list[tuple[float, float, float]]:
    shutil.copytree(KNOWLEDGE, folder)
    shelf, stop = Shelf(folder, apart=True), asyncio.Event()
    reports: asyncio.Queue[list[Finding]] = asyncio.Queue()
    watching = asyncio.create_task(watch(shelf, lambda found: reports.put_nowait(list(found)), stop))
    await asyncio.sleep(1)  # until it watches
    found = []
    for number in range(TIMES):
        asked = f"who wears the golden chain number {number}"
        file = folder / "questions" / "en" / "government.yaml"
        text = file.read_text("utf-8").replace("mayor:\n", f"mayor:\n- {asked}\n", 1)
        began, worked, longest = time.perf_counter(), _children(), 0.0
        file.write_text(text, "utf-8")
        while reports.empty():
            before = time.perf_counter()
            shelf.answerer.matcher.match("де найближче укриття")
            longest = max(longest, time.perf_counter() - before)
            await asyncio.sleep(0.005)
        if await reports.get() or not shelf.answerer.matcher.match(asked).exact:
            raise SystemExit("the edit is not live")
        found.append((time.perf_counter() - began, _children() - worked, longest * 1000))
    stop.set()
    await watching
    return found


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
