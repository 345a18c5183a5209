"""What is new: /changes shows it since a day, or since the person last asked; its button subscribes to weekly digests.

Usage: `application.add_handler(CommandHandler("changes", changes.on_changes))`
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update, User

from bot.answering.news import Change, changes, entries, nothing, titled
from bot.answering.since import MONTH, since
from bot.store.errors import StoreError
from bot.texts import words_of
from bot.tg import digests, journal, keyboards
from bot.tg.bulletins import as_message, paged, pages
from bot.tg.callbacks import ShowChanges, ShowDigest, Subscribe, parse
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.sending import edit, edit_keyboard, place_of, send, settle
from bot.tg.splitting import BLANK, Span, as_html

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of what is new, as it stands in a message."""

    text: str
    keyboard: InlineKeyboardMarkup


async def on_changes(update: Update, context: BotContext) -> None:
    """Show what is new since the day that the person names, else since they last asked, else in thirty days."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    language = await for_update(context, update)
    services, today = context.services, context.services.today()
    person = services.pseudonyms.of(user.id)
    asked = since(" ".join(context.args), today) if context.args else await _last(context, person)
    if asked is None and context.args:
        text = words_of(language)(
            "Write /changes alone, or with a span or a day: /changes week, /changes month, /changes 2026-10-01."
        )
        await send(context.bot, place_of(message), [as_html([Span(text)])])
        return
    start = asked or today - dt.timedelta(days=MONTH)
    screen = await _screen(context, person, ShowChanges(language, start, 0))
    if await send(context.bot, place_of(message), [screen.text], screen.keyboard):
        context.recorder.put(lambda: services.marks.put(person, today))
        journal.note_count(context, "changes-asked")


async def on_press(context: BotContext, message: Message, user: User, press: ShowChanges | ShowDigest) -> None:
    """Show another page, or another span of time, in the place of the message."""
    screen = await _screen(context, context.services.pseudonyms.of(user.id), press)
    await edit(context.bot, message.chat.id, message.message_id, screen.text, screen.keyboard)


async def on_subscription(context: BotContext, query: CallbackQuery, press: Subscribe) -> None:
    """Subscribe a person to the weekly digests, or end that, and say so; no questions."""
    say = words_of(press.language)
    services, user = context.services, query.from_user
    person = services.pseudonyms.of(user.id)
    try:
        if press.wanted:
            # A private chat has its person's id.
            week = digests.week_of(services.clock())
            await services.subscriptions.subscribe(person, user.id, press.language, week)
        else:
            await services.subscriptions.unsubscribe(person)
    except StoreError as error:
        logger.warning("a subscription was not changed: %s", type(error).__name__)
        await settle(query, say("The choice could not be saved. Please try again later."))
        return
    journal.note_count(context, "digest-subscribed" if press.wanted else "digest-unsubscribed")
    text = say("Done: a digest comes each week with news.") if press.wanted else say("Done: no more weekly digests.")
    await settle(query, text, alert=False)
    message = query.message
    if isinstance(message, Message) and message.is_accessible and message.reply_markup is not None:
        keyboard = _turned(message.reply_markup, press)
        await edit_keyboard(context.bot, message.chat.id, message.message_id, keyboard)


def _turned(keyboard: InlineKeyboardMarkup, press: Subscribe) -> InlineKeyboardMarkup:
    """Return the keyboard with the opposite button in the place of the one that was pressed."""
    other = keyboards.subscription(press.language, subscribed=press.wanted)
    return InlineKeyboardMarkup(
        [
            other if any(isinstance(parse(str(button.callback_data)), Subscribe) for button in row) else row
            for row in keyboard.inline_keyboard
        ]
    )


async def _screen(context: BotContext, person: str, press: ShowChanges | ShowDigest) -> Screen:
    base, today = context.base, context.services.today()
    if isinstance(press, ShowChanges):
        title = titled(press.since, press.language)
        found: Sequence[Change] = changes(base, press.since, today)
    else:
        title = digests.title(base, press.language)
        found = await _of_digest(context, press)
    subscribed = await _subscribed(context, person)
    told = pages(base, entries(base, found, press.language), press.language)
    press = replace(press, page=min(press.page, max(len(told) - 1, 0)))
    keyboard = keyboards.changes(press, len(told), subscribed=subscribed, today=today)
    if not told:
        spans = [Span(title, "b"), BLANK, Span(nothing(base, press.language, today))]
        return Screen(as_html(spans), keyboard)
    title = paged(title, press.page, len(told), press.language)
    return Screen(as_message(base, title, told[press.page], press.language), keyboard)


async def _of_digest(context: BotContext, press: ShowDigest) -> Sequence[Change]:
    try:
        issues = await context.services.subscriptions.issues(press.after, press.until)
    except StoreError as error:
        logger.warning("a digest can't be read: %s", type(error).__name__)
        return ()
    return digests.told_by(context.base, issues, context.services.today())


async def _last(context: BotContext, person: str) -> dt.date | None:
    try:
        return await context.services.marks.last(person)
    except StoreError as error:
        logger.warning("when a person last asked is not known: %s", type(error).__name__)
        return None


async def _subscribed(context: BotContext, person: str) -> bool:
    try:
        return await context.services.subscriptions.has(person)
    except StoreError as error:
        logger.warning("whether a person is subscribed is not known: %s", type(error).__name__)
        return False
