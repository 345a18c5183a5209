"""Messages out: sent, changed, or left where Telegram forbids it. What may pass later is the caller's to handle."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Venue,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.store.records import ChatKind
from bot.tg.sender import Keyboard, Sender

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, perhaps a thread of it, and the message that it replies to."""

    chat: int
    thread: int | None = None
    direct_topic: int | None = None
    reply_to: int | None = None


def place_of(message: Message, *, reply_to: int | None = None) -> Place:
    """Return the place beside `message`, as a reply to it unless another number is given."""
    direct = message.direct_messages_topic
    return Place(
        chat=message.chat.id,
        # Other groups number threads of replies too, which sendMessage refuses.
        thread=message.message_thread_id if message.is_topic_message else None,
        direct_topic=direct.topic_id if direct else None,
        reply_to=message.message_id if reply_to is None else reply_to,
    )


def kind_of(chat_type: str) -> ChatKind:
    """Return the kind of chat as the journal has it."""
    kinds: dict[str, ChatKind] = {ChatType.PRIVATE: "private", ChatType.CHANNEL: "channel"}
    return kinds.get(chat_type, "group")


async def send(bot: Sender, place: Place, pieces: Sequence[str], keyboard: Keyboard | None = None) -> tuple[int, ...]:
    """Send `pieces` of HTML, with `keyboard` under the last; return the numbers of the messages.

    Fewer, or none, come back where the bot may not write there any more; that is logged, and nobody is told.
    """
    sent: list[int] = []
    for number, piece in enumerate(pieces, 1):
        markup = keyboard if number == len(pieces) else None
        if number > 1:
            place = replace(place, reply_to=None)
        try:
            sent.append(await _send_one(bot, place, piece, markup))
        except ChatMigrated as moved:
            place = Place(moved.new_chat_id)
            sent.append(await _send_one(bot, place, piece, markup))
        except (Forbidden, BadRequest) as error:
            logger.warning("not sent: %s", described(error))
            break
    return tuple(sent)


async def send_venue(bot: Bot, place: Place, venue: Venue, keyboard: Keyboard | None = None) -> bool:
    """Send a point on the map with its title and address; tell whether it was sent."""
    try:
        await bot.send_venue(
            place.chat,
            venue=venue,
            message_thread_id=place.thread,
            direct_messages_topic_id=place.direct_topic,
            reply_markup=keyboard,
        )
    except (Forbidden, BadRequest) as error:
        logger.warning("not sent: %s", described(error))
        return False
    return True


async def change(
    bot: Sender,
    place: Place,
    messages: Sequence[int],
    pieces: Sequence[str],
    keyboard: InlineKeyboardMarkup | None = None,
) -> tuple[int, ...]:
    """Make `messages` say `pieces`; return the numbers that say them now.

    Messages too many are deleted, missing ones sent. Where the first one is gone, all are sent anew.
    """
    kept = messages[: len(pieces)]
    for number, (message, piece) in enumerate(zip(kept, pieces, strict=False), 1):
        markup = keyboard if number == len(pieces) else None
        if not await edit(bot, place.chat, message, piece, markup) and number == 1:
            return await send(bot, place, pieces, keyboard)
    for message in messages[len(pieces) :]:
        await _delete(bot, place.chat, message)
    more = await send(bot, replace(place, reply_to=None), pieces[len(kept) :], keyboard)
    return (*kept, *more)


async def edit(bot: Bot, chat: int, message: int, piece: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Make one message say `piece`; tell whether it says so now."""
    try:
        await bot.edit_message_text(
            piece,
            chat_id=chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )
    except (Forbidden, BadRequest, ChatMigrated) as error:
        return _edited_before(error)
    return True


async def edit_keyboard(bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Put `keyboard` under a message; tell whether it stands there now."""
    try:
        await bot.edit_message_reply_markup(chat_id=chat, message_id=message, reply_markup=keyboard)
    except (Forbidden, BadRequest, ChatMigrated) as error:
        return _edited_before(error)
    return True


async def settle(query: CallbackQuery, text: str | None = None, *, alert: bool = True) -> None:
    """End the waiting of a person who pressed a button; a `text` is shown as an `alert` or in passing."""
    try:
        await query.answer(text, show_alert=alert and text is not None)
    except BadRequest as error:  # too old: Telegram has ended the waiting
        logger.info("press not answered: %s", described(error))


def described(error: BaseException) -> str:
    """Return an error for the log: Telegram's words where they name no chat and no token, else its kind only."""
    return f"{type(error).__name__}: {error}" if type(error) in {BadRequest, Forbidden} else type(error).__name__


async def _send_one(bot: Sender, place: Place, piece: str, keyboard: Keyboard | None) -> int:
    return await bot.send_text(
        place.chat,
        piece,
        thread=place.thread,
        direct_topic=place.direct_topic,
        reply_to=place.reply_to,
        keyboard=keyboard,
    )


async def _delete(bot: Bot, chat: int, message: int) -> None:
    try:
        await bot.delete_message(chat, message)
    except (Forbidden, BadRequest) as error:
        logger.info("not deleted: %s", described(error))


def _edited_before(error: TelegramError) -> bool:
    if "not modified" in str(error).casefold():
        return True
    logger.info("not changed: %s", described(error))
    return False
