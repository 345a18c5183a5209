"""Floods: what waits of one account or group is bounded, the newest is answered, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from bot.demo.botapi.talks import Talk
from bot.model.language import LANGUAGES, Language
from bot.tg import crowding
from bot.tg import delivery as module
from bot.tg.takeover import Takeover
from bot.tg.turns import Turns
from tests.tg.conftest import Scene
from tests.tg.replica import Post

TOPICS = ("population", "mayor", "shelters")

TOO_FAST = {
    "uk": "Ви пишете швидше, ніж я встигаю відповідати. Відповім на останні повідомлення, а попередні пропущу.",
    "ru": "Вы пишете быстрее, чем я успеваю отвечать. Отвечу на последние сообщения, а предыдущие пропущу.",
    "en": "You write faster than I can answer. I will answer your latest messages and leave out the earlier ones.",
}


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "GATHERED_SECONDS", 0.05)
    monkeypatch.setattr(crowding, "OF_ONE", 4)


async def _flood(scene: Scene, talk: Talk, count: int, before: str = "", language: Language = "uk") -> list[str]:
    """Ask so many questions at once; return them."""
    asked = [scene.title(TOPICS[number % len(TOPICS)], language) for number in range(count)]
    for question in asked:
        await talk.say(before + question)
    return asked


async def _first_lines(talk: Talk) -> list[str]:
    """Return the beginnings of all that the bot has said in a chat and the test has not read."""
    return [message.text.split("\n")[0] for message in await talk.silence(0)]


async def _counted(post: Post, name: str) -> int:
    post.delivery._crowd.close()  # noqa: SLF001 - else it is counted within a second
    return await post.count(name)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_newest_are_answered(post: Post, language: Language, caplog: pytest.LogCaptureFixture) -> None:
    """Of a flood the first question and the last ones are answered; the person is told once, in their language."""
    scene = post.scene
    talk = scene.person(language).private()
    scene.api.faults.delay(0.3, "sendMessage")
    with caplog.at_level(logging.WARNING):
        asked = await _flood(scene, talk, 30, language=language)
        await post.deliver()
        await post.through()
    answers = await _first_lines(talk)
    assert answers.count(TOO_FAST[language]) == 1
    answers.remove(TOO_FAST[language])
    assert answers == [asked[0], *asked[-4:]]
    assert set(await post.states()) == {"done"}
    assert await _counted(post, "flood-dropped-private") == 25
    lines = [record for record in caplog.records if record.name == "bot.tg.crowding"]
    assert [record.__dict__["new"] for record in lines] == [25]
    assert str(talk.person.id) not in caplog.text
    assert 'bot_flood_dropped_total{kind="private"} 25.0' in scene.app.services.measures.shown()[1].decode()


async def test_what_waits_of_a_flood_takes_no_memory(post: Post) -> None:
    """However many come, as many wait as the bound says, as tasks and as rows; the bot is not busy."""
    scene = post.scene
    talk = scene.person().private()
    scene.api.faults.delay(30, "sendMessage")
    for _ in range(5):
        await _flood(scene, talk, 100)
        await post.deliver()
    await asyncio.sleep(0.3)
    assert len(post.delivery._crowd) == 4  # noqa: SLF001 - what this is about
    assert len(post.delivery._tasks) <= 6  # noqa: SLF001
    assert post.delivery._loaded <= 6  # noqa: SLF001
    assert (await post.inbox.waiting())[0] == 5
    assert not post.delivery.busy


async def test_a_later_flood_is_told_again(post: Post) -> None:
    """Within ten minutes one word is enough; after that there is another one."""
    scene = post.scene
    talk = scene.person("en").private()
    told = 0
    for minutes, words in ((0, 1), (1, 0), (11, 1)):
        scene.clock.forward(minutes=minutes)
        await _flood(scene, talk, 12, language="en")
        await post.deliver()
        await post.through()
        told += words
        assert (await _first_lines(talk)).count(TOO_FAST["en"]) == told


async def test_a_wish_to_forget_does_not_give_way(post: Post) -> None:
    """/forget in the midst of a flood is carried out; of too many such wishes the newest remain."""
    scene = post.scene
    talk = scene.person("en").private()
    scene.api.faults.delay(0.2, "sendMessage")
    await _flood(scene, talk, 3, language="en")
    await talk.say("/forget")
    asked = await _flood(scene, talk, 12, language="en")
    await post.deliver()
    await post.through()
    answers = await _first_lines(talk)
    assert sum("deleted" in answer.lower() for answer in answers) == 1
    assert answers[-3:] == asked[-3:]
    for _ in range(12):
        await talk.say("/forget")
    await post.deliver()
    await post.through()
    assert (await _first_lines(talk))[-1] == "Nothing is kept about you."
    assert len(post.delivery._crowd) == 0  # noqa: SLF001 - nothing is left behind


async def test_buttons_do_not_wait_behind_questions(post: Post) -> None:
    """Who presses is answered at once, however much the same person has asked before; no press gives way to it."""
    scene = post.scene
    person = scene.person("en")
    await person.private().say(scene.title("population", "en"))
    await post.deliver()
    answer = await person.private().next_message()
    scene.api.faults.delay(1, "sendMessage", times=None)
    await _flood(scene, person.private(), 12, language="en")
    await post.deliver()
    began = time.monotonic()
    query = person.tap(answer.button("Helpful"))
    await post.deliver()
    while query.answer is None:  # noqa: ASYNC110 - rung to the person alone
        await asyncio.sleep(0.01)
    assert time.monotonic() - began < 0.9
    scene.api.faults.clear()
    await post.through()
    assert await _counted(post, "flood-dropped-press") == 0


async def test_presses_of_one_person_take_one_slot(post: Post) -> None:
    """Hundreds of presses, whose edits wait for Telegram, leave the slots to others; the oldest of them give way."""
    scene = post.scene
    scene.app.slots = asyncio.Semaphore(3)
    person, other = scene.person("en"), scene.person().private()
    await person.private().say(scene.title("population", "en"))
    await post.deliver()
    button = (await person.private().next_message()).button("Helpful")
    scene.api.faults.delay(0.2, "editMessageReplyMarkup", times=None)
    for _ in range(30):
        person.tap(button)
    await post.deliver()
    await other.say(scene.title("mayor"))
    await post.deliver()
    await other.next_message()
    scene.api.faults.clear()
    await post.through()
    assert await _counted(post, "flood-dropped-press") == 25


async def test_a_person_in_many_groups_is_one_account(post: Post) -> None:
    """What waits of an account is counted wherever it wrote; groups hear nothing of it."""
    scene = post.scene
    person, other = scene.person(), scene.person()
    groups = [person.within(scene.api.group(person)) for _ in range(12)]
    scene.app.slots = asyncio.Semaphore(1)
    scene.api.faults.delay(0.3, "sendMessage")
    await other.private().say(scene.title("mayor"))
    await post.deliver()
    await post.sending(1)
    for group in groups:
        await group.say(f"/ask {scene.title('population')}")
        await group.say(f"/ask {scene.title('mayor')}")
    await post.deliver()
    await post.through()
    answers = [line for group in groups for line in await _first_lines(group)]
    assert set(answers) == {scene.title("population"), scene.title("mayor")}
    # In each group one has its turn, and waits for a slot; of those behind, the bound.
    assert len(answers) <= 12 + 4
    assert await _counted(post, "flood-dropped-group") == 24 - len(answers)


async def test_a_group_is_bounded_as_a_whole(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many persons of one group together have a bound, too, and the newest of theirs are answered."""
    monkeypatch.setattr(crowding, "OF_GROUP", 6)
    scene = post.scene
    scene.app.rooms = Turns(1)
    people = [scene.person() for _ in range(20)]
    room = scene.api.group(people[0])
    talks = [person.within(room) for person in people]
    scene.api.faults.delay(0.3, "sendMessage")
    titles = [topic.title.uk for topic in list(scene.base.topics.values())[: len(talks)]]
    for talk, title in zip(talks, titles, strict=True):
        await talk.say(f"/ask {title}")
    await post.deliver()
    await post.through()
    assert await _first_lines(talks[0]) == [titles[0], *titles[-6:]]
    assert await _counted(post, "flood-dropped-group") == 13


async def test_a_group_leaves_the_slots_to_others(post: Post) -> None:
    """However many ask in one group at once, and wait for what Telegram allows there, a private chat is answered."""
    scene = post.scene
    scene.app.slots = asyncio.Semaphore(8)
    people = [scene.person() for _ in range(30)]
    room = scene.api.group(people[0])
    scene.api.faults.delay(2, "sendMessage", times=4)
    titles = [topic.title.uk for topic in list(scene.base.topics.values())[: len(people)]]
    for person, title in zip(people, titles, strict=True):
        await person.within(room).say(f"/ask {title}")
    await post.deliver()
    await post.sending(4)
    states = await post.states()
    assert states.count("started") <= 4, "what waits for others is not marked, or two crashes would set it aside"
    talk = scene.person().private()
    await talk.say(scene.title("mayor"))
    await post.deliver()
    await talk.next_message()
    assert (await post.states())[-1] == "done" or len(scene.api.log.of("sendMessage")) >= 5


async def test_talk_among_others_displaces_no_question(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not said to the bot in a group neither waits in turns nor counts."""
    monkeypatch.setattr(crowding, "OF_GROUP", 3)
    scene = post.scene
    scene.app.rooms = Turns(1)
    people = [scene.person() for _ in range(3)]
    room = scene.api.group(*people, bot="administrator")  # who hears all
    talks = [person.within(room) for person in people]
    scene.api.faults.delay(0.3, "sendMessage")
    for talk, topic in zip(talks, TOPICS, strict=True):
        await talk.say(f"/ask {scene.title(topic)}")
    for _ in range(20):
        await talks[0].say("бачили, яка сьогодні погода?")
    await post.deliver()
    await post.through()
    assert sorted(await _first_lines(talks[0])) == sorted(scene.title(topic) for topic in TOPICS)
    assert await _counted(post, "flood-dropped-group") == 0


async def test_places_in_a_flood_are_bounded(post: Post) -> None:
    """Places, which are in memory alone, count like messages."""
    scene = post.scene
    talk = scene.person("en").private()
    scene.api.faults.delay(0.3, "sendMessage")
    await talk.say(scene.title("population", "en"))
    for _ in range(20):
        await talk.send("location")
    await post.deliver()
    await post.through()
    assert await _counted(post, "flood-dropped-private") == 16
    assert set(await post.states()) == {"done"}


async def test_inline_queries_of_one_person_are_bounded(post: Post) -> None:
    """Of what a person types while Telegram is slow the newest is answered."""
    scene = post.scene
    person = scene.person()
    scene.api.faults.delay(0.4, "answerInlineQuery", times=None)
    typing = [asyncio.create_task(person.type_inline(None, "населення"[: 1 + number % 9])) for number in range(12)]
    await asyncio.sleep(0)
    await post.deliver()
    assert (await typing[-1]).results
    assert await _counted(post, "flood-dropped-inline") == 8
    scene.api.faults.clear()
    for task in typing:
        task.cancel()
    await asyncio.gather(*typing, return_exceptions=True)


async def test_work_taken_over_is_bounded_as_well(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replica that takes over the flood of a dead one answers the newest of it, and of what came since."""
    scene = post.scene
    talk = scene.person().private()
    monkeypatch.setattr(crowding, "OF_ONE", 200)
    scene.api.faults.delay(30, "sendMessage")
    asked = await _flood(scene, talk, 130)
    await post.deliver()
    await post.sending(1)
    await post.end()
    monkeypatch.setattr(crowding, "OF_ONE", 4)
    after = Post(scene)
    scene.app.turns = Turns()
    hold = scene.app.slots = asyncio.Semaphore(0)
    newest = await _flood(scene, talk, 2)
    await after.deliver()
    await Takeover(after.inbox, after.delivery).begin(alone=True)
    hold.release()
    await after.through()
    answers = await _first_lines(talk)
    answers.remove(TOO_FAST["uk"])
    # The first new one has its turn already, the second one waits with the newest of the old.
    assert answers == [newest[0], newest[1], *asked[-3:]]
    assert set(await after.states()) == {"done"}


async def test_the_bound_leaves_room_for_all_others(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood that was larger than all that the bot takes at a time does not make it busy."""
    monkeypatch.setattr(module, "MOST", 20)
    scene = post.scene
    scene.api.faults.delay(0.5, "sendMessage")
    await _flood(scene, scene.person().private(), 200)
    await post.deliver()
    await asyncio.sleep(0.05)  # until the tasks of what was left out have ended
    assert not post.delivery.busy
    other = scene.person().private()
    await other.say(scene.title("mayor"))
    await post.deliver()
    await other.next_message()
