"""What the bot can't read: voice, pictures, polls and whatever else comes; a friendly word on what it can.

Usage: `application.add_handler(MessageHandler(filters.ChatType.PRIVATE & other.UNREAD, other.on_other))`
"""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import filters

from bot.texts import Say, words_of
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.sending import place_of, send
from bot.tg.splitting import Span, as_html

# The payment first: to look for an attachment in its message is deprecated.
UNREAD = ~filters.SUCCESSFUL_PAYMENT & (filters.ATTACHMENT | filters.CHECKLIST)
"""Messages of a person, without a text or caption; service messages are none."""


async def on_other(update: Update, context: BotContext) -> None:
    """Say what the bot understands; once for an album."""
    message = update.message
    if message is None or (message.via_bot and message.via_bot.id == context.bot.id):
        return
    if message.media_group_id is not None:
        key = (context.services.pseudonyms.of(message.chat.id), 0, hash(message.media_group_id))
        if context.memory.said.get(key):
            return
        context.memory.said.put(key, value=True)
    say = words_of(await for_update(context, update))
    await send(context.bot, place_of(message), [as_html([Span(understood(say, message))])])


def understood(say: Say, message: Message) -> str:
    """Return a sentence on what the bot understands, in view of what it was sent."""
    if message.voice or message.audio or message.video_note:
        return say("I cannot listen yet. Please write your question in words.")
    if message.photo or message.video or message.animation or message.document:
        return say("I cannot look into pictures and files. Please write your question in words.")
    return say("I understand questions written in words. For example: ask where to take cover, or see /topics.")
