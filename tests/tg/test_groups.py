"""Groups and channels: the bot speaks only when asked."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import ShowTopic, parse
from bot.tg.rendering import GROUP_LIMIT
from bot.tg.splitting import units
from tests.tg.conftest import Scene


@pytest.mark.parametrize("language", LANGUAGES)
async def test_ask_is_answered(scene: Scene, language: Language) -> None:
    """/ask with a question gets a short answer that replies to it, without related questions."""
    person = scene.person(language)
    talk = person.within(scene.api.group(person))
    answer = await talk.ask(f"/ask {scene.title('population', language)}")
    assert answer.text.startswith(scene.title("population", language))
    assert answer["reply_to_message"]["text"].startswith("/ask")
    assert units(answer.text) <= GROUP_LIMIT
    assert not [button for button in answer.buttons if isinstance(parse(button.data), ShowTopic)]


async def test_the_command_may_name_the_bot(scene: Scene) -> None:
    """/ask@bot is the bot's whatever the case of its name; /ask@another is not."""
    person = scene.person()
    room = scene.api.group(person)
    room.promote_bot()
    talk = person.within(room)
    answer = await talk.ask(f"/ASK@{scene.api.username.upper()} {scene.title('population')}")
    assert answer.text.startswith(scene.title("population"))
    await talk.say(f"/ask@another_bot {scene.title('mayor')}")
    assert await scene.quiet(talk)


async def test_ask_in_reply_answers_that_message(scene: Scene) -> None:
    """/ask under somebody's message answers it, replying to it; the text of another person is not kept."""
    ann, bob = scene.person(), scene.person()
    room = scene.api.group(ann, bob)
    question = await bob.within(room).say(scene.unanswerable())
    await ann.within(room).say("/ask", reply_to=question)
    answer = await ann.within(room).next_message()
    assert answer["reply_to_message"]["message_id"] == question.id
    await scene.settled()
    assert await scene.store.asked("all") == []


async def test_ask_in_reply_to_a_caption(scene: Scene) -> None:
    """A picture's caption is a question, too."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    picture = await talk.send("photo", caption=scene.title("population"))
    await talk.say("/ask", reply_to=picture)
    assert (await talk.next_message()).text.startswith(scene.title("population"))


async def test_a_quoted_part_is_the_question(scene: Scene) -> None:
    """Where a person quotes a part of a long message, that part is answered."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    long = await talk.say(f"Багато слів про мера. {scene.title('population')}")
    quote = {"text": scene.title("population"), "position": 23}
    await talk.put({"text": "/ask", "entities": [_command("/ask")], "quote": quote}, reply_to=long)
    assert (await talk.next_message()).text.startswith(scene.title("population"))


async def test_ask_alone_says_how_once(scene: Scene) -> None:
    """Without a question one sentence tells how to ask; again within a minute there is silence."""
    person = scene.person("en")
    talk = person.within(scene.api.group(person))
    assert (await talk.ask("/ask")).text == "Write the question after /ask, or reply to a message with /ask."
    await talk.say("/ask")
    assert await scene.quiet(talk)


async def test_a_mention_is_a_question(scene: Scene) -> None:
    """The bot's name anywhere in a text makes it a question; the name itself is no part of it."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    answer = await talk.ask(f"{scene.title('population')} @{scene.api.username.upper()}")
    assert answer.text.startswith(scene.title("population"))


async def test_a_mention_in_a_caption_and_by_link(scene: Scene) -> None:
    """A caption counts, and so does a mention that shows another name (text_mention)."""
    person = scene.person()
    room = scene.api.group(person)
    room.promote_bot()
    talk = person.within(room)
    await talk.send("photo", caption=f"@{scene.api.username} {scene.title('population')}")
    assert (await talk.next_message()).text.startswith(scene.title("population"))
    named = {"type": "text_mention", "offset": 0, "length": 4, "user": scene.api.world.bot}
    await talk.put({"text": f"Боте {scene.title('mayor')}", "entities": [named]})
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))


async def test_a_bare_mention_in_reply_answers_that_message(scene: Scene) -> None:
    """Calling the bot under a message asks it to answer that message."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    question = await talk.say(scene.title("population"))
    await talk.say(f"@{scene.api.username}", reply_to=question)
    assert (await talk.next_message()).text.startswith(scene.title("population"))


async def test_a_reply_to_the_bot_is_a_question(scene: Scene) -> None:
    """A reply to the bot needs no command."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    first = await talk.ask(f"/ask {scene.title('population')}")
    await talk.say(scene.title("mayor"), reply_to=first)
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))


async def test_everything_else_meets_silence(scene: Scene) -> None:
    """Even as an admin that hears everything, the bot does not answer what is not for it."""
    ann, bob = scene.person(), scene.person()
    room = scene.api.group(ann, bob)
    room.promote_bot()
    talk = ann.within(room)
    said = await talk.say(scene.title("population"))
    await bob.within(room).say("а й справді?", reply_to=said)
    for text in ("/start", "/help", "/help@another_bot", "@another_bot hello", "/unknown"):
        await talk.say(text)
    for kind in ("photo", "voice", "sticker", "location", "poll", "contact", "dice"):
        await talk.send(kind)
    room.join(scene.person().user)
    assert await scene.quiet(talk)


async def test_other_bots_are_not_answered(scene: Scene) -> None:
    """Two bots can't keep each other talking."""
    other = scene.api.person(None, first_name="Other", is_bot=True)
    talk = other.within(scene.api.group(other))
    await talk.say(f"/ask {scene.title('population')}")
    assert await scene.quiet(talk)


async def test_a_command_of_the_private_chat_points_there(scene: Scene) -> None:
    """Named in a command that it does not do in groups, the bot says one sentence, once a minute."""
    person = scene.person("en")
    talk = person.within(scene.api.group(person))
    pointer = await talk.ask(f"/topics@{scene.api.username}")
    assert "private chat" in pointer.text
    (button,) = pointer.buttons
    await person.follow(button.url or "")
    assert (await person.private().next_message()).text.startswith(scene.base.city.bot.en)
    await talk.say(f"/help@{scene.api.username}")
    assert await scene.quiet(talk)


async def test_equal_questions_within_a_minute_get_one_answer(scene: Scene) -> None:
    """The same words, however written, are answered once a minute in a group."""
    ann, bob = scene.person(), scene.person()
    room = scene.api.group(ann, bob)
    await ann.within(room).ask(f"/ask {scene.title('population')}")
    await bob.within(room).say(f"/ask {scene.title('population').upper()}!!")
    assert await scene.quiet(ann.within(room))
    scene.clock.forward(seconds=61)
    assert (await ann.within(room).ask(f"/ask {scene.title('population')}")).text


async def test_equal_questions_at_the_same_moment(scene: Scene) -> None:
    """Ten people who ask the same at once get one answer."""
    people = [scene.person() for _ in range(10)]
    room = scene.api.group(*people)
    await asyncio.gather(*(person.within(room).say(f"/ask {scene.title('population')}") for person in people))
    await scene.settled()
    assert len(await people[0].within(room).silence(0)) == 1


async def test_a_long_answer_is_read_on_in_private(scene: Scene) -> None:
    """Where an answer was cut a button leads to all of it, in the same language."""
    person = scene.person("en")
    talk = person.within(scene.api.group(person))
    answer = await talk.ask(f"/ask {scene.title('population')}")
    (link,) = [button for button in answer.buttons if button.url]
    await person.follow(link.url or "")
    whole = await person.private().next_message()
    assert whole.text.startswith(scene.title("population"))
    assert units(whole.text) > units(answer.text)


async def test_a_suggestion_in_a_group_becomes_the_answer(scene: Scene) -> None:
    """A button does not add messages to a group: the choice, or the offer, turns into the answer."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    offer = await talk.ask(f"/ask {scene.whole.talk['greeting'].questions['uk'][0]}")
    await person.press(offer.buttons[0])
    assert (await talk.next_edit()).id == offer.id
    assert await scene.quiet(talk)


async def test_an_edited_question_edits_the_answer(scene: Scene) -> None:
    """In a group, too, the earlier reply changes."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    asked = await talk.say(f"/ask {scene.title('population')}")
    answer = await talk.next_message()
    await talk.edit(asked, f"/ask {scene.title('mayor')}")
    changed = await talk.next_edit()
    assert (changed.id, changed.text.split("\n")[0]) == (answer.id, scene.title("mayor"))


async def test_forum_topics(scene: Scene) -> None:
    """In a forum the answer stays in its topic; the message that opens a topic is no question."""
    person = scene.person()
    room = scene.api.group(person, forum=True)
    thread = room.topic("Місто")
    talk = person.within(room)
    await talk.say(f"/ask {scene.title('population')}", thread=thread)
    assert (await talk.next_message())["message_thread_id"] == thread
    opening = next(message for message in room.messages if "forum_topic_created" in message)
    await talk.say("/ask", thread=thread, reply_to=opening)
    usage = await talk.next_message()
    assert "/ask" in usage.text
    room.close_topic(thread)
    await talk.say(f"/ask {scene.title('mayor')}", thread=thread)
    assert await scene.quiet(talk)


async def test_a_topic_that_the_bot_opened(scene: Scene) -> None:
    """Telegram makes each message in a topic a reply to the one that opened it; that asks the bot nothing."""
    person = scene.person()
    room = scene.api.group(person, forum=True)
    opening = room.service(scene.api.world.bot, forum_topic_created={"name": "Місто", "icon_color": 7322096})
    talk = person.within(room)
    await talk.say(scene.title("population"), reply_to=opening)
    assert await scene.quiet(talk)


async def test_a_thread_of_replies_is_no_topic(scene: Scene) -> None:
    """Outside forums Telegram numbers threads of replies, which sendMessage would refuse."""
    person = scene.person()
    talk = person.within(scene.api.group(person))
    await talk.put({"text": f"/ask {scene.title('mayor')}", "entities": [_command("/ask")], "message_thread_id": 77})
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))


async def test_anonymous_admins_and_channels_ask(scene: Scene) -> None:
    """Who writes in the name of the group or of a channel is answered like anybody."""
    person = scene.person()
    room = scene.api.group(person)
    channel = scene.api.channel()
    talk = person.within(room)
    await talk.say(f"/ask {scene.title('population')}", anonymous=True)
    assert (await talk.next_message()).text.startswith(scene.title("population"))
    await talk.say(f"/ask {scene.title('mayor')}", as_channel=channel.chat)
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))


async def test_channel_posts(scene: Scene) -> None:
    """A post is answered only if it asks; other posts meet silence."""
    channel = scene.api.channel()
    talk = scene.person().within(channel)
    channel.post("Новини дня")
    assert await scene.quiet(talk)
    channel.post(f"/ask {scene.title('population')}")
    assert (await talk.next_message()).text.startswith(scene.title("population"))
    await scene.settled()
    (row,) = (await scene.store.statistics(scene.clock().date())).decisions
    assert row.chat_kind == "channel"


async def test_a_post_that_telegram_copies_from_the_channel_is_not_answered(scene: Scene) -> None:
    """The copy of a post in the group of its channel is nobody's question."""
    person = scene.person()
    room = scene.api.group(person)
    room.promote_bot()
    copied = {"text": f"/ask {scene.title('mayor')}", "entities": [_command("/ask")], "is_automatic_forward": True}
    await person.within(room).put(copied, as_channel=scene.api.channel().chat)
    assert await scene.quiet(person.within(room))


async def test_a_group_that_becomes_a_supergroup(scene: Scene) -> None:
    """An answer to a group that has just moved goes to where it moved."""
    person = scene.person()
    room = scene.api.group(person, kind="group")
    question = _update(scene, room.chat, f"/ask {scene.title('population')}", person.user)
    talk = person.within(room.migrate())
    await scene.settled()
    await scene.app.process_update(question)
    assert (await talk.silence(0))[0].text.startswith(scene.title("population"))


async def test_a_group_that_has_removed_or_muted_the_bot(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Where the bot may not write, that is logged without the chat, and the bot goes on."""
    person = scene.person()
    room = scene.api.group(person)
    room.mute_bot()
    await person.within(room).say(f"/ask {scene.title('population')}")
    assert await scene.quiet(person.within(room))
    room.unmute_bot()
    again = await person.within(room).ask(f"/ask {scene.title('population')}")
    assert again.text, "what could not be sent does not count as answered"
    late = _update(scene, room.chat, f"/ask {scene.title('mayor')}", person.user)
    room.remove_bot()
    await scene.settled()
    await scene.app.process_update(late)
    warnings = [record.getMessage() for record in caplog.records if record.name == "bot.tg.sending"]
    assert len(warnings) == 2
    assert not any(str(room.id) in warning for warning in warnings)
    await scene.settled()
    assert (await scene.store.statistics(scene.clock().date())).counts["membership-group-kicked"] == 1


async def test_being_added_is_no_reason_to_speak(scene: Scene) -> None:
    """The bot joins in silence, and counts it."""
    person = scene.person()
    room = scene.api.group(person, bot="left")
    room.add_bot()
    assert await scene.quiet(person.within(room))
    assert (await scene.store.statistics(scene.clock().date())).counts["membership-group-member"] == 1


def _command(text: str) -> dict[str, object]:
    return {"type": "bot_command", "offset": 0, "length": len(text)}


def _update(scene: Scene, chat: Chat, text: str, user: dict[str, object]) -> Update | None:
    """Return a command as an update that was fetched before something changed."""
    command = _command(text.split(maxsplit=1)[0])
    message = Message({"message_id": 99, "date": 0, "chat": chat.brief(), "from": user, "text": text})
    return Update.de_json({"update_id": 1, "message": {**message, "entities": [command]}}, scene.app.bot)
