"""In which language the bot speaks: the chosen one, else the question's own, else Telegram's, else the city's."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update, User

from bot.model.language import LANGUAGES, Language
from bot.store.errors import StoreFaultError
from bot.tg.context import BotContext
from bot.tg.memory import Pinned

logger = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that a reply waits for the store to tell the chosen language."""


async def pinned(context: BotContext, person: str) -> Language | None:
    """Return the language that `person` chose; None for automatic, or where the store does not tell in time."""
    known = context.memory.languages.get(person)
    if known is not None:
        return known.language
    try:
        async with asyncio.timeout(PATIENCE):
            language = await context.app.languages.of(person)
    except StoreFaultError:  # whoever keeps the store in use tells of it, once
        return None
    except Exception as error:  # noqa: BLE001 - whatever ails the store, the reply goes out
        logger.warning("the chosen language is not known: %s", type(error).__name__)
        return None
    context.memory.languages.put(person, Pinned(language))
    return language


def spoken(code: str | None) -> Language | None:
    """Return the language of Telegram's `language_code`, such as "uk" or "en-GB"; None for one the bot has not."""
    prefix = (code or "").casefold().partition("-")[0]
    return next((language for language in LANGUAGES if language == prefix), None)


async def for_user(context: BotContext, user: User | None) -> Language:
    """Return the language in which the bot's own words are said to `user`; the city's for nobody in particular."""
    default = context.base.city.default_language
    if user is None:
        return default
    return await pinned(context, context.services.pseudonyms.of(user.id)) or spoken(user.language_code) or default


async def for_update(context: BotContext, update: Update) -> Language:
    """Return the language in which the bot's own words are said to whoever caused `update`."""
    return await for_user(context, update.effective_user)
