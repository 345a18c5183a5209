"""The language that a person chooses: /language shows the choice, a button or `/language uk` makes it.

Usage: `application.add_handler(CommandHandler("language", languages.on_language))`
"""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, Update, User

from bot.model.language import Language
from bot.store.errors import StoreError
from bot.texts import words_of
from bot.tg import keyboards
from bot.tg.callbacks import PinLanguage
from bot.tg.context import BotContext
from bot.tg.language import for_user, pinned, spoken
from bot.tg.memory import Pinned
from bot.tg.sending import edit, place_of, send
from bot.tg.splitting import Span, as_html

logger = logging.getLogger(__name__)


async def on_language(update: Update, context: BotContext) -> None:
    """Show the choice of languages; `/language uk` chooses at once."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    person = context.services.pseudonyms.of(user.id)
    wanted = spoken(context.args[0]) if context.args else None
    kept = wanted is None or await _pin(context, person, wanted)
    chosen = wanted if kept and wanted else await pinned(context, person)
    text, keyboard = _screen(chosen or await for_user(context, user), chosen, kept=kept)
    await send(context.bot, place_of(message), [text], keyboard)


async def on_press(context: BotContext, message: Message, user: User, press: PinLanguage) -> None:
    """Keep the chosen language, and say so in it."""
    person = context.services.pseudonyms.of(user.id)
    kept = await _pin(context, person, press.language)
    chosen = press.language if kept else await pinned(context, person)
    text, keyboard = _screen(chosen or await for_user(context, user), chosen, kept=kept)
    await edit(context.bot, message.chat.id, message.message_id, text, keyboard)


def _screen(language: Language, chosen: Language | None, *, kept: bool) -> tuple[str, InlineKeyboardMarkup]:
    say = words_of(language)
    if not kept:
        text = say("The choice could not be saved. Please try again later.")
    elif chosen is None:
        text = say("I answer in the language of the question. Choose another rule:")
    else:
        text = say("I always answer in this language: {language}.", language=keyboards.NAMES[chosen])
    return as_html([Span(text)]), keyboards.languages(language, chosen)


async def _pin(context: BotContext, person: str, language: Language | None) -> bool:
    """Keep the language that `person` chose; tell whether it could be kept."""
    try:
        await context.services.store.set_language(person, language)
    except StoreError as error:
        logger.warning("a language was not kept: %s", type(error).__name__)
        return False
    context.memory.languages.put(person, Pinned(language))
    return True
