"""The bot's own way of sending texts: through python-telegram-bot, but without its objects."""

from __future__ import annotations

from typing import Any

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import ParseMode
from telegram.ext import ExtBot

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

_NO_PREVIEW = {"is_disabled": True}


class Sender(ExtBot[None]):
    """python-telegram-bot's bot, which can also send a text without reading back the message that it has just sent.

    To make objects of a message of one's own, its entities and buttons costs a third of what sending it does.
    """

    async def send_text(
        self,
        chat: int,
        html: str,
        *,
        thread: int | None = None,
        direct_topic: int | None = None,
        reply_to: int | None = None,
        keyboard: Keyboard | None = None,
    ) -> int:
        """Send a text in HTML without previews of its links; return the number of the message.

        Limits and errors are those of `send_message`. A message to reply to that is gone is no error.
        """
        data: dict[str, Any] = {
            "chat_id": chat,
            "text": html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "message_thread_id": thread,
            "direct_messages_topic_id": direct_topic,
            "reply_markup": None if keyboard is None else keyboard.to_dict(),
        }
        if reply_to:
            data["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        sent = await self._post("sendMessage", data)
        return int(sent["message_id"])
