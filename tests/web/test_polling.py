"""Polling against the Bot API server on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.error import InvalidToken

from bot.demo.botapi.faults import Faults
from bot.demo.botapi.server import BotApi
from bot.tg.requesting import AiohttpRequest
from bot.web.polling import Poller, behind
from tests.judge.judging import judge
from tests.web.conftest import Reached

KINDS = ["message", "edited_message"]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Yield a running server whose judge found nothing wrong by the end of the test."""
    async with BotApi(judge=judge) as server:
        yield server
    server.check()


def _poller(api: BotApi, reached: Reached) -> Poller:
    return Poller(f"{api.base_url}{api.token}", reached.intake, KINDS, AiohttpRequest(connections=1))


@asynccontextmanager
async def _polling(api: BotApi, reached: Reached) -> AsyncIterator[None]:
    task = asyncio.create_task(_poller(api, reached).run())
    yield
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def _until(reached: Reached, count: int) -> None:
    async with asyncio.timeout(5):
        while len(reached.updates) < count:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


async def test_updates_come_in_order_and_once(api: BotApi, reached: Reached) -> None:
    """What persons say is passed on in their order, once, and confirmed at the end."""
    talk = api.person().private()
    for number in range(120):
        await talk.say(str(number))
    async with _polling(api, reached):
        await _until(reached, 120)
        await talk.say("last")
        await _until(reached, 121)
    assert reached.texts == [*map(str, range(120)), "last"]
    assert api.pending == 0


@pytest.mark.parametrize(
    "raw",
    [{"update_id": 700_000_002, "message": "no object"}, {"no": "id"}, "no object", None, {"update_id": "x"}],
    ids=["unreadable", "without id", "text", "null", "odd id"],
)
async def test_a_malformed_update_stops_no_other(api: BotApi, reached: Reached, raw: Any) -> None:
    """Updates before, beside and after a malformed one are passed on, and it is never fetched again."""
    talk = api.person().private()
    await talk.say("before")
    api.raw(raw)
    await talk.say("beside")
    async with _polling(api, reached):
        await _until(reached, 2)
        api.raw({**raw, "update_id": 700_000_004} if isinstance(raw, dict) and "message" in raw else raw)
        await talk.say("after")
        await _until(reached, 3)
        await api.drained()
    assert reached.texts == ["before", "beside", "after"]
    assert reached.intake.set_aside == 2


async def test_a_malformed_update_at_the_very_start_waits_for_the_next(
    api: BotApi, reached: Reached, caplog: pytest.LogCaptureFixture
) -> None:
    """A first update without an id can't be confirmed, and goes once another one tells where the ids are."""
    api.raw({"no": "id"})
    async with _polling(api, reached):
        await asyncio.sleep(0.3)
        await api.person().private().say("after")
        await _until(reached, 1)
        await api.drained()
    assert (reached.texts, reached.intake.set_aside) == (["after"], 1)
    assert caplog.messages.count("updates without an id wait for one with an id") == 1


FAULTS: dict[str, Callable[[Faults], None]] = {
    "error": lambda faults: faults.refuse(502, method="getUpdates"),
    "cut": lambda faults: faults.cut("getUpdates"),
    "cut after": lambda faults: faults.cut("getUpdates", after=True),
    "limit": lambda faults: faults.too_many("getUpdates", retry_after=1),
    "refusal": lambda faults: faults.refuse(400, method="getUpdates"),
}


@pytest.mark.filterwarnings("ignore:.*PTB_TIMEDELTA")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_troubles_are_waited_out(api: BotApi, reached: Reached, fault: Callable[[Faults], None]) -> None:
    """What goes wrong with a poll delays updates, and loses or doubles none."""
    fault(api.faults)
    talk = api.person().private()
    await talk.say("during")
    async with _polling(api, reached):
        await _until(reached, 1)
        await talk.say("after")
        await _until(reached, 2)
    assert (reached.texts, api.faults.hits) == (["during", "after"], 1)


async def test_a_server_that_is_down_is_waited_out(api: BotApi, reached: Reached) -> None:
    """Polling begins when the server comes, and goes on after it was away for a while."""
    await api.stop()
    async with _polling(api, reached):
        await asyncio.sleep(0.2)
        await api.start()
        talk = api.person().private()
        await talk.say("first")
        await _until(reached, 1)
        await api.stop()
        await asyncio.sleep(0.2)
        await api.start()
        await talk.say("second")
        await _until(reached, 2)
    assert reached.texts == ["first", "second"]


async def test_another_poller_is_explained(api: BotApi, reached: Reached, caplog: pytest.LogCaptureFixture) -> None:
    """Where another process polls too, the log says so in words."""
    with caplog.at_level(logging.WARNING):
        async with _polling(api, reached):
            await asyncio.sleep(0.2)
            api.world.queue.end_poll(None)
            api.faults.refuse(409, "Conflict: terminated by other getUpdates request", "getUpdates")
            await asyncio.sleep(0.3)
    assert any("another process polls with the same BOT_TOKEN" in message for message in caplog.messages)


async def test_a_token_that_is_refused_ends_polling(api: BotApi, reached: Reached) -> None:
    """A token that Telegram knows no more is no passing trouble."""
    base = f"{api.base_url}4200000001:another-token-than-the-right"
    with pytest.raises(InvalidToken):
        await Poller(base, reached.intake, KINDS, AiohttpRequest(connections=1)).run()


async def test_a_busy_bot_asks_for_no_more(api: BotApi, reached: Reached) -> None:
    """While the bot is busy, what comes waits at Telegram, where a crash does not lose it."""
    reached.busy = True
    poller = _poller(api, reached)
    talk = api.person().private()
    await talk.say("first")
    task = asyncio.create_task(poller.run())
    await _until(reached, 1)
    await talk.say("second")
    await asyncio.sleep(0.3)
    assert reached.texts == ["first"]
    reached.busy = False
    await _until(reached, 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


NAMED, BARE = {"update_id": 10}, {"no": "id"}


@pytest.mark.parametrize(
    ("updates", "before", "after"),
    [
        ([], None, None),
        ([], 5, 5),
        ([NAMED], None, 11),
        ([BARE, NAMED], None, 11),
        ([NAMED, BARE, BARE], 5, 13),
        ([BARE, BARE], 5, 7),
        ([BARE], None, None),
    ],
    ids=["nothing yet", "nothing new", "one", "bare first", "bare last", "bare alone", "bare at start"],
)
def test_behind(updates: list[Any], before: int | None, after: int | None) -> None:
    """The offset stands behind the last update, a bare one counted as the one after its neighbour."""
    assert behind(updates, before) == after
