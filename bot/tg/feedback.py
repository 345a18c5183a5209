"""What people think of an answer: helpful or not, and why not; kept before it is thanked for."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, User

from bot.store.errors import StoreError
from bot.tg import groups, journal, keyboards
from bot.tg.callbacks import GiveReason, Rate, RateAgain, parse
from bot.tg.context import BotContext
from bot.tg.keyboards import Rows
from bot.tg.sending import edit_keyboard, kind_of
from bot.tg.tokens import token

logger = logging.getLogger(__name__)


async def on_press(context: BotContext, message: Message, user: User, press: Rate | GiveReason) -> Rows | None:
    """Keep a rating or its reason, and return the buttons to show for it; None where it could not be kept.

    The person's waiting is to be ended only after this: whoever saw it end can rely on a rating that is kept.
    """
    if not await _keep(context, message, user, press):
        return None
    if isinstance(press, GiveReason):
        return keyboards.thanks(press.language, press.topic)
    _keep_question(context, message, user, press)
    return (keyboards.thanks if press.helpful else keyboards.reasons)(press.language, press.topic)


async def show(context: BotContext, message: Message, rows: Rows) -> None:
    """Put `rows` in the place of the rating, and leave the other buttons where they are."""
    markup = message.reply_markup
    others = [list(row) for row in markup.inline_keyboard] if markup else []
    kept = [row for row in others if not any(_rates(button.callback_data) for button in row)]
    above = [row for row in kept if any(button.url or button.copy_text for button in row)]
    below = [row for row in kept if row not in above]
    keyboard = InlineKeyboardMarkup([*above, *rows, *below])
    await edit_keyboard(context.bot, message.chat.id, message.message_id, keyboard)


async def _keep(context: BotContext, message: Message, user: User, press: Rate | GiveReason) -> bool:
    services = context.services
    chat = services.pseudonyms.of(message.chat.id)
    try:
        await services.store.record_feedback(
            services.pseudonyms.of(user.id),
            token(chat, message.message_id, press.topic),
            topic=press.topic,
            helpful=isinstance(press, Rate) and press.helpful,
            chat_kind=kind_of(message.chat.type),
            day=services.today(),
            reason=press.reason if isinstance(press, GiveReason) else None,
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


def _rates(data: object) -> bool:
    return isinstance(data, str) and isinstance(parse(data), Rate | GiveReason | RateAgain)
