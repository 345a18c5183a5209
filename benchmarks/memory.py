"""`make bench-memory`: resident memory of the whole bot after more and more answers, each to a different person."""

from __future__ import annotations

import asyncio

from benchmarks.given import questions
from benchmarks.load import Load
from benchmarks.measuring import table
from benchmarks.whole import Bot, memory_of, running

ANSWERS = (1, 300, 3_300, 12_000, 30_000)

AT_A_TIME = 16
"""Questions under way."""


def main() -> None:
    """Print the table, in MB."""
    rows = [
        [way, *(f"{memory:.0f}" for memory in asyncio.run(_measured(webhook=way == "by webhook")))]
        for way in ("by polling", "by webhook")
    ]
    print(table(["answers", *(f"{answers:,}" for answers in ANSWERS)], rows))


async def _measured(*, webhook: bool) -> list[float]:
    """Return MB after each number of answers."""
    load = Load([one.q for one in questions()])
    async with load.served() as base, running("whole", base, webhook=webhook) as process:
        bot = Bot(load, process.pid, AT_A_TIME)
        found = []
        for answers in ANSWERS:
            await bot.answers(answers, most=min(answers, AT_A_TIME))
            found.append(memory_of(process.pid))
        return found


if __name__ == "__main__":
    main()
