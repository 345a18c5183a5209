"""Pictures and documents out: made in a thread where Telegram has them not yet, by their file id where it has."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal

from telegram import InputFile, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.tg.context import BotContext
from bot.tg.sending import Place, described

logger = logging.getLogger(__name__)

CAPTION = 1024
"""UTF-16 units of a caption, counted after its tags are parsed."""


@dataclass(frozen=True)
class File:
    """What is sent: `make` gives its bytes, in a thread; files of the same `key` are equal, whoever they are for."""

    kind: Literal["photo", "document"]
    name: str
    key: Hashable
    make: Callable[[], bytes]


async def send_file(context: BotContext, place: Place, file: File, caption: str = "") -> bool:
    """Send `file` with `caption`, HTML of at most CAPTION units; tell whether it was sent.

    Who asks for the same file while it is being made waits for it, so that it is made and uploaded once.
    """
    known = context.memory.files.get(file.key)
    if known is not None and await _sent(context, place, file, known, caption):
        return True
    async with context.app.turns.of(file.key):
        made = context.memory.files.get(file.key)
        if made not in {None, known} and await _sent(context, place, file, made, caption):
            return True
        await _show_work(context, place, file)
        content = await asyncio.to_thread(file.make)
        message = await _sent(context, place, file, InputFile(content, file.name), caption)
        if message is None:
            return False
        if id_ := _file_id(message):
            context.memory.files.put(file.key, id_)
        return True


async def _sent(
    context: BotContext, place: Place, file: File, content: InputFile | str, caption: str
) -> Message | None:
    """Send a file, by its id or with its content; None where the bot may not, or Telegram does not know the id."""
    try:
        return await _send(context, place, file, content, caption)
    except ChatMigrated as moved:
        return await _send(context, Place(moved.new_chat_id), file, content, caption)
    except (Forbidden, BadRequest) as error:
        logger.warning("not sent: %s", described(error))
        return None


async def _send(context: BotContext, place: Place, file: File, content: InputFile | str, caption: str) -> Message:
    reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
    if file.kind == "photo":
        return await context.bot.send_photo(
            place.chat,
            content,
            caption=caption or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.thread,
            direct_messages_topic_id=place.direct_topic,
            reply_parameters=reply,
        )
    return await context.bot.send_document(
        place.chat,
        content,
        caption=caption or None,
        parse_mode=ParseMode.HTML,
        message_thread_id=place.thread,
        direct_messages_topic_id=place.direct_topic,
        reply_parameters=reply,
    )


async def _show_work(context: BotContext, place: Place, file: File) -> None:
    """Show that a file is on its way; where that can't be shown, it comes all the same."""
    action = ChatAction.UPLOAD_PHOTO if file.kind == "photo" else ChatAction.UPLOAD_DOCUMENT
    try:
        await context.bot.send_chat_action(place.chat, action, message_thread_id=place.thread)
    except (Forbidden, BadRequest, ChatMigrated) as error:
        logger.info("no action shown: %s", described(error))


def _file_id(message: Message) -> str | None:
    if message.photo:
        return message.photo[-1].file_id
    return message.document.file_id if message.document else None
