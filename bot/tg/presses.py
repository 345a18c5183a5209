"""Buttons pressed: answered at once, then done (a rating: kept, then answered); forged data gets a kind answer.

Usage: `application.add_handler(CallbackQueryHandler(presses.on_press))`
"""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update

from bot.answering.charting import drawn
from bot.texts import words_of
from bot.tg import browse, changes, charts, feedback, journal, keyboards, languages, nearby
from bot.tg.callbacks import (
    FindNearest,
    GiveReason,
    OnMessage,
    PinLanguage,
    Rate,
    RateAgain,
    ShowChanges,
    ShowChart,
    ShowDigest,
    ShowSources,
    ShowTheme,
    ShowThemes,
    ShowTopic,
    Subscribe,
    parse,
)
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.memory import Sent
from bot.tg.replying import deliver, remember
from bot.tg.sending import edit, kind_of, place_of, settle
from bot.tg.tokens import token

logger = logging.getLogger(__name__)

Done = (
    ShowTopic
    | RateAgain
    | ShowChart
    | FindNearest
    | ShowThemes
    | ShowTheme
    | ShowSources
    | ShowChanges
    | ShowDigest
    | PinLanguage
)
"""What is done after the person's waiting has ended."""


async def on_press(update: Update, context: BotContext) -> None:
    """Do what a button says."""
    query = update.callback_query
    if query is None:
        return
    press = parse(query.data)
    if isinstance(press, Subscribe):  # also under a message of long ago: who wants no more digests gets none
        await changes.on_subscription(context, query, press)
        return
    message = query.message
    # A message of long ago comes without its content, as one of date 0.
    if not isinstance(message, Message) or not message.is_accessible or press is None or not _known(context, press):
        language = await for_update(context, update)
        text = words_of(language)(
            "This button is from an earlier version of the bot. Please ask again, or see /topics."
        )
        journal.note_count(context, "button-unknown")
        await settle(query, text)
        return
    if isinstance(press, Rate | GiveReason):
        await _rate(context, query, message, press)
        return
    await settle(query)
    await _do(context, query, message, press)


async def _rate(context: BotContext, query: CallbackQuery, message: Message, press: Rate | GiveReason) -> None:
    rows = await feedback.on_press(context, message, query.from_user, press)
    if rows is None:
        await settle(query, words_of(press.language)("The rating was not saved. Try again"))
        rows = keyboards.not_kept(press.language, press.topic)
    else:
        await settle(query)
    await feedback.show(context, message, rows)


def _known(context: BotContext, press: OnMessage) -> bool:
    """Tell whether the knowledge in use has what the button is about."""
    match press:
        case ShowTopic() | Rate() | GiveReason() | RateAgain():
            return press.topic in context.base.topics
        case ShowTheme():
            return press.theme in context.base.themes
        case ShowChart():
            return press.chart in drawn(context.base)
    return True


async def _do(context: BotContext, query: CallbackQuery, message: Message, press: Done) -> None:
    match press:
        case ShowTopic():
            await _show_topic(context, query, message, press)
        case RateAgain():
            await feedback.show(context, message, [keyboards.rating(press.language, press.topic)])
        case FindNearest():
            await nearby.on_press(context, message, press)
        case ShowChanges() | ShowDigest():
            await changes.on_press(context, message, query.from_user, press)
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
    context.app.told.drop(message.chat.id, message.message_id)  # the way back from an answer leads here


async def _show_topic(context: BotContext, query: CallbackQuery, message: Message, press: ShowTopic) -> None:
    """Show a topic in the place of the message, or, for a related one, below it."""
    services = context.services
    reply = context.answerer.topic(press.topic, press.language, services.today())
    chat, person = services.pseudonyms.of(message.chat.id), services.pseudonyms.of(query.from_user.id)
    replaced = () if press.way == "related" else (message.message_id,)
    theme = context.base.topics[press.topic].theme
    keyboard = keyboards.under_browsed(reply, theme) if press.way == "browsed" else None
    kind = kind_of(message.chat.type)
    sent = await deliver(context, reply, kind, place_of(message), person, replaced=replaced, keyboard=keyboard)
    if not sent:
        return
    asked = message.reply_to_message if press.way == "chosen" else None
    remember(context, chat, person, reply, asked.message_id if asked else None)
    if press.way == "chosen":
        _settle_question(context, message, chat, sent)
        journal.note_chosen(context, person, token(chat, message.message_id), press.topic)
    else:
        journal.note_count(context, f"topic-{press.way}")


def _settle_question(context: BotContext, message: Message, chat: str, sent: tuple[int, ...]) -> None:
    """Let an edit of the question change the answer that has taken the place of the choice."""
    asked = message.reply_to_message
    earlier = context.memory.replies.get((chat, asked.message_id)) if asked else None
    if asked and earlier:
        context.memory.replies.put((chat, asked.message_id), Sent(sent, earlier.question))
