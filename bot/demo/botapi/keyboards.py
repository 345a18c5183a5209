"""The keyboards under messages, refused where Telegram refuses them."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.markup import valid_url

MOST_BUTTONS = 100
"""Buttons in one inline keyboard."""

DATA_BYTES = 64
"""Bytes of the longest callback data, in UTF-8."""

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_COPIED = 256
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")


def markup_of(arguments: Arguments) -> dict[str, Any] | None:
    """Return the reply_markup of a request; None where there is none, ApiError 400 for a wrong one."""
    markup = arguments.mapping("reply_markup")
    return None if markup is None else checked_markup(markup)


def checked_markup(markup: dict[str, Any], *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return `markup` as a message keeps it; None for an empty inline keyboard."""
    if "inline_keyboard" not in markup:
        if inline_only or not any(name in markup for name in _OTHERS):
            raise bad_request("object expected as reply markup")
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    for button in (button for row in rows for button in row):
        check_button(button)
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def put_under_field(chat: Chat, markup: dict[str, Any] | None) -> None:
    """Show or take away the keyboard under the field of `chat`; ApiError 400 for one that is not taken there."""
    if markup is not None and "remove_keyboard" in markup:
        chat.keyboard = None
    if markup is None or "keyboard" not in markup:
        return
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array of Arrays')
    rows = [[button if isinstance(button, dict) else {"text": str(button)} for button in row] for row in rows]
    for button in (button for row in rows for button in row):
        for name, what in (("request_location", "location"), ("request_contact", "phone number")):
            if button.get(name) and chat.type != "private":
                raise bad_request(f"{what} can be requested in private chats only")
    chat.keyboard = {**markup, "keyboard": rows}


def check_button(button: Any) -> None:
    """Raise ApiError 400 unless `button` is one that Telegram would show."""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"inline keyboard button has more than one action: {', '.join(actions)}")
    data = button.get("callback_data")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not (isinstance(url, str) and valid_url(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text", ""))) <= _COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What may follow ?start= in a link to a bot."""
