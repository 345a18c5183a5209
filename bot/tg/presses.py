"""Buttons pressed: answered at once, then done (a rating: kept, then answered); forged data gets a kind answer.

Usage: `application.add_handler(CallbackQueryHandler(presses.on_press))`
"""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot.answering.charting import drawn
from bot.texts import words_of
from bot.tg import browse, charts, feedback, journal, keyboards, languages, nearby
from bot.tg.callbacks import (
    FindNearest,
    GiveReason,
    PinLanguage,
    Press,
    Rate,
    RateAgain,
    ShowChart,
    ShowSources,
    ShowTheme,
    ShowThemes,
    ShowTopic,
    parse,
)
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.memory import Sent
from bot.tg.replying import deliver, remember
from bot.tg.sending import described, edit, kind_of, place_of

logger = logging.getLogger(__name__)

Done = ShowTopic | RateAgain | ShowChart | FindNearest | ShowThemes | ShowTheme | ShowSources | PinLanguage
"""What is done after the person's waiting has ended."""


async def on_press(update: Update, context: BotContext) -> None:
    """Do what a button says."""
    query = update.callback_query
    if query is None:
        return
    press = parse(query.data)
    message = query.message
    # A message of long ago comes without its content, as one of date 0.
    if not isinstance(message, Message) or not message.is_accessible or press is None or not _known(context, press):
        language = await for_update(context, update)
        text = words_of(language)(
            "This button is from an earlier version of the bot. Please ask again, or see /topics."
        )
        journal.note_count(context, "button-unknown")
        await _settle(query, text)
        return
    if isinstance(press, Rate | GiveReason):
        await _rate(context, query, message, press)
        return
    await _settle(query)
    await _do(context, query, message, press)


async def _rate(context: BotContext, query: CallbackQuery, message: Message, press: Rate | GiveReason) -> None:
    rows = await feedback.on_press(context, message, query.from_user, press)
    if rows is None:
        await _settle(query, words_of(press.language)("The rating was not saved. Try again"))
        rows = keyboards.not_kept(press.language, press.topic)
    else:
        await _settle(query)
    await feedback.show(context, message, rows)


def _known(context: BotContext, press: Press) -> bool:
    """Tell whether the knowledge in use has what the button is about."""
    match press:
        case ShowTopic() | Rate() | GiveReason() | RateAgain():
            return press.topic in context.base.topics
        case ShowTheme():
            return press.theme in context.base.themes
        case ShowChart():
            return press.chart in drawn(context.base)
    return True


async def _settle(query: CallbackQuery, text: str | None = None) -> None:
    """End the waiting of the person who pressed."""
    try:
        await query.answer(text, show_alert=text is not None)
    except BadRequest as error:  # too old: Telegram has ended the waiting
        logger.info("press not answered: %s", described(error))


async def _do(context: BotContext, query: CallbackQuery, message: Message, press: Done) -> None:
    match press:
        case ShowTopic():
            await _show_topic(context, query, message, press)
        case RateAgain():
            await feedback.show(context, message, [keyboards.rating(press.language, press.topic)])
        case FindNearest():
            await nearby.on_press(context, message, press)
        case ShowChart():
            await charts.on_press(context, message, press)
        case PinLanguage():
            await languages.on_press(context, message, query.from_user, press)
        case _:
            await _browse(context, message, press)


async def _browse(context: BotContext, message: Message, press: ShowThemes | ShowTheme | ShowSources) -> None:
    match press:
        case ShowThemes(language):
            text, keyboard = browse.themes(context.base, language)
        case ShowTheme(language, theme):
            text, keyboard = browse.topics_of(context.base, theme, language)
        case ShowSources(language, page):
            text, keyboard = browse.sources(context.base, language, page)
    await edit(context.bot, message.chat.id, message.message_id, text, keyboard)


async def _show_topic(context: BotContext, query: CallbackQuery, message: Message, press: ShowTopic) -> None:
    """Show a topic in the place of the message, or, for a related one, below it."""
    services = context.services
    reply = context.answerer.topic(press.topic, press.language, services.today())
    chat, person = services.pseudonyms.of(message.chat.id), services.pseudonyms.of(query.from_user.id)
    replaced = () if press.way == "related" else (message.message_id,)
    theme = context.base.topics[press.topic].theme
    keyboard = keyboards.under_browsed(reply, theme) if press.way == "browsed" else None
    kind = kind_of(message.chat.type)
    sent = await deliver(context, reply, kind, place_of(message), replaced=replaced, keyboard=keyboard)
    if not sent:
        return
    asked = message.reply_to_message if press.way == "chosen" else None
    remember(context, chat, person, reply, asked.message_id if asked else None)
    if press.way == "chosen":
        _settle_question(context, message, chat, sent)
        journal.note_chosen(context, person, journal.token(chat, message.message_id), press.topic)
    else:
        journal.note_count(context, f"topic-{press.way}")


def _settle_question(context: BotContext, message: Message, chat: str, sent: tuple[int, ...]) -> None:
    """Let an edit of the question change the answer that has taken the place of the choice."""
    asked = message.reply_to_message
    earlier = context.memory.replies.get((chat, asked.message_id)) if asked else None
    if asked and earlier:
        context.memory.replies.put((chat, asked.message_id), Sent(sent, earlier.question))
