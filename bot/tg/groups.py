"""Groups and channels: the bot speaks only when asked, by /ask, by its name, or by a reply to it.

Usage: `application.add_handler(CommandHandler("ask", groups.on_ask, filters.ChatType.GROUPS))`
"""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Message, MessageEntity, Update

from bot.matching.cleaning import clean, words
from bot.texts import words_of
from bot.tg import journal, keyboards
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.links import PLAIN
from bot.tg.replying import Question, answer, question_of
from bot.tg.sending import kind_of, place_of, send

logger = logging.getLogger(__name__)

ASK = "ask"


async def on_ask(update: Update, context: BotContext) -> None:
    """Answer /ask: the question behind it, or else the message that it replies to; in a private chat too."""
    await _take(update, context, usage=True)


async def on_message(update: Update, context: BotContext) -> None:
    """Answer a message that names the bot or replies to it; be silent about all others."""
    message = update.effective_message
    if message is not None and _speaks_to(context, message):
        await _take(update, context, usage=_text_to(context, message) is not None)


async def on_command(update: Update, context: BotContext) -> None:
    """Point to the private chat where somebody names the bot in a command that is meant for there."""
    message = update.effective_message
    if message is None or not message.text or f"@{context.bot.username}".lower() not in message.text.lower():
        return
    if not _first_time(context, message, "/"):
        return
    language = await for_update(context, update)
    say = words_of(language)
    text = say("In a group, ask me with /ask and your question. Everything else is in the private chat.")
    await send(context.bot, place_of(message), [text], keyboards.to_private(language, context.bot.username, PLAIN))


async def on_membership(update: Update, context: BotContext) -> None:
    """Count where the bot is added, removed, blocked or let in again; it says nothing then."""
    change = update.my_chat_member
    if change is None:
        return
    kind, status = kind_of(change.chat.type), change.new_chat_member.status
    logger.info("now %s in a %s chat", status, kind)
    journal.note_count(context, f"membership-{kind}-{status}")


def asked(context: BotContext, message: Message) -> Question | None:
    """Return what `message`, in a group or channel, asks the bot; None where it asks nothing."""
    if _of_a_bot(message) or (message.via_bot and message.via_bot.id == context.bot.id):
        return None
    text = after_command(context, message)
    if text is None and not is_command(message):
        text = _text_to(context, message)
        if text is None and _replies_to_bot(context, message):
            text = message.text or message.caption
    if text is None:
        return None
    return question_of(context, message, text) if words(clean(text)) else _replied(context, message)


def after_command(context: BotContext, message: Message) -> str | None:
    """Return what follows /ask or /ask@bot, perhaps nothing (""); None where the message is no such command."""
    command, *rest = (message.text or "").split(maxsplit=1)[:2] or [""]
    named, _, whose = command.lower().partition("@")
    if named != f"/{ASK}" or whose not in {"", context.bot.username.lower()}:
        return None
    return rest[0] if rest else ""


async def _take(update: Update, context: BotContext, *, usage: bool) -> None:
    """Answer what the message asks; where it asks nothing, say how to ask if `usage`."""
    message = update.effective_message
    if message is None or _of_a_bot(message):
        return
    question = asked(context, message)
    if question is not None:
        await _answer_once(context, message, question)
    elif usage and (message.chat.type == message.chat.PRIVATE or _first_time(context, message, "")):
        language = await for_update(context, update)
        text = words_of(language)("Write the question after /ask, or reply to a message with /ask.")
        await send(context.bot, place_of(message), [text])


async def _answer_once(context: BotContext, message: Message, question: Question) -> None:
    """Answer, unless the same was asked in this group within the last minute: that answer stands just above."""
    if question.kind == "private":
        await answer(context, question)
        return
    if not _first_time(context, message, question.text):
        journal.note_count(context, "equal-question")
        return
    sent = False
    try:
        sent = await answer(context, question)
    finally:
        if not sent:  # what was not answered may be asked again
            context.memory.said.drop(_key(context, message, question.text))


def _replied(context: BotContext, message: Message) -> Question | None:
    """Return the message that `message` replies to, or the quoted part of it, as a question."""
    replied = message.reply_to_message
    if message.quote and words(clean(message.quote.text)):
        text: str | None = message.quote.text
    elif replied is None or (replied.from_user and replied.from_user.id == context.bot.id):
        return None
    else:
        text = replied.text or replied.caption
    if not text or not words(clean(text)):
        return None
    question = question_of(context, message, text)
    if replied is None:  # a quotation from another chat
        return replace(question, own=False)
    own = question_of(context, replied, text).person == question.person
    return replace(question, message=replied.message_id, place=place_of(message, reply_to=replied.message_id), own=own)


def _speaks_to(context: BotContext, message: Message) -> bool:
    return _text_to(context, message) is not None or _replies_to_bot(context, message)


def _text_to(context: BotContext, message: Message) -> str | None:
    """Return the text without the bot's name; None where the bot is not named."""
    text = message.text or message.caption or ""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    try:
        found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    except (RuntimeError, UnicodeError):  # no text at all; places within one character
        return None
    handle = f"@{context.bot.username}".lower()
    names = [
        covered
        for entity, covered in found.items()
        if covered.lower() == handle or (entity.user is not None and entity.user.id == context.bot.id)
    ]
    if not names:
        return None
    for name in names:
        text = text.replace(name, " ", 1)
    return text.strip()


def _replies_to_bot(context: BotContext, message: Message) -> bool:
    replied = message.reply_to_message
    # In a topic of a forum that the bot opened, every message would reply to it.
    if replied is None or replied.from_user is None or replied.forum_topic_created:
        return False
    return replied.from_user.id == context.bot.id


def is_command(message: Message) -> bool:
    """Tell whether the message is a command, of this bot or another."""
    return any(entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in message.entities)


def _of_a_bot(message: Message) -> bool:
    """Tell whether no person stands behind the message; an anonymous admin or a channel is one."""
    if message.is_automatic_forward:
        return True
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _first_time(context: BotContext, message: Message, text: str) -> bool:
    """Tell whether the same words were not said here within the last minute, and keep them in mind."""
    key = _key(context, message, text)
    if context.memory.said.get(key):
        return False
    context.memory.said.put(key, value=True)
    return True


def _key(context: BotContext, message: Message, text: str) -> tuple[str, int, int]:
    chat = context.services.pseudonyms.of(message.chat.id)
    thread = message.message_thread_id if message.is_topic_message else None
    return chat, thread or 0, hash(tuple(words(clean(text))) or text)
