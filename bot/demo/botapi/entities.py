"""What Telegram finds in plain text by itself: commands, mentions, links, mails, hashtags."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.markup import parse_html, utf16

TEXT_UNITS = 4096
"""UTF-16 units of the longest message, counted after its marks are parsed."""

CAPTION_UNITS = 1024
"""UTF-16 units of the longest caption, counted after its marks are parsed."""

Entities = list[dict[str, Any]]

_FINDERS = (
    ("url", re.compile(r"(?<![\w@.])(?:https?://|www\.|t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)»]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<!\w)#[^\W\d]\w{0,254}")),
)
_WHOLE = {"text_link", "code", "pre"}


def detect(text: str, given: Entities | None = None) -> Entities:
    """Return the entities of `text` that Telegram detects, with those `given`, in their order in the text."""
    found = list(given or [])
    taken = [(one["offset"], one["offset"] + one["length"]) for one in found if one["type"] in _WHOLE]
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            end = start + utf16(match.group())
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: Entities) -> tuple[str, Entities]:
    """Return `text` without the white space around it, and `entities` moved and cut to fit."""
    body = text.strip()
    shift, length = utf16(text[: len(text) - len(text.lstrip())]), utf16(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] - shift + entity["length"], length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, kept


def formatted(text: str, parse_mode: str | None, given: Entities | None) -> tuple[str, Entities]:
    """Return the text and entities that a message shows; ApiError 400 for marks that can't be parsed."""
    if parse_mode is None or not parse_mode.strip():
        return trimmed(text, detect(text, given))
    if parse_mode.lower() != "html":
        raise bad_request(f"unsupported parse_mode {parse_mode!r}: this server reads HTML only")
    plain, entities = parse_html(text)
    return trimmed(plain, detect(plain, entities))


def message_text(arguments: Arguments, name: str = "text", entities: str = "entities") -> tuple[str, Entities]:
    """Return the text of a message; ApiError 400 where it is empty or longer than TEXT_UNITS."""
    text = arguments.text(name)
    if text is None or not text.strip():
        raise bad_request("message text is empty")
    shown, found = formatted(text, arguments.text("parse_mode"), arguments.objects(entities))
    if not shown:
        raise bad_request("message text is empty")
    if utf16(shown) > TEXT_UNITS:
        raise bad_request("message is too long")
    return shown, found


def caption(arguments: Arguments) -> dict[str, Any]:
    """Return the fields of a caption, none where there is none; ApiError 400 where it is over CAPTION_UNITS."""
    text = arguments.text("caption")
    if text is None or not text.strip():
        return {}
    shown, found = formatted(text, arguments.text("parse_mode"), arguments.objects("caption_entities"))
    if utf16(shown) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    fields: dict[str, Any] = {"caption": shown} if shown else {}
    if found:
        fields["caption_entities"] = found
    if arguments.flag("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields
