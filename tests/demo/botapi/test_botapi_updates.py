"""getUpdates: offsets, limits, long polls, and which kinds of updates come."""

from __future__ import annotations

import asyncio
import time

from bot.demo.botapi.server import BotApi
from tests.demo.botapi.small_bot import Caller

FIRST = 700_000_001


async def texts(call: Caller, **parameters: object) -> list[str]:
    """Return the texts of the messages that getUpdates gives."""
    body = await call("getUpdates", **parameters)
    return [update["message"]["text"] for update in body["result"]]


async def say(api: BotApi, count: int) -> None:
    """Let somebody say "1", "2", ..."""
    chat = api.person().private()
    for number in range(1, count + 1):
        await chat.say(str(number))


async def test_updates_come_again_until_an_offset_confirms_them(lenient: BotApi, call: Caller) -> None:
    """Without an offset nothing is forgotten; an offset forgets what is before it."""
    await say(lenient, 3)
    assert await texts(call) == ["1", "2", "3"]
    assert await texts(call) == ["1", "2", "3"]
    assert await texts(call, offset=FIRST + 2) == ["3"]
    assert await texts(call, offset=FIRST) == ["3"]
    assert lenient.pending == 1


async def test_a_negative_offset_keeps_the_newest_only(lenient: BotApi, call: Caller) -> None:
    """All before the last two are forgotten."""
    await say(lenient, 5)
    assert await texts(call, offset=-2) == ["4", "5"]
    assert await texts(call) == ["4", "5"]


async def test_the_limit_is_held_between_1_and_100(lenient: BotApi, call: Caller) -> None:
    """A limit cuts the batch; 0 counts as 1, and more than 100 as 100."""
    await say(lenient, 130)
    assert await texts(call, limit=2) == ["1", "2"]
    assert len(await texts(call, limit=0)) == 1
    assert len(await texts(call, limit=500)) == 100
    assert len(await texts(call)) == 100


async def test_a_long_poll_waits_for_the_first_update(lenient: BotApi, call: Caller) -> None:
    """It answers at once when something is said, and with nothing when its time is over."""
    poll = asyncio.create_task(texts(call, timeout=20))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await say(lenient, 1)
    assert await poll == ["1"]
    assert time.monotonic() - began < 10
    assert await texts(call, offset=FIRST + 1, timeout=1) == []
    assert time.monotonic() - began > 0.9


async def test_allowed_updates_are_remembered(lenient: BotApi, call: Caller) -> None:
    """Kinds that were not asked for are not kept, until an empty list brings back the usual ones."""
    person = lenient.person()
    chat = person.private()
    await call("getUpdates", allowed_updates=["edited_message"])
    said = await chat.say("ні")
    await chat.edit(said, "так")
    body = await call("getUpdates")
    assert [list(update) for update in body["result"]] == [["update_id", "edited_message"]]
    await call("getUpdates", offset=FIRST + 5, allowed_updates=[])
    await chat.say("знов")
    assert await texts(call) == ["знов"]


async def test_reactions_come_only_when_named(lenient: BotApi, call: Caller) -> None:
    """Kinds that Telegram leaves out by default are left out here."""
    assert lenient.update("message_reaction", {"chat": {"id": 1}}) is None
    await call("getUpdates", allowed_updates=["message_reaction"])
    assert lenient.update("message_reaction", {"chat": {"id": 1}}) == FIRST


async def test_a_webhook_ends_a_poll_that_waits(call: Caller) -> None:
    """The poll gets 409, as does each later one, until the webhook is deleted."""
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await call("setWebhook", url="http://127.0.0.1:1/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates"))["result"] == []


async def test_malformed_updates_come_verbatim_and_are_confirmed(lenient: BotApi, call: Caller) -> None:
    """Whatever was put in comes out, in its place, and the offset after it forgets it."""
    odd = [{"update_id": FIRST, "message": 5}, "text", None, {"no": "id"}]
    ids = [lenient.raw(body) for body in odd]
    assert (await call("getUpdates"))["result"] == odd
    assert (await call("getUpdates", offset=ids[-1] + 1))["result"] == []


async def test_pending_updates_are_dropped_when_asked(lenient: BotApi, call: Caller) -> None:
    """A deleteWebhook with drop_pending_updates empties the queue."""
    await say(lenient, 3)
    await call("deleteWebhook", drop_pending_updates=True)
    assert lenient.pending == 0
