"""Rules that stand in Telegram's prose, or show only in its refusals."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from tests.judge.shapes import Rule
from tests.judge.specification import types

MOST_RESULTS = 50
MOST_COMMANDS = 100
MOST_BUTTONS = 100
MOST_IN_ROW = 8

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_BESIDE_ACTION = {"text", "icon_custom_emoji_id", "style"}


def _button(path: str, button: dict[str, Any]) -> list[str]:
    actions = [name for name in button if name not in _BESIDE_ACTION]
    complaints = []
    if not button["text"].strip():
        complaints.append(f"{path}.text: the button has no label")
    if len(actions) != 1:
        complaints.append(f"{path}: {len(actions)} actions ({', '.join(actions) or 'none'}), where one is due")
    if "url" in button:
        complaints += _link(f"{path}.url", button["url"], ("http", "https", "tg"))
    return complaints


def _link(path: str, url: str, schemes: tuple[str, ...]) -> list[str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return [f"{path}: {url!r} is no address"]
    known = parts.scheme in schemes and not re.search(r"\s", url)
    host = parts.hostname or ""
    if not known or (parts.scheme != "tg" and "." not in host and host != "localhost"):
        return [f"{path}: {url!r} is no address that Telegram takes"]
    return []


def _keyboard(path: str, markup: dict[str, Any]) -> list[str]:
    rows = markup["inline_keyboard"]
    complaints = [f"{path}: row {at} is empty" for at, row in enumerate(rows) if not row]
    complaints += [f"{path}: row {at} has {len(row)} buttons" for at, row in enumerate(rows) if len(row) > MOST_IN_ROW]
    count = sum(len(row) for row in rows)
    return [*complaints, f"{path}: {count} buttons"] if count > MOST_BUTTONS else complaints


def _point(path: str, place: dict[str, Any]) -> list[str]:
    inside = -90 <= place["latitude"] <= 90 and -180 <= place["longitude"] <= 180
    return [] if inside else [f"{path}: latitude or longitude is not on Earth"]


def _article(path: str, result: dict[str, Any]) -> list[str]:
    complaints = [] if result["title"].strip() else [f"{path}.title: is empty"]
    for name in ("url", "thumbnail_url"):
        if name in result:
            complaints += _link(f"{path}.{name}", result[name], ("http", "https"))
    return complaints


def _inline_button(path: str, button: dict[str, Any]) -> list[str]:
    actions = button.keys() & {"web_app", "start_parameter"}
    complaints = [] if button["text"].strip() else [f"{path}.text: the button has no label"]
    return complaints if len(actions) == 1 else [*complaints, f"{path}: {len(actions)} actions, where one is due"]


def _command(path: str, command: dict[str, Any]) -> list[str]:
    return [] if command["description"].strip() else [f"{path}.description: is empty"]


def _reply(path: str, reply: dict[str, Any]) -> list[str]:
    return [] if reply["message_id"] > 0 else [f"{path}.message_id: {reply['message_id']} is no message"]


def _web_app(path: str, app: dict[str, Any]) -> list[str]:
    return _link(f"{path}.url", app["url"], ("https",))


TYPE_RULES: dict[str, Rule] = {
    "InlineKeyboardButton": _button,
    "InlineKeyboardMarkup": _keyboard,
    "InlineQueryResultArticle": _article,
    "InlineQueryResultsButton": _inline_button,
    "InlineQueryResultVenue": _point,
    "InlineQueryResultLocation": _point,
    "InputVenueMessageContent": _point,
    "InputLocationMessageContent": _point,
    "BotCommand": _command,
    "ReplyParameters": _reply,
    "WebAppInfo": _web_app,
    "LoginUrl": _web_app,
}


def _inline_answer(path: str, values: dict[str, Any]) -> list[str]:
    results = values["results"]
    complaints = []
    if len(results) > MOST_RESULTS:
        complaints.append(f"{path}.results: {len(results)} results, where {MOST_RESULTS} are allowed")
    twice = [identity for identity, count in Counter(result["id"] for result in results).items() if count > 1]
    if twice:
        complaints.append(f"{path}.results: the id {twice[0]!r} stands twice")
    if values.get("cache_time", 0) < 0:
        complaints.append(f"{path}.cache_time: is negative")
    return complaints


def _commands(path: str, values: dict[str, Any]) -> list[str]:
    names = [command["command"] for command in values["commands"]]
    complaints = [f"{path}.commands: {len(names)} commands"] if len(names) > MOST_COMMANDS else []
    twice = [name for name, count in Counter(names).items() if count > 1]
    return [*complaints, f"{path}.commands: /{twice[0]} stands twice"] if twice else complaints


def _callback_answer(path: str, values: dict[str, Any]) -> list[str]:
    url = values.get("url", "")
    if url and urlsplit(url).hostname not in {"t.me", "telegram.me"}:
        return [f"{path}.url: {url!r} opens nothing; only links to the bot do"]
    return []


def _chat_action(path: str, values: dict[str, Any]) -> list[str]:
    return [] if values["action"] in _ACTIONS else [f"{path}.action: Telegram knows no {values['action']!r}"]


def _webhook(path: str, values: dict[str, Any]) -> list[str]:
    if not values["url"]:
        return []
    local = urlsplit(values["url"]).hostname in {"127.0.0.1", "localhost"}
    return _link(f"{path}.url", values["url"], ("http", "https") if local else ("https",))


METHOD_RULES: dict[str, Rule] = {
    "answerInlineQuery": _inline_answer,
    "answerCallbackQuery": _callback_answer,
    "setMyCommands": _commands,
    "sendChatAction": _chat_action,
    "setWebhook": _webhook,
    "sendLocation": _point,
    "sendVenue": _point,
}


def common(path: str, values: dict[str, Any]) -> list[str]:
    """Return what is wrong with parameters that many methods share."""
    complaints = []
    if values.get("chat_id") in {0, "", "0"}:
        complaints.append(f"{path}.chat_id: {values['chat_id']!r} is no chat")
    complaints += [
        f"{path}.{name}: {values[name]} is no id"
        for name in ("message_id", "message_thread_id", "user_id")
        if isinstance(values.get(name), int) and values[name] <= 0
    ]
    kinds = types()["Update"].fields.keys() - {"update_id"}
    unknown = set(values.get("allowed_updates", ())) - kinds
    complaints += [f"{path}.allowed_updates: there are no updates {name!r}" for name in sorted(unknown)]
    return complaints
