"""Ratings given while the bot is killed again and again, and whether each acknowledged one is in its store."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import Person
from bot.demo.botapi.queries import Query
from bot.demo.botapi.server import BotApi
from bot.store.pseudonym import Pseudonyms
from tests.e2e.running import polling

SECRET = "a-secret-of-ratings-on-loopback"  # noqa: S105 - opens nothing

AT_ONCE = 8
"""Persons who rate in one round."""

WITHIN = 0.5
"""Seconds after the first rating within which the bot is killed."""


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
            answers = await asyncio.gather(*(person.private().ask(question, within=30) for person in people))
            killing = asyncio.create_task(_kill_after(moments.uniform(0, WITHIN), bot.kill))
            queries = await _rate(people, answers, moments)
            await killing
        acknowledged = [person for person, query in zip(people, queries, strict=True) if query.answer is not None]
        kept = _kept(bot.database)
        found.rounds += 1
        found.given += len(queries)
        found.acknowledged += len(acknowledged)
        found.lost += sum(pseudonyms.of(person.id) not in kept for person in acknowledged)
    return found


async def _rate(people: list[Person], answers: list[Message], moments: random.Random) -> list[Query]:
    queries = []
    for person, answer in zip(people, answers, strict=True):
        queries.append(person.tap(answer.button("Not helpful")))
        await asyncio.sleep(moments.uniform(0, WITHIN / AT_ONCE))
    return queries


async def _kill_after(seconds: float, kill: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(seconds)
    await kill()


def _kept(database: Path) -> set[str]:
    """Return the pseudonyms of those whose ratings stand in the store, which a killed process left as it was."""
    with closing(sqlite3.connect(database)) as connection:
        return {person for (person,) in connection.execute("SELECT person FROM feedback")}
