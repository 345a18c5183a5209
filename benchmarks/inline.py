"""`make bench-inline`: a thousand people type a question of twenty letters, each letter of which is an inline query.

The queries come at an even rate, however fast they are answered, for each rate with a bot of its own; the sustainable
rate is the highest at which 99 of 100 are answered within 50 ms. Telegram's own cache, which would answer many of
them, is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from itertools import cycle, islice

from benchmarks.given import questions
from benchmarks.load import Load
from benchmarks.measuring import table
from benchmarks.whole import cpu_of, memory_of, running

PEOPLE = 1000
LETTERS = 20
PACE = 0.25
"""Seconds between two letters of a person."""

GOAL = 0.050
"""Seconds within which 99 of 100 are to be answered."""

WARM = 200
START_SECONDS = 60.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=int, nargs="+", default=[100, 200, 300, 400, 600], help="queries a second")
    parser.add_argument("--people", type=int, default=PEOPLE, help="who type (default: %(default)s)")
    asked = parser.parse_args()
    rows, sustained = [], 0
    for rate in asked.rates:
        row, slow = asyncio.run(_measured(rate, asked.people))
        rows.append(row)
        sustained = max(sustained, rate if slow <= GOAL else 0)
    print(
        f"{asked.people} people type {LETTERS} letters each: {asked.people * LETTERS:,} inline queries at each rate\n"
    )
    print(table(("queries/s", "p50 ms", "p99 ms", "longest ms", "CPU ms", "RSS MB"), rows))
    print(f"\nSustainable rate (p99 within {1000 * GOAL:.0f} ms): {sustained} queries a second")


async def _measured(rate: int, people: int) -> tuple[list[str], float]:
    texts = [one.q for one in questions() if len(one.q) >= LETTERS]
    load = Load(texts)
    async with load.served() as base, running("whole", base) as bot:
        await _warmed(load)
        before, cpu = len(load.seconds), cpu_of(bot.pid)
        await _type(load, list(islice(cycle(texts), people)), rate)
        async with asyncio.timeout(START_SECONDS):
            while len(load.seconds) < before + people * LETTERS:  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0.05)
        cpu = cpu_of(bot.pid) - cpu
        memory = memory_of(bot.pid)
    seconds = load.seconds[before:]
    cuts = statistics.quantiles(seconds, n=100)
    waits = [f"{1000 * wait:.1f}" for wait in (cuts[49], cuts[98], max(seconds))]
    return [str(rate), *waits, f"{1000 * cpu / len(seconds):.2f}", f"{memory:.0f}"], cuts[98]


async def _warmed(load: Load) -> None:
    async with asyncio.timeout(START_SECONDS):
        for number in range(1, WARM + 1):
            load.ask(inline=True)
            while len(load.seconds) < number:
                load.answered.clear()
                await load.answered.wait()


async def _type(load: Load, texts: list[str], rate: int) -> None:
    """Have as many people type at a time as make `rate`; who is through makes room for the next one."""
    at_a_time = max(1, round(rate * PACE))
    began = time.perf_counter()
    number = 0
    for start in range(0, len(texts), at_a_time):
        group = texts[start : start + at_a_time]
        for letters in range(1, LETTERS + 1):
            for place, text in enumerate(group):
                await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
                load.ask(text[:letters], _PERSON + start + place, inline=True)
                number += 1


_PERSON = 600_000_000


if __name__ == "__main__":
    main()
