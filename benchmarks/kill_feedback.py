"""Ratings that the bot acknowledged, sought in its store after it was killed at random moments.

    make bench-kill-feedback ARGS="--rounds 200"

Each round starts `kharkiv-bot run` against a Bot API server on loopback, lets eight persons rate an answer at once,
kills the bot (SIGKILL) at a random moment of its acknowledging them, and looks into the store that it left.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import tempfile
import time
from pathlib import Path

from bot.demo.botapi.server import BotApi
from tests.conftest import write_small
from tests.e2e.ratings import Ratings, killed

QUESTION = "How many people live here?"


async def measure(rounds: int, seed: int) -> Ratings:
    """Return what became of the ratings of `rounds` rounds."""
    with tempfile.TemporaryDirectory() as name:
        knowledge = write_small(Path(name) / "knowledge")
        async with BotApi() as api:
            return await killed(rounds, api, Path(name), knowledge, QUESTION, seed)


def main() -> None:
    """Print one line of figures; exit code 1 where an acknowledged rating was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # a killed bot hangs up in the middle of requests
    began = time.monotonic()
    found = asyncio.run(measure(options.rounds, options.seed))
    print(
        f"{found.rounds} kills, {found.given} ratings given, {found.acknowledged} acknowledged, {found.lost} of those "
        f"lost, {time.monotonic() - began:.0f} s"
    )
    raise SystemExit(found.lost > 0)


if __name__ == "__main__":
    main()
