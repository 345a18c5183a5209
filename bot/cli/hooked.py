"""The bot by webhook, or only the health of the service; see `polled` for the other ways."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.cli.alive import bot_of
from bot.cli.settings import Settings, SettingsError
from bot.cli.vitals import Vitals, shown
from bot.tg.application import ALLOWED_UPDATES
from bot.web.app import Webhook, application
from bot.web.health import Health
from bot.web.intake import Intake
from bot.web.patience import persist
from bot.web.serving import listen, served

logger = logging.getLogger(__name__)


async def by_webhook(settings: Settings, folder: Path) -> None:
    """Answer what Telegram delivers to WEBHOOK_URL, and serve health from the first moment."""
    settings.token()  # before anything is served
    vitals = Vitals()
    webhook = Webhook(settings.webhook_secret.get_secret_value() if settings.webhook_secret else "")
    vitals.of_strangers(webhook.strangers)
    async with (
        served(application(webhook, vitals.health), _listening(settings)),
        shown(vitals, settings),
        bot_of(settings, folder, vitals) as delivery,
    ):
        bot = delivery.bot
        webhook.intake = Intake(bot, delivery)
        try:
            await _announce(settings, webhook.secret, bot)
            logger.info("webhook set", extra={"bot": bot.username, "port": settings.port})
            await asyncio.Event().wait()
        finally:
            webhook.intake = None  # Telegram keeps what comes now for the next start


async def health_alone(settings: Settings) -> None:
    """Serve health, for platforms that want a web process although the bot polls in another."""
    async with served(application(None, Health()), _listening(settings)):
        logger.info("no WEBHOOK_URL: only /healthz is served; `kharkiv-bot run` answers", extra={"port": settings.port})
        await asyncio.Event().wait()


def _listening(settings: Settings) -> socket.socket:
    try:
        return listen(settings.port)
    except OSError as error:
        raise SettingsError(f"PORT: {settings.port} can't be served: {os.strerror(error.errno or 0)}") from error


async def _announce(settings: Settings, secret: str, bot: Bot) -> None:
    """Tell Telegram where to deliver; SettingsError where it refuses the address."""
    address = settings.webhook_address or ""

    async def attempt() -> bool:
        return await bot.set_webhook(address, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

    try:
        await persist("setting the webhook", attempt, final=(InvalidToken, BadRequest))
    except BadRequest as error:
        raise SettingsError(f"WEBHOOK_URL: Telegram refuses {address}: {error.message}") from error
