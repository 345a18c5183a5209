"""What the bot does by itself: it corrects answers and sends digests, looking each minute and after each reload."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import TelegramError

from bot.store.errors import StoreError
from bot.tg.context import BotApplication
from bot.tg.corrections import Corrections
from bot.tg.digests import Digests
from bot.tg.sending import described

logger = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two looks."""


class Rounds:
    """Looks again and again for what is to be corrected or sent; what fails is tried again at the next look."""

    def __init__(self, application: BotApplication, every: float = EVERY) -> None:
        self._corrections = Corrections(application)
        self._digests = Digests(application)
        self._every = every
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look now, since the knowledge has changed."""
        self._woken.set()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            self._woken.clear()
            await self.once()
            try:
                async with asyncio.timeout(self._every):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def once(self) -> None:
        """Correct what is to be corrected, then send what is due."""
        for name, work in (("corrections", self._corrections.correct), ("digests", self._digests.send_due)):
            try:
                await work()
            except (StoreError, TelegramError) as error:
                logger.warning("%s wait for the next look: %s", name, described(error))
            except Exception:
                logger.exception("%s broke; the next look tries again", name)
