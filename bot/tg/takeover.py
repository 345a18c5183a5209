"""Work taken over: of the process before at start, then of replicas that fall silent."""

from __future__ import annotations

import asyncio
import logging
import time

from bot.store.errors import StoreError
from bot.store.inbox import BEAT_SECONDS, CLAIMED, SILENT, Inbox
from bot.tg.delivery import Delivery

logger = logging.getLogger(__name__)

PURGE_SECONDS = 60.0
"""Seconds between two looks for what has been in the inbox for a day."""


class Takeover:
    """Shows that this replica lives, and has `delivery` handle what nobody else will."""

    def __init__(self, inbox: Inbox, delivery: Delivery, beat: float = BEAT_SECONDS) -> None:
        """Look every `beat` seconds."""
        self._inbox = inbox
        self._delivery = delivery
        self._beat = beat
        self._steady_from = time.monotonic()
        self._purged = -PURGE_SECONDS

    async def begin(self, *, alone: bool) -> None:
        """Take up what was left behind; `alone` says that no other process can be at work on this database."""
        await self._look(all_others=alone)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(self._beat)
            await self._look(all_others=False)

    async def _look(self, *, all_others: bool) -> None:
        try:
            await self._inbox.beat()
            # After an outage of the database all replicas look silent to the first one that is back.
            if time.monotonic() >= self._steady_from:
                await self._claim(all_others=all_others)
            if time.monotonic() - self._purged >= PURGE_SECONDS:
                self._purged = time.monotonic()
                self._delivery.count("inbox-too-old", await self._inbox.purge())
        except StoreError as error:
            self._steady_from = time.monotonic() + SILENT.total_seconds()
            logger.warning("the inbox can't be read", extra={"error": str(error)})

    async def _claim(self, *, all_others: bool) -> None:
        taken = crashed = 0
        while not self._delivery.busy:
            claimed = await self._inbox.claim(all_others=all_others)
            self._delivery.take_up(claimed.kept)
            taken += len(claimed.kept)
            crashed += claimed.crashed
            if len(claimed.kept) < CLAIMED:
                break
        if taken or crashed:
            logger.info("updates taken over", extra={"updates": taken, "set_aside": crashed})
            self._delivery.count("set-aside", crashed)
