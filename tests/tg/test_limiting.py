"""Telegram's limits and faults, against the Bot API server on loopback."""

from __future__ import annotations

import asyncio
import itertools
import logging
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import BotCommand
from telegram.error import BadRequest, Forbidden, TimedOut
from telegram.ext import ExtBot

from bot.demo.botapi.faults import Rates
from bot.demo.botapi.people import Person
from bot.demo.botapi.server import BotApi
from bot.tg import limiting
from bot.tg.limiting import Limiter
from bot.tg.requesting import AiohttpRequest, TooManyRequestsError, UnavailableError
from bot.tg.sending import edit
from tests.judge.judging import judge

Bot = ExtBot[None]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Yield a running server whose judge found nothing wrong by the end of the test."""
    async with BotApi(judge=judge) as server:
        yield server
    server.check()


@asynccontextmanager
async def limited(api: BotApi, per_second: int = 30) -> AsyncIterator[Bot]:
    """Give a bot that keeps to limits."""
    request = AiohttpRequest()
    made: Bot = ExtBot(
        api.token,
        api.base_url,
        api.file_url,
        request=request,
        get_updates_request=request,
        rate_limiter=Limiter(per_second),
    )
    async with made:
        yield made


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """Yield a bot with the usual limits."""
    async with limited(api) as made:
        yield made


async def _people(api: BotApi, count: int) -> list[Person]:
    people = [api.person() for _ in range(count)]
    for person in people:
        await person.start()
    return people


def _sent(api: BotApi, method: str = "sendMessage") -> list[float]:
    return [call.at for call in api.log.of(method)]


async def test_a_429_pauses_its_chat_alone(api: BotApi, bot: Bot) -> None:
    """The chat that Telegram named gets nothing for as long as it asked for; another gets its messages at once."""
    one, other = await _people(api, 2)
    api.faults.too_many("sendMessage", retry_after=1)
    first = asyncio.create_task(bot.send_message(one.id, "a"))
    while not api.log.of("sendMessage"):  # noqa: ASYNC110 - nothing rings
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    more = [asyncio.create_task(bot.send_message(one.id, text)) for text in "bc"]
    changing = asyncio.create_task(bot.set_message_reaction(one.id, 1))
    await bot.send_message(other.id, "d")
    assert _sent(api)[1] - _sent(api)[0] < 0.5
    await asyncio.gather(first, *more, changing, return_exceptions=True)
    assert [call.value("chat_id") for call in api.calls if call.method == "sendMessage"].count(one.id) == 4
    refused = _sent(api)[0]
    late = [call.at for call in api.calls if call.value("chat_id") == one.id and call.at > refused]
    assert len(late) == 4
    assert min(late) - refused >= 1


async def test_two_chats_told_to_wait_at_once_pause_the_whole_bot(api: BotApi, bot: Bot) -> None:
    """Then nothing leaks through, answers to buttons and inline queries neither, until Telegram's time is over."""
    people = await _people(api, 6)
    api.faults.too_many("sendMessage", retry_after=1, times=2)
    refused = [asyncio.create_task(bot.send_message(person.id, "a")) for person in people[:2]]
    while not all(call.done for call in api.log.of("sendMessage")) or len(_sent(api)) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    before = len(api.calls)
    others = [asyncio.create_task(bot.send_message(person.id, "b")) for person in people[2:]]
    others.append(asyncio.create_task(bot.answer_inline_query("1", [])))  # type: ignore[arg-type]
    await asyncio.gather(*refused, *others, return_exceptions=True)
    assert len(api.calls) == before + 7
    assert min(call.at for call in api.calls[before:]) - max(_sent(api)[:2]) >= 1


async def test_a_429_about_the_bots_name_delays_no_message(api: BotApi, bot: Bot) -> None:
    """A wait of hours is not waited out: whoever asked hears of it, that method rests, and messages go on."""
    (person,) = await _people(api, 1)
    api.faults.too_many("setMyName", retry_after=9000)
    for name in ("one", "two"):
        with pytest.raises(TooManyRequestsError):
            await bot.set_my_name(name)
    assert len(api.log.of("setMyName")) == 1
    await bot.send_message(person.id, "at once")


async def test_5xx_are_waited_out(api: BotApi, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A message that Telegram could not take is sent until it can, arrives once, and the log has two lines on it."""
    caplog.set_level(logging.INFO)
    (person,) = await _people(api, 1)
    for code in (500, 502, 503):
        api.faults.refuse(code, method="sendMessage")
    await bot.send_message(person.id, "after all")
    assert [message.text for message in await person.private().silence(0.1)] == ["after all"]
    assert [record.message for record in caplog.records if record.name == limiting.__name__] == [
        "a request to Telegram failed and is tried again",
        "requests to Telegram work again",
    ]


async def test_an_api_that_is_away_is_waited_out(api: BotApi, bot: Bot) -> None:
    """What is said while nobody listens arrives once somebody does."""
    people = await _people(api, 5)
    await api.stop()
    sending = [asyncio.create_task(bot.send_message(person.id, "once")) for person in people]
    await asyncio.sleep(1)
    await api.start()
    await asyncio.gather(*sending)
    assert len(_sent(api)) == 5


@pytest.mark.parametrize("lost", [1, 2])
async def test_what_may_have_arrived_is_sent_once_more_at_most(api: BotApi, bot: Bot, lost: int) -> None:
    """A message whose answer is lost is sent again, a second time not: a duplicate harms less than silence."""
    (person,) = await _people(api, 1)
    api.faults.cut("sendMessage", times=lost, after=True)
    if lost == 1:
        await bot.send_message(person.id, "text")
    else:
        with pytest.raises(TimedOut):
            await bot.send_message(person.id, "text")
    assert len(_sent(api)) == 2


async def test_a_late_answer_is_one_that_is_lost(api: BotApi, bot: Bot) -> None:
    """A read timeout counts like a cut."""
    (person,) = await _people(api, 1)
    api.faults.delay(1.0, "sendMessage", times=None, after=True)
    with pytest.raises(TimedOut):
        await bot.send_message(person.id, "text", read_timeout=0.2)
    assert len(_sent(api)) == 2


async def test_what_may_be_repeated_is(api: BotApi, bot: Bot) -> None:
    """Edits and settings are carried out however often their answer is lost."""
    (person,) = await _people(api, 1)
    message = await bot.send_message(person.id, "before")
    api.faults.cut("editMessageText", after=True)
    assert await edit(bot, person.id, message.message_id, "behind")
    api.faults.cut("setMyCommands", times=3, after=True)
    assert await bot.set_my_commands([BotCommand("ask", "Ask")])
    assert len(api.log.of("editMessageText")) == 2


@pytest.mark.parametrize(("code", "kind"), [(400, BadRequest), (403, Forbidden)])
async def test_a_refusal_is_final(api: BotApi, bot: Bot, code: int, kind: type[Exception]) -> None:
    """What Telegram refuses for its content is never repeated."""
    (person,) = await _people(api, 1)
    api.faults.refuse(code, method="sendMessage", times=None)
    with pytest.raises(kind):
        await bot.send_message(person.id, "text")
    assert len(_sent(api)) == 1


async def test_patience_ends(api: BotApi, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the error is the caller's; for an answer that nobody waits for any more that is soon."""
    monkeypatch.setitem(limiting.ANSWERS_PATIENCE, "answerInlineQuery", 0.5)
    api.faults.refuse(502, times=None)
    started = time.monotonic()
    with pytest.raises(UnavailableError):
        await bot.answer_inline_query("1", [])
    assert time.monotonic() - started < 1


async def test_a_short_patience_is_used_up(api: BotApi, bot: Bot) -> None:
    """An answer that is waited for briefly is tried at least once a second, so that an outage of seconds is met."""
    api.faults.refuse(502, times=5)
    with pytest.raises(BadRequest, match="Query is too old"):  # which nobody asked, so that the last word is a refusal
        await bot.answer_inline_query("1", [])
    tried = [call.at for call in api.log.of("answerInlineQuery")]
    gaps = [after - before for before, after in itertools.pairwise(tried)]
    assert len(gaps) == 5
    assert max(gaps) < 1.5, "a second, and some for a busy machine"


async def test_telegrams_limits_are_kept(api: BotApi) -> None:
    """Bursts to many chats and a group get no 429: not by the bot's limit, nor a chat's, nor a group's."""
    people = await _people(api, 8)
    group = api.group(people[0])
    api.rates = Rates(overall=(20, 1.0), chat=(3, 3.0), group=(20, 60.0))
    async with limited(api, per_second=18) as bot:
        chats = [person.id for person in people for _ in range(5)] + [group.chat.id] * 5
        await asyncio.gather(*(bot.send_message(chat, "text") for chat in chats))
    assert [call.status for call in api.log.of("sendMessage")] == [200] * 45


async def test_a_flood_costs_others_no_more_than_twice_their_usual_wait(api: BotApi) -> None:
    """While one person and one group have a hundred messages each waiting, everybody else is served as before."""
    people = await _people(api, 11)
    group = api.group(people[0])
    api.rates = Rates(overall=(30, 1.0), chat=(3, 3.0), group=(20, 60.0))

    async with limited(api) as bot:

        async def calm(person: Person, waits: list[float], offset: float) -> None:
            await asyncio.sleep(offset)
            for _ in range(3):
                started = time.monotonic()
                await bot.send_message(person.id, "text")
                waits.append(time.monotonic() - started)
                await asyncio.sleep(1.1)

        async def measured() -> list[float]:
            waits: list[float] = []
            await asyncio.gather(*(calm(person, waits, 0.1 * number) for number, person in enumerate(people[1:])))
            return waits

        usual = await measured()
        flood = [asyncio.create_task(bot.send_message(chat, "flood")) for chat in (people[0].id, group.chat.id) * 100]
        flooded = await measured()
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
    assert not [call for call in api.calls if call.status == 429]
    # Some milliseconds are the machine's: a usual wait here is but two.
    assert statistics.mean(flooded) < 2 * statistics.mean(usual) + 0.01
    assert max(flooded) < 2 * max(usual) + 0.05
