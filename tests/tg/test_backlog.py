"""After an outage: one answer a private chat, and none where nobody waits any more."""

from __future__ import annotations

import asyncio

import pytest

from bot.model.language import LANGUAGES, Language
from tests.tg.conftest import Scene
from tests.tg.replica import Post

AWAY = {
    "uk": "Мене якийсь час не було на зв’язку, тому відповідаю із запізненням.",
    "ru": "Меня какое-то время не было на связи, поэтому отвечаю с опозданием.",
    "en": "I was away for a while, so this answer comes late.",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_last_question_of_a_chat_is_answered(post: Post, language: Language) -> None:
    """Of what a person wrote during an outage the last question is answered, with a word on being late."""
    scene = post.scene
    talk = scene.person(language).private()
    await talk.say(scene.title("mayor", language))
    await talk.say(scene.title("population", language))
    await talk.say("/help")
    scene.clock.forward(minutes=11)
    await post.deliver()
    answer = await talk.next_message()
    assert answer.text.split("\n")[:3] == [AWAY[language], "", scene.title("population", language)]
    assert await post.count("outage-dropped-private") == 2
    assert await post.count("outage-answered") == 1
    assert await talk.silence(0) == []
    assert set(await post.states()) == {"done"}


async def test_a_short_absence_needs_no_word(post: Post) -> None:
    """What is not older than 10 minutes is answered as ever, all of it."""
    scene = post.scene
    talk = scene.person().private()
    await talk.say(scene.title("mayor"))
    await talk.say(scene.title("population"))
    scene.clock.forward(minutes=9)
    await post.deliver()
    answers = [(await talk.next_message()).text.split("\n")[0] for _ in range(2)]
    assert answers == [scene.title("mayor"), scene.title("population")]


async def test_groups_are_not_answered_late(post: Post) -> None:
    """What a group or a channel wrote during an outage is dropped and counted: the talk has gone on."""
    scene = post.scene
    person = scene.person()
    group = person.within(scene.api.group(person))
    await group.say(f"/ask {scene.title('population')}")
    scene.clock.forward(minutes=11)
    await post.deliver()
    assert await post.count("outage-dropped-group") == 1
    assert await group.silence(0) == []


async def test_each_chat_gets_its_own(post: Post) -> None:
    """Each person gets one answer, however many there are and however often they wrote."""
    scene = post.scene
    talks = [scene.person().private() for _ in range(8)]
    for topic in ("mayor", "population"):
        for talk in talks:
            await talk.say(scene.title(topic))
    scene.clock.forward(hours=5)
    came = post.came()
    await post.delivery.receive(came[:10])  # as several polls bring them
    await post.delivery.receive(came[10:])
    for talk in talks:
        assert scene.title("population") in (await talk.next_message()).text
    assert await post.count("outage-dropped-private") == 8
    assert [await talk.silence(0) for talk in talks] == [[]] * 8


async def test_who_asks_anew_gets_the_new_question_answered(post: Post) -> None:
    """A question that is asked just now is the last one of its chat; the one from the outage is dropped."""
    scene = post.scene
    talk = scene.person().private()
    await talk.say(scene.title("mayor"))
    scene.clock.forward(hours=1)
    await talk.say(scene.title("population"))
    await post.deliver()
    assert (await talk.next_message()).text.startswith(scene.title("population"))
    assert await post.count("outage-answered") == 0
    assert await talk.silence(0) == []


async def test_presses_and_wishes_to_forget_are_carried_out(post: Post) -> None:
    """/forget counts at any age, and so does a button; an edit is the question as it was edited."""
    scene = post.scene
    person, other = scene.person(), scene.person()
    talk, edited = person.private(), other.private()
    await talk.say(scene.title("population"))
    await post.deliver()
    answer = await talk.next_message()
    pressed = asyncio.create_task(person.press(answer.buttons[0]))
    await asyncio.sleep(0)
    await talk.say("/forget")
    question = await edited.say(scene.title("mayor"))
    await edited.edit(question, scene.title("population"))
    scene.clock.forward(hours=2)
    await post.deliver()
    await pressed
    await talk.next_message()
    assert scene.title("population") in (await edited.next_message()).text
    await post.through()
    assert await edited.silence(0) == []


async def test_nobody_waits_for_a_day(post: Post) -> None:
    """What is older than 24 hours is dropped and counted."""
    scene = post.scene
    talk = scene.person().private()
    await talk.say(scene.title("population"))
    scene.clock.forward(hours=24, seconds=1)
    await post.deliver()
    assert await post.count("outage-dropped-private") == 1
    assert await talk.silence(0) == []


async def test_what_a_crash_left_behind_counts_by_the_same_rule(post: Post) -> None:
    """Questions that waited in the inbox while the bot was down are an outage's, too, from ten minutes on."""
    scene = post.scene
    talk = scene.person().private()
    scene.api.faults.delay(30, "sendMessage")
    for topic in ("population", "mayor", "shelters"):
        await talk.say(scene.title(topic))
    await post.deliver()
    await post.sending(1)
    scene.clock.forward(minutes=30)
    after = await post.crash()
    answer = await talk.next_message()
    assert answer.text.startswith(AWAY["uk"])
    assert scene.title("shelters") in answer.text
    await after.through()
    assert await talk.silence(0) == []


async def test_what_is_held_stays_in_the_inbox_at_a_stop(post: Post) -> None:
    """A stop while the backlog comes in loses nothing: the next process holds it again."""
    scene = post.scene
    talk = scene.person().private()
    await talk.say(scene.title("population"))
    scene.clock.forward(hours=1)
    await post.deliver()
    await post.delivery.stop(1)
    await post.inbox.close()
    assert await post.states() == ["pending"]
    after = await post.crash()
    assert scene.title("population") in (await talk.next_message()).text
    await after.through()


async def test_danger_comes_before_the_word_on_being_late(scene: Scene, post: Post) -> None:
    """Nothing stands above the emergency numbers."""
    talk = scene.person("en").private()
    await talk.say("help, we are trapped under rubble")
    scene.clock.forward(minutes=11)
    await post.deliver()
    answer = await talk.next_message()
    assert not answer.text.startswith(AWAY["en"])
    assert answer.text.endswith(AWAY["en"])
