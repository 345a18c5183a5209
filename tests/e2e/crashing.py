"""Crashes of the real bot with many questions in its hands, and what became of each; the benchmarks use it too."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.demo.botapi.server import BotApi
from tests.e2e.running import Running

QUESTION = "Скільки людей живе в місті?"

PATIENCE = 60.0
"""Seconds for which answers are waited for, beside a tenth of a second for each."""

Question = tuple[int, int]
"""A question's chat and the number of its message."""


@dataclass(frozen=True)
class Crash:
    """One crash: how many questions had no answer then, how many of them were being answered, and the outcome."""

    unanswered: int
    in_flight: int
    lost: int
    """Questions that were never answered."""
    twice: int
    """Questions that were answered twice."""
    more: int
    """Questions that were answered more than twice."""


def answers(api: BotApi) -> Counter[Question]:
    """Return how many messages were sent in reply to each question."""
    sent = [call for call in api.log.of("sendMessage") if call.took_effect]
    return Counter((int(call.value("chat_id")), int(call.value("reply_parameters")["message_id"])) for call in sent)


async def ask(api: BotApi, count: int) -> list[Question]:
    """Have so many new people ask one question each."""
    talks = [api.person("uk").private() for _ in range(count)]
    return [(talk.id, (await talk.say(QUESTION)).id) for talk in talks]


async def answered(api: BotApi, asked: Sequence[Question]) -> None:
    """Wait until all that were asked have an answer, or nothing more is to be hoped for."""
    until = time.monotonic() + PATIENCE + len(asked) / 10
    while time.monotonic() < until and not set(asked) <= answers(api).keys():  # noqa: ASYNC110 - the bell is the talks'
        await asyncio.sleep(0.1)


async def crash(
    api: BotApi, start: Callable[[], AbstractAsyncContextManager[Running]], pending: int, chance: random.Random
) -> Crash:
    """Have `pending` people ask, kill the bot once it has taken all and answered some, and start it again."""
    async with start() as bot:
        asked = await ask(api, pending)
        async with asyncio.timeout(PATIENCE):
            while api.pending or not set(asked) & answers(api).keys():  # noqa: ASYNC110 - the bell is the talks'
                await asyncio.sleep(0.02)
        await asyncio.sleep(chance.random() * pending / 100)
        await bot.kill()
        unanswered = len(set(asked) - answers(api).keys())
        in_flight = sum(row["state"] == "started" for row in bot.rows("inbox"))
    async with start() as bot:
        await answered(api, asked)
        async with asyncio.timeout(PATIENCE):
            while any(row["body"] is not None for row in bot.rows("inbox")):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
    return outcome(api, asked, unanswered, in_flight)


def outcome(api: BotApi, asked: Sequence[Question], unanswered: int, in_flight: int) -> Crash:
    """Return what became of the questions that were asked."""
    times = answers(api)
    return Crash(
        unanswered=unanswered,
        in_flight=in_flight,
        lost=sum(times[question] == 0 for question in asked),
        twice=sum(times[question] == 2 for question in asked),
        more=sum(times[question] > 2 for question in asked),
    )
