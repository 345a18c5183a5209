"""The real python-telegram-bot talks with people through the server."""

from __future__ import annotations

import asyncio
import io

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.demo.botapi.faults import Rates
from bot.demo.botapi.files import png
from bot.demo.botapi.server import BotApi
from tests.demo.botapi.small_bot import Context, echo_application, polling

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
"""The library warns at each RetryAfter that its type will change."""


def ptb(api: BotApi) -> Bot:
    """Return a plain python-telegram-bot client of the server."""
    return Bot(api.token, base_url=api.base_url, base_file_url=api.file_url)


async def test_a_person_asks_presses_and_sees_the_edit(api: BotApi) -> None:
    """A text, the reply with its keyboard, a press with its note, and the edited message reach each side."""
    async with polling(api):
        person = api.person()
        chat = person.private()
        reply = await chat.ask("Де <укриття>?")
        assert reply.html == "<b>Де &lt;укриття&gt;?</b>"
        note = await person.press(reply.button("ще"))
        assert (note.text, note.show_alert) == ("Гаразд", False)
        edited = await chat.next_edit()
        assert (edited.id, edited.text, edited.buttons) == (reply.id, "змінено", [])
        assert chat.messages[-1].text == "змінено"


async def test_updates_are_confirmed_by_the_next_poll(api: BotApi) -> None:
    """Nothing waits any more once the bot has polled past what it got."""
    async with polling(api):
        chat = api.person().private()
        for number in range(120):
            await chat.say(f"текст {number}")
        texts = [(await chat.next_message()).text for _ in range(120)]
        await api.drained()
    assert texts == [f"текст {number}" for number in range(120)]


async def test_inline_typing_and_choosing(api: BotApi) -> None:
    """Each letter gets its answer; the chosen result lands in the chat, and the bot is told of it."""
    async with polling(api):
        person = api.person()
        for query in ("у", "ук", "укр"):
            answer = await person.type_inline("private", query)
            assert [result.title for result in answer.results] == [query]
        assert (answer.cache_time, answer.is_personal) == (5, True)
        sent = await person.choose_inline(answer)
    assert sent.html == "<i>укр</i>"
    assert sent["via_bot"]["username"] == api.username


async def test_a_photo_by_multipart_then_by_its_file_id(api: BotApi) -> None:
    """An upload gets a file_id that sends it again, describes it, and gives back the same bytes."""
    chat = api.person().private()
    await chat.say("фото")
    image = png(30, 20)
    async with ptb(api) as bot:
        sent = await bot.send_photo(chat.id, io.BytesIO(image), caption="<b>мапа</b>", parse_mode="HTML")
        again = await bot.send_photo(chat.id, sent.photo[-1].file_id)
        stored = await bot.get_file(again.photo[-1].file_id)
        assert bytes(await stored.download_as_bytearray()) == image
        assert (sent.photo[-1].width, sent.photo[-1].height) == (30, 20)
        await bot.edit_message_media(
            InputMediaDocument(b"a,b\n", filename="table.csv", caption="таблиця"), chat.id, again.message_id
        )
        album = await bot.send_media_group(chat.id, [InputMediaPhoto(png()), InputMediaPhoto(png(3, 3))])
    assert (await chat.next_message()).html == "<b>мапа</b>"
    assert (await chat.next_edit())["document"]["file_name"] == "table.csv"
    assert len({message.media_group_id for message in album}) == 1


async def test_a_document_a_venue_and_typing(api: BotApi) -> None:
    """Other kinds of messages arrive with their fields, and the action shows."""
    chat = api.person().private()
    await chat.say("де?")
    async with ptb(api) as bot:
        await bot.send_chat_action(chat.id, "typing")
        await bot.send_document(chat.id, b"text", filename="readme.txt")
        await bot.send_venue(chat.id, 49.99, 36.23, "Метро", "майдан Конституції")
    assert await chat.next_action() == "typing"
    assert (await chat.next_message())["document"]["file_name"] == "readme.txt"
    assert (await chat.next_message())["venue"]["title"] == "Метро"


async def test_a_429_says_how_long_to_wait_and_the_retry_is_sent(api: BotApi) -> None:
    """The set number of calls is refused with retry_after; the next one is carried out."""
    chat = api.person().private()
    await chat.say("так")
    api.faults.too_many("sendMessage", retry_after=7, times=2)
    async with ptb(api) as bot:
        for _ in range(2):
            with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
                await bot.send_message(chat.id, "ні")
        await bot.send_message(chat.id, "тепер")
    assert [message.text for message in chat.messages] == ["так", "тепер"]


async def test_rates_hold_one_message_at_a_time_in_a_chat(api: BotApi) -> None:
    """With rates on, the second message within the chat's seconds is refused, in that chat alone."""
    one, two = api.person().private(), api.person().private()
    await one.say("раз")
    await two.say("два")
    api.rates = Rates(chat=(1, 10.0))
    async with ptb(api) as bot:
        await bot.send_message(one.id, "перше")
        with pytest.raises(RetryAfter):
            await bot.send_message(one.id, "друге")
        await bot.send_message(two.id, "третє")


async def test_rates_hold_twenty_a_minute_in_a_group(api: BotApi) -> None:
    """The 21st message within a minute is refused in a group, with the seconds until one is free."""
    group = api.group(api.person())
    api.rates = Rates(chat=(100, 1.0))
    async with ptb(api) as bot:
        for number in range(20):
            await bot.send_message(group.id, f"{number}")
        with pytest.raises(RetryAfter, match=r"Retry in (5\d|60) seconds"):
            await bot.send_message(group.id, "зайве")


async def test_a_connection_cut_before_the_effect_loses_the_message(api: BotApi) -> None:
    """The bot gets a network error, and nothing was sent."""
    chat = api.person().private()
    await chat.say("так")
    api.faults.cut("sendMessage")
    async with ptb(api) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "зникло")
    assert len(chat.messages) == 1
    assert not api.log.of("sendMessage")[0].took_effect


async def test_a_connection_cut_after_the_effect_loses_only_the_answer(api: BotApi) -> None:
    """The bot gets the same error, though the message was sent."""
    chat = api.person().private()
    await chat.say("так")
    api.faults.cut("sendMessage", after=True)
    async with ptb(api) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "дійшло")
    assert (await chat.next_message()).text == "дійшло"
    assert (await api.next_call("sendMessage")).took_effect


async def test_a_slow_answer_times_out_though_it_was_sent(api: BotApi) -> None:
    """A delay after the effect makes the bot give up on a message that arrived."""
    chat = api.person().private()
    await chat.say("так")
    api.faults.delay(0.5, "sendMessage", after=True)
    async with ptb(api) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(chat.id, "пізно", read_timeout=0.1)
    assert (await chat.next_message()).text == "пізно"


async def test_a_502_is_a_network_error(api: BotApi) -> None:
    """A server error reaches the bot as such, and polling goes on after some of them."""
    api.faults.refuse(502, method="getUpdates", times=2)
    async with polling(api):
        assert (await api.person().private().ask("ти тут?", within=10)).text == "ти тут?"
    assert api.faults.hits == 2


async def test_the_older_of_two_polls_is_ended_with_409(api: BotApi) -> None:
    """A second getUpdates ends the first one, which says why; the second gets the update."""
    async with ptb(api) as one, ptb(api) as other:
        first = asyncio.create_task(one.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await api.person().private().say("хто?")
        assert len(await second) == 1


async def test_the_webhook_gets_updates_with_the_secret(api: BotApi, unused_tcp_port: int) -> None:
    """python-telegram-bot's own webhook server takes each update, answers it, and getUpdates is refused meanwhile."""
    application = echo_application(api)
    async with application:
        assert application.updater is not None
        await application.updater.start_webhook(
            port=unused_tcp_port,
            url_path="hook",
            webhook_url=f"http://127.0.0.1:{unused_tcp_port}/hook",
            secret_token="s3-cret",  # noqa: S106 - of this test alone
        )
        await application.start()
        chat = api.person().private()
        assert (await chat.ask("через гачок")).text == "через гачок"
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await application.bot.get_updates()
        await application.updater.stop()
        await application.stop()


async def test_a_malformed_update_is_delivered_verbatim(api: BotApi) -> None:
    """What is put in raw comes out raw, where a real client stumbles over it."""
    api.raw({"update_id": 5, "message": {"message_id": "x"}})
    async with ptb(api) as bot:
        with pytest.raises(KeyError, match="date"):
            await bot.get_updates()


async def test_refusals_have_the_words_that_the_library_knows(api: BotApi) -> None:
    """An unmodified edit, a missing message, a blocked bot and a wrong token raise the library's own errors."""
    person = api.person()
    chat = person.private()
    async with ptb(api) as bot:
        with pytest.raises(Forbidden, match="can't initiate conversation"):
            await bot.send_message(chat.id, "привіт")
        await chat.say("привіт")
        sent = await bot.send_message(chat.id, "текст")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("текст", chat.id, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("інше", chat.id, 999)
        person.block()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(chat.id, "гей")
    stranger = Bot("4200000001:wrong", base_url=api.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.request.shutdown()


async def test_a_handler_that_raises_does_not_stop_the_next_update(api: BotApi) -> None:
    """The server gives out later updates whatever becomes of the earlier ones."""

    async def pick_one(update: Update, _: Context) -> None:
        message = update.effective_message
        assert message is not None
        if message.text == "впади":
            raise ZeroDivisionError
        await message.reply_text("стою")

    async def ignore(_: object, __: Context) -> None:
        pass

    application = ApplicationBuilder().token(api.token).base_url(api.base_url).build()
    application.add_handler(MessageHandler(filters.TEXT, pick_one))
    application.add_error_handler(ignore)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=2)
        await application.start()
        chat = api.person().private()
        await chat.say("впади")
        assert (await chat.ask("стій")).text == "стою"
        await application.updater.stop()
        await application.stop()
