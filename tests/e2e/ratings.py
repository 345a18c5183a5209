"""Ratings given while the bot is killed again and again, and whether each acknowledged one is in its store."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.demo.botapi.queries import Query
from bot.demo.botapi.server import BotApi
from bot.store.pseudonym import Pseudonyms
from tests.e2e.running import polling

SECRET = "a-secret-of-ratings-on-loopback"  # noqa: S105 - opens nothing

AT_ONCE = 8
"""Persons who rate in one round."""

WITHIN = 0.1
"""Seconds within which the bot is killed after it has acknowledged so many ratings as were drawn."""


@dataclass
class Ratings:
    """What became of the ratings of all rounds."""

    rounds: int = 0
    given: int = 0
    acknowledged: int = 0
    lost: int = 0
    """Acknowledged, and not in the store as the killed process left it."""


async def killed(rounds: int, api: BotApi, folder: Path, knowledge: Path, question: str, seed: int = 1) -> Ratings:
    """Rate, kill the bot at a random moment and look into its store, `rounds` times."""
    found = Ratings()
    moments = random.Random(seed)  # noqa: S311 - moments of a test
    pseudonyms = Pseudonyms(SECRET.encode())
    for _ in range(rounds):
        people = [api.person("en") for _ in range(AT_ONCE)]
        async with polling(api, folder, knowledge, PSEUDONYM_SECRET=SECRET) as bot:
            answers = await asyncio.gather(*(person.private().ask(question, within=60) for person in people))
            queries = [person.tap(answer.button("Not helpful")) for person, answer in zip(people, answers, strict=True)]
            await _acknowledged(queries, moments.randrange(AT_ONCE))
            await asyncio.sleep(moments.uniform(0, WITHIN))
            await bot.kill()
        acknowledged = [person for person, query in zip(people, queries, strict=True) if query.answer is not None]
        kept = _kept(bot.database)
        found.rounds += 1
        found.given += len(queries)
        found.acknowledged += len(acknowledged)
        found.lost += sum(pseudonyms.of(person.id) not in kept for person in acknowledged)
    return found


async def _acknowledged(queries: list[Query], count: int, within: float = 60.0) -> None:
    """Wait until the bot has acknowledged `count` of the ratings; it may have done more by then."""
    async with asyncio.timeout(within):
        while sum(query.answer is not None for query in queries) < count:  # noqa: ASYNC110 - none to be missed
            await asyncio.sleep(0.001)


def _kept(database: Path) -> set[str]:
    """Return the pseudonyms of those whose ratings stand in the store, which a killed process left as it was."""
    with closing(sqlite3.connect(database)) as connection:
        return {person for (person,) in connection.execute("SELECT person FROM feedback")}
