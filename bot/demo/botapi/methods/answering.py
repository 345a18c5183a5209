"""Answers to callback queries and inline queries."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import entities
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.files import described
from bot.demo.botapi.keyboards import START_PARAMETER, checked_markup
from bot.demo.botapi.markup import utf16
from bot.demo.botapi.methods.registry import method
from bot.demo.botapi.methods.sending import location, venue
from bot.demo.botapi.world import World

MOST_RESULTS = 50
"""Results in one answer to an inline query."""

ID_BYTES = 64
"""Bytes of a result's id and of next_offset, in UTF-8."""

CACHE_SECONDS = 300
"""How long an answer is kept where the bot does not say."""

_NOTE_UNITS = 200


@method("answerCallbackQuery")
async def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """End the waiting of a person who pressed a button."""
    text = arguments.text("text") or ""
    if utf16(text) > _NOTE_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": arguments.flag("show_alert"), "url": arguments.text("url")}
    world.queries.settle("callback", arguments.needed("callback_query_id"), answer)
    return True


@method("answerInlineQuery")
async def answer_inline_query(world: World, arguments: Arguments) -> bool:
    """Show results under the field in which a person types."""
    query_id = arguments.needed("inline_query_id")
    world.queries.check("inline", query_id)
    results = arguments.objects("results")
    if results is None:
        raise bad_request('can\'t find field "results"')
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    next_offset = arguments.text("next_offset") or ""
    if len(next_offset.encode()) > ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    seconds = arguments.integer("cache_time")
    if seconds is not None and seconds < 0:
        raise bad_request("cache_time must not be negative")
    answer = {
        "results": _shown(world, arguments, results),
        "next_offset": next_offset,
        "cache_time": CACHE_SECONDS if seconds is None else seconds,
        "is_personal": arguments.flag("is_personal"),
        "button": _button(arguments),
    }
    world.queries.settle("inline", query_id, answer)
    return True


def _button(arguments: Arguments) -> dict[str, Any] | None:
    button = arguments.mapping("button")
    if button is None:
        return None
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    start = button.get("start_parameter")
    if start is None and "web_app" not in button:
        raise bad_request("can't parse the inline query results button: it has no action")
    if start is not None and not START_PARAMETER.fullmatch(str(start)):
        raise bad_request("START_PARAM_INVALID")
    return button


def _shown(world: World, arguments: Arguments, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `results`, each with the message that it sends as "message"."""
    seen: set[str] = set()
    shown = []
    for result in results:
        identity = result.get("id")
        if not isinstance(identity, str) or not 1 <= len(identity.encode()) <= ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
        if identity in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(identity)
        message = _message(world, arguments.within(result))
        if result.get("reply_markup") is not None:
            markup = checked_markup(result["reply_markup"], inline_only=True)
            message |= {"reply_markup": markup} if markup else {}
        shown.append({**result, "message": message})
    return shown


def _message(world: World, result: Arguments) -> dict[str, Any]:
    """Return the fields of the message that `result` sends once it is chosen."""
    kind = result.needed("type")
    given = result.mapping("input_message_content")
    if kind == "article" and not (result.text("title") or "").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if given is not None:
        return _given_content(result.within(given))
    if kind == "location":
        return {"location": location(result)}
    if kind == "venue":
        return venue(result)
    file_id = result.text(f"{kind}_file_id")
    if file_id is not None:
        return {**described(world.files.take(kind, file_id)), **entities.caption(result)}
    if kind in {"article", "game"} or not result.text(f"{kind}_url"):
        raise bad_request("SEND_MESSAGE_TYPE_INVALID")
    return {"text": result.text(f"{kind}_url"), **entities.caption(result)}


def _given_content(content: Arguments) -> dict[str, Any]:
    if content.has("message_text"):
        text, found = entities.message_text(content, "message_text")
        fields: dict[str, Any] = {"text": text, "entities": found} if found else {"text": text}
        if preview := content.mapping("link_preview_options"):
            fields["link_preview_options"] = preview
        return fields
    if content.has("address"):
        return venue(content)
    if content.has("latitude"):
        return {"location": location(content)}
    if content.has("phone_number"):
        return {"contact": {name: content.needed(name) for name in ("phone_number", "first_name")}}
    raise bad_request("MESSAGE_EMPTY")
