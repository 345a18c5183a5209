"""When something goes wrong: the person hears it in their language, the log learns where, and nothing of the text.

Usage: `application.add_error_handler(errors.on_error)`
"""

from __future__ import annotations

import logging
import traceback

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.texts import words_of
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.sending import described, place_of, send
from bot.tg.splitting import Span, as_html

logger = logging.getLogger(__name__)

FRAMES = 6
"""Innermost lines of the code that the log names."""


async def on_error(update: object, context: BotContext) -> None:
    """Log an error and tell the person, unless Telegram itself can't be reached."""
    error = context.error
    if error is None:
        return
    context.services.measures.failed()
    logger.error("an update failed: %s at %s", described(error), place_in_code(error))
    unreachable = isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
    if not isinstance(update, Update) or unreachable or isinstance(error, Forbidden):
        return
    try:
        await _tell(update, context)
    except Exception as second:  # noqa: BLE001 - python-telegram-bot would log it with its words
        logger.warning("nor could the person be told: %s", described(second))


def place_in_code(error: BaseException) -> str:
    """Return where an error came from, innermost first; no values, which may be a person's."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames)) or "?"


async def _tell(update: Update, context: BotContext) -> None:
    """Say sorry where the person asked; in inline mode and to service messages nobody expects a word."""
    say = words_of(await for_update(context, update))
    text = say("Something went wrong on my side. Please try again in a minute.")
    asked = update.message or update.edited_message
    if asked is None and update.callback_query is not None:
        pressed = update.callback_query.message
        if pressed is not None and pressed.is_accessible:
            await send(context.bot, place_of(pressed), [as_html([Span(text)])])  # type: ignore[arg-type]
    elif asked is not None and (asked.text or asked.caption or asked.location):
        await send(context.bot, place_of(asked), [as_html([Span(text)])])
