"""`make bench-faults`: minutes of questions and inline queries while Telegram fails in every way.

The server on loopback answers some requests with 429 (once a minute all of them, for two seconds), some with 5xx, cuts
connections before or after the effect, answers late or later than anybody waits, and is away for five seconds each
minute. In the end every question must have its answer or a reason why it has none, and memory must not have grown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from typing import IO, Any

from aiohttp import web

from benchmarks.given import questions
from benchmarks.load import Load, arguments_of, key_of
from benchmarks.outcomes import INLINE_SECONDS, Seen, grown, told
from benchmarks.whole import memory_of, running

QUESTIONS = 20
INLINE = 30
"""Both a second."""

SHARES = {
    "429 for one chat": 0.002,
    "5xx": 0.01,
    "cut before the effect": 0.005,
    "cut after the effect": 0.005,
    "two seconds late": 0.01,
    "later than the bot waits": 0.001,
}
"""Shares of the requests that answer somebody."""

UNHEARD = ("cut after the effect", "later than the bot waits")

POLLS_HIT = 0.02
"""Share of the polls that end with 502 or a cut."""

FLOODED_FROM, FLOODED_TO = 28.0, 30.0
"""Seconds of each minute in which everybody gets 429."""
AWAY_EVERY, AWAY_FOR = 60.0, 5.0
LATE_SECONDS = 2.0
TOO_LATE_SECONDS = 11.0
DRAIN_SECONDS = 60.0
MEMORY_EVERY = 5.0


class Troubled(Load):
    """A server that fails by chance, always the same one for the same seed."""

    def __init__(self, texts: list[str], seed: int) -> None:
        super().__init__(texts)
        self.hit: Counter[str] = Counter()
        self.asked: dict[str, Seen] = {}
        self.away: list[tuple[float, float]] = []
        """Spans in which there was no server."""
        self._last: Seen | None = None
        self._random = random.Random(seed)  # noqa: S311 - chance for tests
        self._began = time.monotonic()

    @property
    def unanswered(self) -> list[Seen]:
        """Return the questions that have no answer yet."""
        return [seen for key, seen in self.asked.items() if key.startswith("chat") and not seen.answers]

    @property
    def waiting(self) -> bool:
        """Tell whether answers are still to be expected."""
        newest = time.monotonic() - INLINE_SECONDS
        return bool(self.unanswered) or any(not one.answers and one.asked > newest for one in self.asked.values())

    def question(self, *, inline: bool) -> None:
        """Ask one more."""
        key = self.ask(inline=inline)
        self.asked[key] = Seen(time.monotonic())

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rpartition("/")[2].lower()
        if method == "getupdates" and self._random.random() < POLLS_HIT:
            self.hit["polls"] += 1
            return _cut(request) if self._random.random() < 1 / 2 else web.Response(status=502)
        if method not in {"sendmessage", "answerinlinequery"}:
            return await super()._handle(request)
        kind = self._kind()
        self.hit[kind] += 1
        seen = self.asked.get(key_of(method, await arguments_of(request)))
        if seen is not None and kind != "none":
            seen.met.append((time.monotonic(), kind))
        if kind == "cut before the effect":
            if seen is not None:
                seen.cut += 1
            return _cut(request)
        return self._refused(kind) or await self._answered(request, kind)

    def _refused(self, kind: str) -> web.StreamResponse | None:
        """Return the answer to a request that is refused; None for others."""
        match kind:
            case "429 for everybody":
                return _too_many(2)
            case "429 for one chat":
                return _too_many(self._random.randint(1, 3))
            case "5xx":
                return web.Response(status=self._random.choice([500, 502, 503]), text="<html>away</html>")
        return None

    async def _answered(self, request: web.BaseRequest, kind: str) -> web.StreamResponse:
        if kind == "two seconds late":
            await asyncio.sleep(LATE_SECONDS)
        answer = await super()._handle(request)
        if kind in UNHEARD and self._last is not None:
            self._last.unheard += 1
        if kind == "cut after the effect":
            return _cut(request)
        if kind == "later than the bot waits":
            await asyncio.sleep(TOO_LATE_SECONDS)
        return answer

    def _kind(self) -> str:
        if FLOODED_FROM <= (time.monotonic() - self._began) % AWAY_EVERY < FLOODED_TO:
            return "429 for everybody"
        chance = self._random.random()
        for kind, share in SHARES.items():
            if chance < share:
                return kind
            chance -= share
        return "none"

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        told = await super()._updates(offset)
        for update in told:
            seen = self.asked.get(_key_of_update(update))
            if seen is not None and seen.fetched is None:
                seen.fetched = time.monotonic()
        return told

    def _note(self, key: str) -> None:
        super()._note(key)
        if key in self.asked:
            self._last = self.asked[key]
            self._last.answers.append(time.monotonic())


def _key_of_update(update: dict[str, Any]) -> str:
    return (
        f"query {update['inline_query']['id']}"
        if "inline_query" in update
        else f"chat {update['message']['chat']['id']}"
    )


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _too_many(seconds: int) -> web.Response:
    told = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}}
    return web.Response(status=429, text=json.dumps(told), content_type="application/json")


def main() -> None:
    """Run, print, and leave with 1 where a question was lost or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to ask (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the chance (default: %(default)s)")
    asked = parser.parse_args()
    raise SystemExit(asyncio.run(_run(60 * asked.minutes, asked.seed)))


async def _run(seconds: float, seed: int) -> int:
    troubled = Troubled([one.q for one in questions()], seed)
    memory: list[tuple[float, float]] = []
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(_served_with_breaks(troubled, address))
    with tempfile.TemporaryFile() as log:
        async with running("whole", await address, log=log, SEND_PER_SECOND="30") as bot:
            troubled.question(inline=False)
            while troubled.unanswered:  # noqa: ASYNC110 - it starts
                await asyncio.sleep(0.1)
            watching = asyncio.create_task(_watched(bot, memory))
            await _ask(troubled, seconds)
            until = time.monotonic() + DRAIN_SECONDS
            while troubled.waiting and time.monotonic() < until:  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0.2)
            watching.cancel()
            serving.cancel()
            await asyncio.gather(serving, watching, return_exceptions=True)
        print(f"\n{seconds / 60:g} minutes, {QUESTIONS} questions and {INLINE} inline queries a second\n")
        lost = told(troubled.asked, troubled.away, _given_up(log))
    print("\nWhat went wrong: " + ", ".join(f"{count} x {kind}" for kind, count in sorted(troubled.hit.items())))
    return int(grown(memory, seconds) or lost)


def _given_up(log: IO[bytes]) -> int:
    """Return how many updates the bot gave up, by its own log."""
    log.seek(0)
    events = [json.loads(line)["event"] for line in log.read().splitlines() if line.startswith(b"{")]
    return sum(event.startswith("an update failed:") for event in events)


async def _served_with_breaks(troubled: Troubled, address: asyncio.Future[str]) -> None:
    while True:
        port = int(address.result().rpartition(":")[2].partition("/")[0]) if address.done() else 0
        async with troubled.served(port) as base:
            if not address.done():
                address.set_result(base)
            await asyncio.sleep(AWAY_EVERY - AWAY_FOR)
        troubled.hit["restarts"] += 1
        troubled.away.append((time.monotonic(), time.monotonic() + AWAY_FOR))
        await asyncio.sleep(AWAY_FOR)


async def _ask(troubled: Troubled, seconds: float) -> None:
    """Ask at an even pace, however the answers come."""
    began = time.monotonic()
    pace = QUESTIONS + INLINE
    for number in range(int(seconds * pace)):
        await asyncio.sleep(max(0.0, began + number / pace - time.monotonic()))
        troubled.question(inline=number % pace >= QUESTIONS)


async def _watched(bot: Process, memory: list[tuple[float, float]]) -> None:
    began = time.monotonic()
    while True:
        memory.append((time.monotonic() - began, memory_of(bot.pid)))
        await asyncio.sleep(MEMORY_EVERY)


if __name__ == "__main__":
    main()
