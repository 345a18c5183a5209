"""How a running bot is: where its health and its measures are asked from, and the port that shows them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.error import TelegramError

from bot.cli.settings import Settings, SettingsError
from bot.measures.measures import Measures
from bot.store.errors import StoreError
from bot.store.inbox import Inbox
from bot.store.store import Store
from bot.tg.context import BotApplication
from bot.tg.shelf import Shelf
from bot.web.health import Health
from bot.web.strangers import Strangers

LOOPBACK = "127.0.0.1"
"""Where measures are shown without a token."""

LOOK_SECONDS = 20.0
"""Seconds between two looks into the inbox, and of silence after which Telegram is asked whether it is there."""

SILENT_SECONDS = 60.0
"""Seconds of silence after which Telegram is told as out of reach."""


class Vitals:
    """The health and the measures of one process that answers."""

    def __init__(self) -> None:
        self.health = Health(("knowledge", "store", "telegram"))
        self.measures = Measures()
        self._waiting = 0, 0.0

    def of_store(self, store: Store) -> None:
        """Tell from now on how the store is."""

        def trouble() -> str | None:
            fault = store.database.guard.fault if store.database.guard else None
            return None if fault is None else f"can't be used: {fault.fault}"

        self.health.watch("store", trouble)
        self._watch("bot_store_up", "Whether the store can be read and written", lambda: trouble() is None)

    def of_bot(self, application: BotApplication) -> None:
        """Tell from now on how the bot and its connection to Telegram are; its knowledge is loaded."""
        library, recorder = application.services.library, application.recorder
        self.health.watch("knowledge", lambda: None)
        self.health.watch("telegram", self._silence)
        self._watch("bot_telegram_up", "Whether Telegram answered lately", lambda: self._silence() is None)
        self._watch("bot_topics", "Topics of the knowledge in use", lambda: _topics(library))
        self._watch("bot_inbox_depth", "Updates that wait or are being handled", lambda: self._waiting[0])
        self._watch("bot_inbox_age_seconds", "Seconds that the oldest of them waits", lambda: self._waiting[1])
        self.measures.watch(
            "bot_records_dropped",
            "Outcomes and questions that the store did not take",
            lambda: recorder.dropped + recorder.failed,
            count=True,
        )

    async def look_into(self, inbox: Inbox) -> None:
        """See again and again how much waits in the inbox; while the store is away, the last figures stand."""
        while True:
            with suppress(StoreError):
                depth, age = await inbox.waiting()
                self._waiting = depth, age.total_seconds()
            await asyncio.sleep(LOOK_SECONDS)

    def of_strangers(self, strangers: Strangers) -> None:
        """Tell from now on how many deliveries to the webhook were refused."""
        self.measures.watch(
            "bot_webhook_refused", "Deliveries without the webhook's secret", lambda: strangers.count, count=True
        )

    async def ask_telegram(self, bot: Bot) -> None:
        """Ask Telegram for a sign of life, again and again, whenever it was silent for a while."""
        while True:
            silence = self.measures.since_reached()
            if silence is None or silence >= LOOK_SECONDS:
                with suppress(TelegramError):  # what it means is told by the time that passes
                    await bot.get_me()
            await asyncio.sleep(LOOK_SECONDS)

    def _silence(self) -> str | None:
        silence = self.measures.since_reached()
        if silence is None:
            return "not reached yet"
        return None if silence < SILENT_SECONDS else f"not reached for {silence:.0f} s"

    def _watch(self, name: str, documentation: str, ask: Callable[[], float]) -> None:
        self.measures.watch(name, documentation, ask)


@asynccontextmanager
async def shown(vitals: Vitals, settings: Settings) -> AsyncIterator[None]:
    """Serve /metrics, /healthz and /readyz at METRICS_PORT while the block runs, where that is set.

    Without METRICS_TOKEN only this machine reaches it. SettingsError where the port can't be served.
    """
    port = settings.metrics_port
    if port is None:
        yield
        return
    # A bot that polls and shows no metrics needs no server.
    from bot.web.metrics import Metrics, metrics_application
    from bot.web.serving import EVERYWHERE, listen, served

    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    try:
        listening = listen(port, LOOPBACK if token is None else EVERYWHERE)
    except OSError as error:
        raise SettingsError(f"METRICS_PORT: {port} can't be served: {os.strerror(error.errno or 0)}") from error
    async with served(metrics_application(Metrics(vitals.measures, token), vitals.health), listening):
        yield


def _topics(library: Shelf) -> int:
    return len(library.answerer.base.topics)
