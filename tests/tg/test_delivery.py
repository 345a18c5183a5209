"""Updates delivered at least once: over a real store and a loopback Bot API, with crashes as a new start sees them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.answering.answerer import Answerer, Outcome
from bot.store.schema import inbox
from bot.tg import delivery as module
from bot.tg.delivery import Delivery
from tests.tg.conftest import KNOWLEDGE, Scene
from tests.tg.replica import Post
from tests.tg.test_errors import SORRY


class Broken(Answerer):
    """An answerer that fails a number of times."""

    def __init__(self, sound: Answerer, times: int) -> None:
        super().__init__(sound.base, sound.matcher)
        self.left = times
        self.asked = 0

    def ask(self, question: str, **arguments: Any) -> Outcome:
        """Fail, with the question in the error as careless errors have it, or answer."""
        self.asked += 1
        if self.left > 0:
            self.left -= 1
            raise ValueError(f"can't cope with {question!r}")
        return super().ask(question, **arguments)


class _Shelf:
    folder = KNOWLEDGE

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer


@asynccontextmanager
async def failing(scene: Scene, times: int) -> AsyncIterator[Broken]:
    """Let the answerer fail `times` times."""
    sound = scene.app.services
    broken = Broken(sound.library.answerer, times)
    scene.app.services = replace(sound, library=_Shelf(broken))  # type: ignore[arg-type]
    yield broken
    scene.app.services = sound


async def test_a_question_is_answered_and_wiped(post: Post) -> None:
    """A question is in the inbox before it is confirmed, and done once it is answered."""
    talk = post.scene.person().private()
    await talk.say(post.scene.title("population"))
    await post.deliver()
    assert len(await post.states()) == 1
    assert (await talk.next_message()).text.startswith(post.scene.title("population"))
    await post.through()
    assert await post.states() == ["done"]


async def test_what_can_be_handled_at_once_is_started_at_once(post: Post) -> None:
    """With nobody in the way an update is kept and started in one go; behind others it is pending first."""
    talk = post.scene.person().private()
    post.scene.api.faults.delay(0.5, "sendMessage", times=None)
    for _ in range(2):
        await talk.say(post.scene.title("population"))
    await post.deliver()
    assert await post.states() == ["started", "pending"]
    post.scene.api.faults.clear()
    await post.through()
    assert await post.states() == ["done", "done"]


async def test_a_second_delivery_is_not_answered(post: Post) -> None:
    """The same update twice, at once or after a restart, is answered once."""
    talk = post.scene.person().private()
    await talk.say(post.scene.title("population"))
    came = post.came()
    await asyncio.gather(post.delivery.receive(came), post.delivery.receive(came))
    await talk.next_message()
    await post.through()
    after = await post.crash()
    await after.delivery.receive(came)
    await after.through()
    assert await talk.silence(0.1) == []


def _few_at_a_time(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have 16 updates handled side by side, so that a few dozen persons are enough to have some wait."""
    monkeypatch.setattr(module, "CONCURRENT", 16)
    post.scene.app.slots = asyncio.Semaphore(16)


async def test_what_waited_at_a_crash_is_answered_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash everything that was taken is answered; twice only what was being answered just then."""
    _few_at_a_time(post, monkeypatch)
    people = [post.scene.person().private() for _ in range(40)]
    for talk in people:
        await talk.say(post.scene.title("population"))
    post.scene.api.faults.delay(0.05, "sendMessage", times=None)
    await post.deliver()
    await people[0].next_message()
    states = await post.states()
    assert "pending" in states
    in_flight = 40 - states.count("pending") - states.count("done")
    after = await post.crash()
    post.scene.api.faults.clear()
    await after.through()
    assert set(await after.states()) == {"done"}
    answers = [len(await talk.silence(0)) + (talk is people[0]) for talk in people]
    assert min(answers) == 1
    assert max(answers) <= 2
    assert answers.count(2) <= in_flight


async def test_places_and_inline_queries_are_never_kept(post: Post) -> None:
    """Of a place only the number is kept; of inline queries nothing; both are answered."""
    person = post.scene.person()
    here = {"latitude": 50.0, "longitude": 36.25}
    chat = {"id": person.id, "type": "private", "first_name": "Олена"}
    sent = {"message_id": 77, "date": 1_775_044_800, "chat": chat, "from": person.user, "location": here}
    post.scene.api.update("message", sent)
    asked = {"message_id": 78, "date": 1_775_044_800, "chat": chat, "from": person.user, "text": "Де?"}
    post.scene.api.update("message", {**asked, "reply_to_message": sent})
    came = post.came()
    post.scene.api.faults.delay(0.3, "sendMessage", times=None)
    await post.delivery.receive(came)
    async with post.scene.store.database.reading() as connection:
        first, second = (await connection.execute(select(inbox).order_by(inbox.c.update_id))).all()
    assert (first.state, first.body, first.person) == ("done", None, None)
    body = await post.inbox.body(second.update_id)
    assert body is not None
    assert b"50.0" not in body
    assert json.loads(body)["message"]["text"] == "Де?"
    post.scene.api.faults.clear()
    await post.through()
    typing = asyncio.create_task(person.type_inline(None, "населен"))
    await asyncio.sleep(0)
    await post.deliver()
    assert (await typing).results
    assert len(await post.states()) == 2


async def test_a_handler_that_fails_once_is_tried_again(post: Post) -> None:
    """A passing fault delays the answer; the person does not hear of it, and nobody else waits."""
    talk, other = post.scene.person().private(), post.scene.person().private()
    async with failing(post.scene, 2) as broken:
        await talk.say(post.scene.title("population"))
        await post.deliver()
        assert (await talk.next_message()).text.startswith(post.scene.title("population"))
        assert broken.asked == 3
    await other.say(post.scene.title("mayor"))
    await post.deliver()
    await other.next_message()
    await post.through()
    assert await talk.silence(0) == []
    assert await post.states() == ["done", "done"]


async def test_poison_is_set_aside_and_the_person_told_once(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """An update that fails three times is set aside without its text; what comes behind it is answered."""
    talk = post.scene.person().private()
    async with failing(post.scene, 3) as broken:
        await talk.say("моя таємниця 0501234567")
        await talk.say(post.scene.title("mayor"))
        await post.deliver()
        assert (await talk.next_message()).text == SORRY["uk"]
        assert (await talk.next_message()).text.startswith(post.scene.title("mayor"))
        assert broken.asked == 4
    assert await post.count("set-aside") == 1
    assert await post.states() == ["aside", "done"]
    async with post.scene.store.database.reading() as connection:
        row = (await connection.execute(select(inbox).order_by(inbox.c.update_id))).all()[0]
    assert row.error.startswith("ValueError at test_delivery.py:")
    assert (row.body, row.person) == (None, None)
    assert "таємниця" not in caplog.text + row.error
    post.scene.failures.messages.clear()


async def test_failures_are_remembered_over_a_restart(post: Post) -> None:
    """Failures before a restart count: the third one sets aside."""
    talk = post.scene.person().private()
    async with failing(post.scene, 3) as broken:
        slow = Delivery(post.scene.app, post.inbox, pause=60)
        await talk.say("?!")
        await slow.receive(post.came())
        while not broken.asked:  # noqa: ASYNC110 - the answerer rings nothing
            await asyncio.sleep(0.01)
        post.delivery = slow
        await asyncio.sleep(0.1)
        after = await post.crash()
        await after.through()
        assert broken.asked == 3
    assert await after.states() == ["aside"]
    await talk.next_message()
    post.scene.failures.messages.clear()


async def test_an_unreachable_telegram_is_no_fault_of_the_update(post: Post) -> None:
    """While Telegram can't be reached an update is tried again, however often, and never set aside."""
    talk = post.scene.person().private()
    post.scene.api.faults.refuse(502, method="sendMessage", times=5)
    await talk.say(post.scene.title("population"))
    await post.deliver()
    assert (await talk.next_message()).text.startswith(post.scene.title("population"))
    await post.through()
    assert await post.states() == ["done"]
    assert await post.count("set-aside") == 0


async def test_a_process_that_ends_twice_over_an_update_lets_it_be(post: Post) -> None:
    """What was being handled at two crashes is handled no more, and counted; others go on."""
    talk, other = post.scene.person().private(), post.scene.person().private()
    post.scene.api.faults.delay(5, "sendMessage", times=2)
    await talk.say(post.scene.title("population"))
    await post.deliver()
    await post.sending(1)
    second = await post.crash()
    await second.sending(2)
    await other.say(post.scene.title("mayor"))
    await second.deliver()
    await other.next_message()
    third = await second.crash()
    await third.through()
    assert await third.states() == ["aside", "done"]
    assert await third.count("set-aside") == 1


async def test_a_stop_leaves_in_the_inbox_what_it_cannot_finish(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop ends in time; what it had no time for is answered by the next process."""
    _few_at_a_time(post, monkeypatch)
    people = [post.scene.person().private() for _ in range(60)]
    for talk in people:
        await talk.say(post.scene.title("population"))
    post.scene.api.faults.delay(0.2, "sendMessage", times=None)
    await post.deliver()
    await people[0].next_message()
    start = asyncio.get_running_loop().time()
    await post.delivery.stop(0.4)
    await post.inbox.close()  # as the bot does after it
    assert asyncio.get_running_loop().time() - start < 2
    states = await post.states()
    assert "pending" in states
    assert "done" in states
    post.scene.api.faults.clear()
    after = await post.crash()
    await after.through()
    assert set(await after.states()) == {"done"}
    assert all([await talk.silence(0) for talk in people[1:]])


async def test_a_stop_with_nothing_to_do_ends_at_once(post: Post) -> None:
    """A pause before another try does not hold a stop up; the update stays."""
    talk = post.scene.person().private()
    async with failing(post.scene, 1) as broken:
        slow = Delivery(post.scene.app, post.inbox, pause=60)
        await talk.say(post.scene.title("population"))
        await slow.receive(post.came())
        while not broken.asked:  # noqa: ASYNC110 - the answerer rings nothing
            await asyncio.sleep(0.01)
        async with asyncio.timeout(1):
            await slow.stop(5)
        await post.inbox.close()
        assert await post.states() == ["pending"]


async def test_a_long_queue_waits_in_the_inbox_alone(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number updates are not held in memory; they are answered in their order all the same."""
    monkeypatch.setattr(module, "LOADED", 2)
    talk = post.scene.person().private()
    topics = ["population", "mayor", "shelters", "population", "mayor", "shelters"]
    for topic in topics:
        await talk.say(post.scene.title(topic))
    await post.deliver()
    assert post.delivery._loaded == 2  # noqa: SLF001 - what this is about
    answers = [await talk.next_message() for _ in topics]
    assert [answer.text.split("\n")[0] for answer in answers] == [post.scene.title(topic) for topic in topics]


async def test_too_many_make_the_bot_busy(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot with too much to do says so, until some is done."""
    monkeypatch.setattr(module, "MOST", 3)
    post.scene.api.faults.delay(0.2, "sendMessage", times=None)
    for _ in range(3):
        await post.scene.person().private().say(post.scene.title("population"))
    assert not post.delivery.busy
    await post.deliver()
    assert post.delivery.busy
    await post.through()
    assert not post.delivery.busy


async def test_a_wish_to_forget_reaches_what_waits(post: Post) -> None:
    """/forget wipes what the person wrote before it and still waits; it is answered itself."""
    person = post.scene.person()
    group = person.within(post.scene.api.group(person))
    post.scene.api.faults.delay(1, "sendMessage")
    await group.say(f"/ask {post.scene.title('mayor')}")
    await group.say(f"/ask {post.scene.title('population')}")
    await post.deliver()
    await post.sending(1)
    await person.private().say("/forget")
    await post.deliver()
    await person.private().next_message()
    await post.through()
    assert [answer.text.split("\n")[0] for answer in await group.silence(0)] == [post.scene.title("mayor")]
    async with post.scene.store.database.reading() as connection:
        assert set((await connection.execute(select(inbox.c.person))).scalars()) == {None}
