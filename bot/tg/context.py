"""The application and the context that handlers get: python-telegram-bot's own, typed, with the bot's services."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, JobQueue

from bot.answering.answerer import Answerer
from bot.answering.correcting import Meanings
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.tg.arriving import Turn, whose
from bot.tg.catalogue import Catalogue
from bot.tg.gathering import Gathering
from bot.tg.measuring import kind_of_update
from bot.tg.memory import Memory
from bot.tg.recording import Recorder
from bot.tg.sender import Sender
from bot.tg.services import Services
from bot.tg.showing import Showing
from bot.tg.told import Told
from bot.tg.turns import Turns

CONCURRENT = 128
"""Updates handled side by side, those included whose reply waits for Telegram's limits."""

IN_GROUP = 4
"""Those of one group or channel among them: Telegram takes 20 messages a minute there, however many ask."""

Data = dict[Any, Any]

_raised: ContextVar[list[Exception] | None] = ContextVar("_raised", default=None)
"""What the handlers of an attempt raised; None outside of one."""


class BotContext(CallbackContext[Sender, Data, Data, Data]):
    """A handler's context; nothing is kept in user_data, chat_data or bot_data."""

    @property
    def app(self) -> BotApplication:
        """Return the application."""
        return cast(BotApplication, self.application)

    @property
    def services(self) -> Services:
        """Return what the bot works with."""
        return self.app.services

    @property
    def memory(self) -> Memory:
        """Return what is kept in mind for minutes."""
        return self.app.memory

    @property
    def recorder(self) -> Recorder:
        """Return the writer behind the replies."""
        return self.app.recorder

    @property
    def answerer(self) -> Answerer:
        """Return what answers questions now."""
        return self.services.library.answerer

    @property
    def base(self) -> KnowledgeBase:
        """Return the knowledge in use now."""
        return self.answerer.base


class BotApplication(Application[Sender, BotContext, Data, Data, Data, JobQueue[BotContext] | None]):
    """The bot: feed it updates by `updater.start_polling()` or `process_update`."""

    def __init__(self, services: Services, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.services = services
        self.memory = Memory(services.clock)
        self.recorder = Recorder()
        self.told = Told(self)
        self.languages: Gathering[Language] = Gathering(self._languages_of)
        self.showing = Showing()
        self.turns = Turns()
        self.rooms = Turns(IN_GROUP)
        self.slots = asyncio.Semaphore(CONCURRENT)
        self._catalogue: Catalogue | None = None
        self._meanings: Meanings | None = None

    async def _languages_of(self, persons: Collection[str]) -> dict[str, Language]:
        return await self.services.store.languages_of(persons)

    @property
    def catalogue(self) -> Catalogue:
        """Return what answers inline queries, over the knowledge in use now."""
        answerer = self.services.library.answerer
        if self._catalogue is None or self._catalogue.answerer is not answerer:
            self._catalogue = Catalogue(answerer, self.bot.username)
        return self._catalogue

    @property
    def meanings(self) -> Meanings:
        """Return what the facts of the knowledge in use now mean."""
        base = self.services.library.answerer.base
        if self._meanings is None or self._meanings.base is not base:
            self._meanings = Meanings(base)
        return self._meanings

    def _mark_for_persistence_update(self, **marked: Any) -> None:
        """Note nothing: the library would keep the ids of all persons and chats, for a persistence that is not used."""

    async def process_update(self, update: object) -> None:
        """Handle an update, after those that the same person wrote before in the same chat."""
        if (turn := whose(update)) is None:
            await self.handle(update)
            return
        # The turn before the slot: a person who writes a hundred messages takes one slot, not all.
        async with self.in_turn(turn), self.slots:
            await self.handle(update)

    def in_turn(self, turn: Turn | None) -> AbstractAsyncContextManager[None]:
        """Wait for a `turn`: behind what the same person wrote before in that chat, then for a place in its group."""
        if turn is None:
            return nullcontext()
        return self.turns.of(turn) if turn.room is None else self._in_room(turn, turn.room)

    @asynccontextmanager
    async def _in_room(self, turn: Turn, room: Turn) -> AsyncIterator[None]:
        async with self.turns.of(turn), self.rooms.of(room):
            yield

    def free(self, turn: Turn) -> bool:
        """Tell whether nobody is before an update."""
        return turn not in self.turns and (turn.room is None or turn.room not in self.rooms)

    async def attempt(self, update: Update) -> Exception | None:
        """Handle an update within a turn and a slot of the caller's; return what a handler raised, and tell nobody."""
        raised: list[Exception] = []
        token = _raised.set(raised)
        try:
            await self.handle(update)
        finally:
            _raised.reset(token)
        return raised[0] if raised else None

    async def handle(self, update: object) -> None:
        """Handle an update at once."""
        with self.services.measures.handling(kind_of_update(update)):
            await super().process_update(update)

    async def process_error(
        self,
        update: object,
        error: Exception,
        job: Any = None,
        coroutine: Any = None,
    ) -> bool:
        """Pass an error on to the error handlers, or to the attempt that it ends."""
        raised = _raised.get()
        if raised is None or coroutine is not None:  # a task outlives the attempt that began it
            return await super().process_error(update, error, job, coroutine)
        raised.append(error)
        return True

    async def shutdown(self) -> None:
        """Write what still waits to be recorded, then close the connections to Telegram; the store stays open."""
        await self.recorder.close()
        await super().shutdown()
