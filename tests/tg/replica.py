"""A replica of the bot in the test's own process: an inbox and a delivery, fed from the loopback server."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from telegram import Update

from bot.demo.botapi.updates import Queued
from bot.store.inbox import Inbox
from bot.store.schema import inbox
from bot.tg.delivery import Delivery
from bot.tg.takeover import Takeover

if TYPE_CHECKING:
    from tests.tg.conftest import Scene  # which makes them

SECRET = b"a secret of the tests alone"


@dataclass(frozen=True)
class Came:
    """An update as the intake passes it on."""

    update: Update
    body: bytes


class Post:
    """A replica that gets what is said on the loopback server once the test says so."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.inbox = Inbox(scene.store.database, SECRET, scene.clock)
        self.delivery = Delivery(scene.app, self.inbox, pause=0.02, quiet=0.1)
        self.raw: list[Any] = []
        scene.api.world.queue.listener = self._hear

    def _hear(self, queued: Queued) -> None:
        self.raw.append(queued.body)
        self.scene.api.world.queue.drop(queued)

    def came(self) -> list[Came]:
        """Return what was said since, as it comes from Telegram."""
        raws, self.raw = self.raw, []
        return [Came(Update.de_json(raw, self.scene.app.bot), json.dumps(raw).encode()) for raw in raws]

    async def deliver(self) -> None:
        """Have the replica take what was said since."""
        await self.delivery.receive(self.came())

    async def through(self) -> None:
        """Wait until everything that was taken is handled, and what was noted is written."""
        async with asyncio.timeout(10):
            while self.delivery._tasks or self.delivery._backlog.coming_in:  # noqa: ASYNC110, SLF001 - nothing rings
                await asyncio.sleep(0.01)
        await self.scene.app.recorder.drain()
        await self.inbox._writer.flush()  # noqa: SLF001 - what a test looks at next

    async def end(self) -> None:
        """End as a crash does."""
        for task in list(self.delivery._tasks):  # noqa: SLF001 - a crash asks nobody
            task.cancel()
        await asyncio.gather(*self.delivery._tasks, return_exceptions=True)  # noqa: SLF001
        self.delivery._backlog.close()  # noqa: SLF001

    async def crash(self) -> Post:
        """Crash, and return the replica that is started after this one."""
        await self.end()
        after = Post(self.scene)
        await Takeover(after.inbox, after.delivery).begin(alone=True)
        return after

    async def sending(self, times: int) -> None:
        """Wait until the bot has sent, or tries to send, so many messages."""
        async with asyncio.timeout(5):
            while len(self.scene.api.log.of("sendMessage")) < times:  # noqa: ASYNC110 - the log's bell is the talks'
                await asyncio.sleep(0.01)

    async def states(self) -> list[str]:
        """Return the states of the rows, by number."""
        async with self.scene.store.database.reading() as connection:
            return list((await connection.execute(select(inbox.c.state).order_by(inbox.c.update_id))).scalars())

    async def count(self, name: str) -> int:
        """Return a counter of the store."""
        await self.through()
        return (await self.scene.store.statistics(dt.date(2020, 1, 1))).counts.get(name, 0)
