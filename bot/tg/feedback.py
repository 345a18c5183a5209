"""What people think of an answer: helpful or not, and why not; kept before it is thanked for."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, User

from bot.store.errors import StoreError
from bot.store.records import Reason
from bot.tg import groups, journal, keyboards
from bot.tg.callbacks import GiveReason, Rate, RateAgain, parse
from bot.tg.context import BotContext
from bot.tg.keyboards import Rows
from bot.tg.sending import edit_keyboard, kind_of
from bot.tg.tokens import token

logger = logging.getLogger(__name__)


async def on_rating(context: BotContext, message: Message, user: User, press: Rate) -> None:
    """Keep a rating; ask for the reason where the answer did not help."""
    rows = keyboards.not_kept(press.language, press.topic)
    if await _keep(context, message, user, press, helpful=press.helpful, reason=None):
        rows = (keyboards.thanks if press.helpful else keyboards.reasons)(press.language, press.topic)
        _keep_question(context, message, user, press)
    await _show(context, message, rows)


async def on_reason(context: BotContext, message: Message, user: User, press: GiveReason) -> None:
    """Keep the reason why an answer did not help."""
    kept = await _keep(context, message, user, press, helpful=False, reason=press.reason)
    rows = (keyboards.thanks if kept else keyboards.not_kept)(press.language, press.topic)
    await _show(context, message, rows)


async def on_again(context: BotContext, message: Message, press: RateAgain) -> None:
    """Show the rating buttons once more."""
    await _show(context, message, [keyboards.rating(press.language, press.topic)])


async def _keep(
    context: BotContext, message: Message, user: User, press: Rate | GiveReason, *, helpful: bool, reason: Reason | None
) -> bool:
    services = context.services
    chat = services.pseudonyms.of(message.chat.id)
    try:
        await services.store.record_feedback(
            services.pseudonyms.of(user.id),
            token(chat, message.message_id, press.topic),
            topic=press.topic,
            helpful=helpful,
            chat_kind=kind_of(message.chat.type),
            day=services.today(),
            reason=reason,
        )
    except StoreError as error:
        logger.warning("a rating was not kept: %s", type(error).__name__)
        return False
    return True


def _keep_question(context: BotContext, message: Message, user: User, press: Rate) -> None:
    """Keep the text of a rated question, where the person who rates wrote it."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != user.id:
        return
    text = groups.after_command(context, asked) if groups.is_command(asked) else asked.text or asked.caption
    if not text:
        return
    services = context.services
    chat = services.pseudonyms.of(message.chat.id)
    reply = token(chat, message.message_id, press.topic)
    journal.note_rated(
        context, services.pseudonyms.of(user.id), reply, text, topic=press.topic, language=press.language
    )


async def _show(context: BotContext, message: Message, rows: Rows) -> None:
    """Put `rows` in the place of the rating, and leave the other buttons where they are."""
    markup = message.reply_markup
    others = [list(row) for row in markup.inline_keyboard] if markup else []
    kept = [row for row in others if not any(_rates(button.callback_data) for button in row)]
    above = [row for row in kept if any(button.url or button.copy_text for button in row)]
    below = [row for row in kept if row not in above]
    keyboard = InlineKeyboardMarkup([*above, *rows, *below])
    await edit_keyboard(context.bot, message.chat.id, message.message_id, keyboard)


def _rates(data: object) -> bool:
    return isinstance(data, str) and isinstance(parse(data), Rate | GiveReason | RateAgain)
