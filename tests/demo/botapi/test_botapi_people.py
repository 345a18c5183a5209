"""The people's side: what they do reaches the bot as Telegram would tell it."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.botapi.calls import Judged
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import ANONYMOUS
from tests.demo.botapi.small_bot import Caller, client, told
from tests.judge.judging import judge


async def test_a_deep_link_starts_with_its_payload(lenient: BotApi, call: Caller) -> None:
    """Following a link says /start and the payload; links to others and odd payloads are refused."""
    person = lenient.person()
    await person.follow(f"https://t.me/{lenient.username}?start=topic_1")
    await person.follow(f"tg://resolve?domain={lenient.username}&start=a-b")
    await person.start()
    updates = await told(call)
    assert [update["message"]["text"] for update in updates] == ["/start topic_1", "/start a-b", "/start"]
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(ValueError, match="does not lead to the bot"):
        await person.follow("https://t.me/other?start=x")
    with pytest.raises(ValueError, match="can't be in a deep link"):
        await person.start("a b")


async def test_the_language_of_the_person_goes_with_what_they_say(lenient: BotApi, call: Caller) -> None:
    """The user's language_code is that of their app, and absent where it does not tell."""
    await lenient.person("en").private().say("hi")
    await lenient.person(None).private().say("hi")
    users = [update["message"]["from"] for update in await told(call)]
    assert users[0]["language_code"] == "en"
    assert "language_code" not in users[1]


async def test_privacy_mode_hides_what_is_not_for_the_bot(lenient: BotApi, call: Caller) -> None:
    """A group shows commands, mentions, replies to the bot and service messages; an administrator sees all."""
    person = lenient.person()
    group = lenient.group(person)
    talk = person.within(group)
    sent = (await call("sendMessage", chat_id=group.id, text="я тут"))["result"]
    await talk.say("про своє")
    await talk.say("/ask так")
    await talk.say(f"/ask@{lenient.username} так")
    await talk.say("/ask@other_bot ні")
    await talk.say(f"🛡 @{lenient.username} де?")
    await talk.say("відповідь", reply_to=talk.messages[0])
    group.service(new_chat_title="Інша")
    texts = [update["message"].get("text", "service") for update in await told(call)]
    assert sent["message_id"] == 1
    assert texts == [
        "/ask так",
        f"/ask@{lenient.username} так",
        f"🛡 @{lenient.username} де?",
        "відповідь",
        "service",
    ]
    group.promote_bot()
    await talk.say("про своє")
    assert [next(iter(update)) for update in await told(call)] == ["my_chat_member", "message"]


async def test_joining_leaving_and_removal_are_told(lenient: BotApi, call: Caller) -> None:
    """The bot gets its own membership and the service messages about others."""
    group = lenient.group(lenient.person(), bot="left")
    other = lenient.person("ru", first_name="Иван")
    group.add_bot()
    group.join(other.user)
    group.leave(other.user)
    group.remove_bot()
    updates = await told(call)
    assert [next(iter(update)) for update in updates] == ["my_chat_member", *["message"] * 4, "my_chat_member"]
    assert updates[0]["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert updates[1]["message"]["new_chat_members"][0]["is_bot"] is True
    assert updates[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_blocking_and_unblocking(lenient: BotApi, call: Caller) -> None:
    """The bot is told of both, and can write again afterwards."""
    person = lenient.person()
    await person.start()
    person.block()
    assert (await call("sendMessage", chat_id=person.id, text="так"))["error_code"] == 403
    person.unblock()
    assert (await call("sendMessage", chat_id=person.id, text="так"))["ok"]
    states = [update["my_chat_member"]["new_chat_member"]["status"] for update in (await told(call))[1:]]
    assert states == ["kicked", "member"]


async def test_migration_is_told_in_both_chats(lenient: BotApi, call: Caller) -> None:
    """The old group names the new one, and the new one the old."""
    group = lenient.group(lenient.person(), kind="group")
    new = group.migrate()
    messages = [update["message"] for update in await told(call)]
    assert messages[0]["migrate_to_chat_id"] == new.id
    assert messages[1]["migrate_from_chat_id"] == group.id
    with pytest.raises(ValueError, match="only a basic group migrates"):
        new.migrate()


async def test_anonymous_admins_and_channels(lenient: BotApi, call: Caller) -> None:
    """Who writes for a group or channel has sender_chat; a channel's posts are channel_post."""
    person = lenient.person()
    group, channel = lenient.group(person), lenient.channel(username="kharkiv_news")
    await person.within(group).say("/ask", anonymous=True)
    await person.within(group).say("/ask", as_channel=channel.chat)
    channel.post("новина")
    first, second, third = await told(call)
    assert first["message"]["from"] == ANONYMOUS
    assert first["message"]["sender_chat"]["id"] == group.id
    assert second["message"]["sender_chat"]["username"] == "kharkiv_news"
    assert third["channel_post"]["text"] == "новина"
    assert (await call("sendMessage", chat_id="@kharkiv_news", text="так"))["result"]["sender_chat"]["id"] == channel.id


async def test_every_sample_of_a_message_is_told(lenient: BotApi, call: Caller) -> None:
    """Voice, photo, sticker, location, poll and the rest arrive with the field of their kind."""
    chat = lenient.person().private()
    kinds = ["photo", "document", "audio", "video", "animation", "voice", "video_note", "sticker"]
    kinds += ["location", "contact", "dice", "poll"]
    for kind in kinds:
        await chat.send(kind)
    updates = await told(call)
    assert [kind for kind, update in zip(kinds, updates, strict=True) if kind not in update["message"]] == []


async def test_a_press_waits_for_its_note_and_may_be_forged(lenient: BotApi, call: Caller) -> None:
    """The person sees the bot's note; a forged press carries other data; an old query can't be answered twice."""
    person = lenient.person()
    chat = person.private()
    await chat.say("так")
    keyboard = {"inline_keyboard": [[{"text": "Так", "callback_data": "yes"}, {"text": "Сайт", "url": "https://a.ua"}]]}
    await call("sendMessage", chat_id=chat.id, text="?", reply_markup=keyboard)
    message = await chat.next_message()
    await told(call)
    pressing = asyncio.create_task(person.press(message.button("Так"), data="forged"))
    await asyncio.sleep(0.02)
    query = (await told(call))[0]["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("forged", message.id)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="ні", show_alert=True)
    assert (await pressing).show_alert is True
    again = await call("answerCallbackQuery", callback_query_id=query["id"])
    assert "query is too old" in again["description"]
    with pytest.raises(ValueError, match="sends nothing to the bot"):
        person.tap(message.button("Сайт"))
    with pytest.raises(LookupError, match="no button with 'Ні'; there are: 'Так', 'Сайт'"):
        message.button("Ні")


async def test_waiting_ends_at_the_first_bad_request() -> None:
    """Whoever waits for the bot gets the judge's complaint at once, not a timeout later."""
    async with BotApi(judge=judge) as api, client(api) as call:
        chat = api.person().private()
        await chat.say("так")
        waiting = asyncio.create_task(chat.next_message(within=30))
        await asyncio.sleep(0.05)
        await call("sendMessage", chat_id=chat.id, text="так", colour="red")
        with pytest.raises(Judged, match=r"sendMessage\.colour: there is no such parameter"):
            await asyncio.wait_for(waiting, 2)
        with pytest.raises(Judged):
            api.check()
        assert api.complaints == ["sendMessage: sendMessage.colour: there is no such parameter"]


async def test_silence_and_what_breaks_it(lenient: BotApi, call: Caller) -> None:
    """Silence returns what the bot sent after all; waiting for nothing is a TimeoutError that names the chat."""
    chat = lenient.person().private()
    await chat.say("так")
    assert await chat.silence(0.05) == []
    await call("sendMessage", chat_id=chat.id, text="ні")
    assert [message.text for message in await chat.silence(0.01)] == ["ні"]
    with pytest.raises(TimeoutError, match=f"nothing edited in chat {chat.id} within"):
        await chat.next_edit(within=0.05)


async def test_everything_that_happens_can_be_followed(lenient: BotApi, call: Caller) -> None:
    """A page that shows all chats gets each event once, in order."""
    chat = lenient.person().private()
    await chat.say("так")
    sent = (await call("sendMessage", chat_id=chat.id, text="ні"))["result"]
    await call("sendChatAction", chat_id=chat.id, action="typing")
    await call("deleteMessage", chat_id=chat.id, message_id=sent["message_id"])
    events = await lenient.next_event(0, within=1)
    assert [event.kind for event in events] == ["said", "sent", "action", "deleted"]
    assert await lenient.next_event(len(events), within=0.05) == []
