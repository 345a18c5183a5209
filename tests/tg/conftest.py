"""A bot on a loopback Bot API: updates reach it as real `Update` objects, requests leave it over real HTTP."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
from telegram import Update

from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import Person
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from bot.demo.botapi.updates import Queued
from bot.library.loading import load
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.store.pseudonym import Pseudonyms
from bot.store.store import Store
from bot.tg.application import build
from bot.tg.context import BotApplication
from bot.tg.services import Services
from bot.tg.shelf import Shelf
from tests.judge.judging import judge
from tests.tg.replica import Post

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

ADMIN = 500_000_001
"""The id of the first person of each scene, who is its admin."""


NEWS = ("marks", "subscriptions", "issues", "sent_answers")
"""The tables of what is new."""


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the time."""
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass: `seconds=30`, `minutes=10`."""
        self.now += dt.timedelta(**span)


class Failures(logging.Handler):
    """Keeps what the error handler logs, since a test that expects no failure must not have one."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of `record`."""
        self.messages.append(record.getMessage())


@cache
def _whole() -> KnowledgeBase:
    return load(KNOWLEDGE).base


class Scene:
    """The bot, its Telegram, and what both know."""

    def __init__(self, api: BotApi, app: BotApplication, clock: Clock, failures: Failures) -> None:
        self.api = api
        self.app = app
        self.clock = clock
        self.failures = failures
        self._handled: set[asyncio.Task[None]] = set()
        api.world.queue.listener = self._hear

    @property
    def base(self) -> KnowledgeBase:
        """Return the knowledge that the bot answers from."""
        return self.app.services.library.answerer.base

    @property
    def store(self) -> Store:
        """Return the bot's store."""
        return self.app.services.store

    def title(self, topic: str, language: Language = "uk") -> str:
        """Return a topic's title, which asked as a question has that topic for its answer."""
        return self.base.topics[topic].title.in_(language)

    @property
    def whole(self) -> KnowledgeBase:
        """Return the same knowledge with its example questions, which the bot lets go of once it has learned."""
        return _whole()

    def unanswerable(self, language: Language = "uk") -> str:
        """Return a question that the knowledge says it has no cited answer to."""
        return self.whole.declines["weather"].questions[language][0]

    def pseudonym(self, person: Person) -> str:
        """Return the pseudonym under which the store knows `person`."""
        return self.app.services.pseudonyms.of(person.id)

    def person(self, language: str | None = "uk") -> Person:
        """Return a new person."""
        return self.api.person(language)

    async def settled(self) -> None:
        """Wait until all updates are handled and what was to be recorded is."""
        while self._handled:
            await asyncio.gather(*self._handled)
        await self.app.recorder.drain()

    async def break_store(self) -> None:
        """Take the tables out of the database, so that every use of the store fails."""
        await self.settled()
        async with self.store.database.writing() as connection:
            for table in (
                "preferences",
                "feedback",
                "journal",
                "questions",
                "counters",
                "marks",
                "subscriptions",
                "sent_answers",
            ):
                await connection.exec_driver_sql(f"DROP TABLE {table}")

    async def quiet(self, talk: Talk) -> bool:
        """Tell whether the bot, through with all updates, has said nothing new in `talk`."""
        await self.settled()
        return not await talk.silence(0)

    def _hear(self, queued: Queued) -> None:
        task = asyncio.create_task(self._handle(queued))
        self._handled.add(task)
        task.add_done_callback(self._handled.discard)

    async def _handle(self, queued: Queued) -> None:
        update = Update.de_json(queued.body, self.app.bot)
        await self.app.process_update(update)
        self.api.world.queue.drop(queued)


def topics_behind(message: Message) -> list[str]:
    """Return the topics that the buttons of `message` lead to, in their order."""
    parts = [(button.data or "").split(":") for button in message.buttons]
    return [part[4] for part in parts if part[1:2] == ["t"]]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """Return the knowledge that comes with the bot, opened."""
    return Shelf(KNOWLEDGE)


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return an empty store in a file."""
    async with await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """Return the bot's clock."""
    return Clock()


@pytest.fixture
def services(shelf: Shelf, store: Store, clock: Clock) -> Services:
    """Return what the bot works with."""
    return Services(
        library=shelf,
        store=store,
        pseudonyms=Pseudonyms(b"a secret of the tests alone"),
        admins=frozenset({ADMIN}),
        operator_contact="ops@example.org <&>",
        clock=clock,
    )


@pytest_asyncio.fixture
async def scene(services: Services, clock: Clock) -> AsyncIterator[Scene]:
    """Return a running bot, judged: a bad request, or a failure that the test did not clear, fails the test."""
    failures = Failures()
    logging.getLogger("bot.tg.errors").addHandler(failures)
    async with BotApi(judge=judge, clock=lambda: clock().timestamp()) as api:
        app = build(services, token=api.token, base_url=api.base_url, base_file_url=api.file_url)
        async with app:
            made = Scene(api, app, clock, failures)
            yield made
            await made.settled()
        api.world.queue.listener = None
        api.check()
    logging.getLogger("bot.tg.errors").removeHandler(failures)
    assert failures.messages == []


@pytest_asyncio.fixture
async def post(scene: Scene) -> AsyncIterator[Post]:
    """Return a replica that gets what is said in the scene, through its inbox; it ends with the test."""
    made = Post(scene)
    yield made
    await made.end()
