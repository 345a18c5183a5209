"""The private chat: any text is a question, and so is a caption. An edited question changes the earlier reply.

Usage: `application.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.TEXT, private.on_text))`
"""

from __future__ import annotations

import datetime as dt

from telegram import Message, Update

from bot.tg import groups
from bot.tg.context import BotContext
from bot.tg.replying import Question, answer, question_of

LATE = dt.timedelta(hours=1)
"""Time from writing to edit beyond which an edit is no question any more, where the earlier reply is not known."""


async def on_text(update: Update, context: BotContext) -> None:
    """Answer a text or a caption in a private chat."""
    message = update.message
    if message is None or _from_here(context, message):
        return
    await answer(context, question_of(context, message, message.text or message.caption or ""))


async def on_edit(update: Update, context: BotContext) -> None:
    """Answer an edited question, in any chat, by editing the earlier reply."""
    message = update.edited_message
    question = _edited(context, message) if message else None
    if message is None or question is None:
        return
    earlier = context.memory.replies.get((question.chat, question.message))
    # Telegram tells of edits that changed nothing a bot can see, too.
    if earlier is not None and earlier.question == hash(question.text):
        return
    if earlier is None and (message.edit_date or message.date) - message.date > LATE:
        return
    await answer(context, question, earlier)


def _edited(context: BotContext, message: Message) -> Question | None:
    if message.chat.type == message.chat.PRIVATE:
        text = message.text or message.caption
        if groups.is_command(message):
            text = groups.after_command(context, message)
        return question_of(context, message, text) if text and not _from_here(context, message) else None
    return groups.asked(context, message)


def _from_here(context: BotContext, message: Message) -> bool:
    """Tell whether the message is an answer of the bot itself, sent through inline mode."""
    return message.via_bot is not None and message.via_bot.id == context.bot.id
