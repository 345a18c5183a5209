"""The bot by polling, or only what goes on in the background; see `hooked` for the other ways."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from bot.cli.alive import bot_of, store_of
from bot.cli.settings import Settings
from bot.cli.vitals import Vitals, shown
from bot.tg.application import ALLOWED_UPDATES
from bot.tg.delivery import Delivery
from bot.tg.requesting import AiohttpRequest
from bot.web.intake import Intake
from bot.web.patience import persist
from bot.web.polling import Poller

logger = logging.getLogger(__name__)


async def by_polling(settings: Settings, folder: Path) -> None:
    """Answer what polling brings; a webhook that was set is taken down."""
    vitals = Vitals()
    async with shown(vitals, settings), bot_of(settings, folder, vitals) as delivery:
        await poll(delivery)


async def poll(delivery: Delivery) -> None:
    """Bring what Telegram has to `delivery` until cancelled; a webhook that was set is taken down."""
    bot = delivery.bot
    await persist("taking the webhook down", bot.delete_webhook)
    logger.info("polling", extra={"bot": bot.username})
    request = AiohttpRequest(connections=1)
    await Poller(bot.base_url, Intake(bot, delivery), ALLOWED_UPDATES, request).run()


async def in_background(settings: Settings) -> None:
    """Tidy the store; polling here would take the webhook down, by which the bot is served elsewhere."""
    async with store_of(settings):
        logger.info("WEBHOOK_URL is set: background work only, since `kharkiv-bot serve` takes the updates")
        await asyncio.Event().wait()
