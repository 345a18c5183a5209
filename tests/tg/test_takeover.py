"""Work taken over, from the process before and from replicas that fall silent."""

from __future__ import annotations

import asyncio
import logging

import pytest
from sqlalchemy import text

from bot.tg.takeover import Takeover
from tests.tg.conftest import Scene
from tests.tg.replica import Post


async def test_the_work_of_a_replica_that_falls_silent_is_done(scene: Scene, post: Post) -> None:
    """What a replica took and never handled is answered by another one, after half a minute of silence."""
    dead, alive = post, Post(scene)
    await dead.inbox.beat()
    talk = scene.person().private()
    await talk.say(scene.title("population"))
    scene.api.faults.delay(30, "sendMessage")
    came = alive.came()
    await dead.delivery.receive(came)
    await dead.sending(1)
    await dead.end()
    takeover = Takeover(alive.inbox, alive.delivery, beat=0.02)
    await takeover.begin(alone=False)
    looking = asyncio.create_task(takeover.run())
    await asyncio.sleep(0.2)
    assert await talk.silence(0) == []
    scene.clock.forward(seconds=31)
    assert (await talk.next_message()).text.startswith(scene.title("population"))
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    await alive.through()
    assert await alive.states() == ["done"]


async def test_what_is_too_old_is_counted(scene: Scene, post: Post) -> None:
    """What waited for a day is wiped at the next look."""
    talk = scene.person().private()
    scene.api.faults.delay(30, "sendMessage")
    await talk.say(scene.title("population"))
    await post.deliver()
    await post.sending(1)
    await post.end()
    scene.clock.forward(hours=25)
    after = Post(scene)
    await Takeover(after.inbox, after.delivery).begin(alone=False)
    assert await after.states() == []
    assert await after.count("inbox-too-old") == 1


async def test_a_store_that_cannot_be_reached_is_only_logged(
    scene: Scene, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """Without the database the bot starts; after an outage of it replicas do not take each other for dead."""
    await scene.settled()
    async with scene.store.database.writing() as connection:
        await connection.execute(text("ALTER TABLE replicas RENAME TO elsewhere"))
    takeover = Takeover(post.inbox, post.delivery, beat=0.02)
    with caplog.at_level(logging.WARNING):
        await takeover.begin(alone=False)
    assert "the inbox can't be read" in caplog.messages
    async with scene.store.database.writing() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO replicas"))
    other = Post(scene)
    talk = scene.person().private()
    scene.api.faults.delay(30, "sendMessage")
    await talk.say(scene.title("population"))
    await other.deliver()
    await other.sending(1)
    await other.end()
    looking = asyncio.create_task(takeover.run())
    await asyncio.sleep(0.3)
    assert await talk.silence(0) == [], "the other one may only have been cut off from the database, too"
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
