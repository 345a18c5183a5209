"""Telegram's HTML: read as strictly as Telegram does, and written back from entities.

Source: https://core.telegram.org/bots/api#html-style; the errors' words: parse_html of tdlib (MessageEntity.cpp).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo.botapi.errors import bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]{1,8})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]+));?")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>/"']+)(?:\s*(?P<equal>=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"""
)
_LARGEST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def utf16(text: str) -> int:
    """Return the length of `text` in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and the entities of `source`; ApiError 400 "can't parse entities" where Telegram refuses it."""
    text: list[str] = []
    length, position = 0, 0
    stack: list[_Open] = []
    entities: list[dict[str, Any]] = []
    while position < len(source):
        if source[position] == "<":
            position = _tag(source, position, length, stack, entities)
            continue
        piece, position = _piece(source, position)
        text.append(piece)
        length += utf16(piece)
    if stack:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(text), entities


def _piece(source: str, position: int) -> tuple[str, int]:
    """Return the text that starts at `position`, up to the next tag or reference, and where it ends."""
    if source[position] != "&":
        end = min((at for at in (source.find("<", position), source.find("&", position)) if at >= 0), default=None)
        return (source[position:], len(source)) if end is None else (source[position:end], end)
    match = _REFERENCE.match(source, position)
    if match is None:
        return "&", position + 1
    return _decoded(match) or match.group(), match.end()


def _decoded(match: re.Match[str]) -> str | None:
    if name := match["name"]:
        return _NAMED.get(name)
    code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    return chr(code) if 0 < code <= _LARGEST_CODE_POINT and code not in _SURROGATES else None


def _tag(source: str, position: int, length: int, stack: list[_Open], entities: list[dict[str, Any]]) -> int:
    """Read the tag at `position`, with `length` UTF-16 units of text before it; return where it ends."""
    offset = len(source[:position].encode("utf-8", "surrogatepass"))
    end = source.find(">", position)
    if source.startswith("</", position):
        if end < 0:
            raise _refused(f"Unclosed end tag at byte offset {offset}")
        _close(source[position + 2 : end].strip().lower(), offset, length, stack, entities)
        return end + 1
    name = re.compile(r"[^\s>]*").match(source, position + 1)
    tag = name.group().lower() if name else ""
    if end < 0:
        raise _refused(f"Unclosed start tag at byte offset {offset}")
    if tag not in _KINDS:
        raise _refused(f'Unsupported start tag "{tag}" at byte offset {offset}')
    attributes, after = _attributes(source, position + 1 + len(tag), tag, offset)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    stack.append(_Open(tag, length, attributes))
    return after


def _attributes(source: str, position: int, tag: str, offset: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while True:
        rest = source[position:].lstrip()
        position = len(source) - len(rest)
        if not rest:
            raise _refused(f"Unclosed start tag at byte offset {offset}")
        if rest[0] == ">":
            return found, position + 1
        match = _ATTRIBUTE.match(source, position)
        if match is None:
            raise _refused(f'Empty attribute name in the tag "{tag}" at byte offset {offset}')
        if not match["equal"] and not (tag == "blockquote" and match["name"] == "expandable"):
            raise _refused(f'Expected equal sign in declaration of an attribute of the tag "{tag}"')
        value = match["double"] if match["double"] is not None else match["single"]
        found[match["name"].lower()] = html.unescape(value if value is not None else match["bare"] or "")
        position = match.end()


def _close(tag: str, offset: int, length: int, stack: list[_Open], entities: list[dict[str, Any]]) -> None:
    if not stack:
        raise _refused(f"Unexpected end tag at byte offset {offset}")
    opened = stack.pop()
    if tag != opened.tag:
        raise _refused(f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{tag}>"')
    if length == opened.start:
        return  # an entity without text vanishes
    entity: dict[str, Any] = {"type": _KINDS[tag], "offset": opened.start, "length": length - opened.start}
    if tag == "a":
        href = opened.attributes.get("href", "")
        if not valid_url(href):
            return  # Telegram keeps the text and drops the link
        entity["url"] = href
    elif tag == "code" and opened.attributes.get("class", "").startswith("language-") and stack:
        entity["language"] = opened.attributes["class"].removeprefix("language-")
    elif tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif tag == "tg-time":
        entity["unix_time"] = int(opened.attributes.get("unix") or 0)
    entities.append(entity)


def _refused(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


_URL = re.compile(
    r"^(?:https?://(?:[^\s/?#.@:]+\.)+[^\s/?#@:]{2,}|https?://(?:localhost|127\.0\.0\.1))(?::\d+)?(?:[/?#]\S*)?$"
)
_OTHER_SCHEMES = ("tg://", "mailto:", "tel:", "ton://")


def valid_url(url: str) -> bool:
    """Say whether Telegram takes `url` for a link: http, https or tg, with a host and without spaces."""
    if url.startswith(_OTHER_SCHEMES):
        return " " not in url
    return _URL.match(url if "://" in url else f"http://{url}") is not None


_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """Write `text` as HTML with the tags of `entities`; what is only detected (commands, mentions) stays plain."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda found: (found["offset"], -found["length"])):
        tags = _TAGS.get(entity["type"])
        if entity["type"] == "text_link":
            tags = (f'<a href="{html.escape(entity["url"])}">', "</a>")
        if tags:
            opening.setdefault(entity["offset"], []).append(tags[0])
            closing.setdefault(entity["offset"] + entity["length"], []).insert(0, tags[1])
    written: list[str] = []
    at = 0
    for character in text:
        written += [*closing.get(at, ()), *opening.get(at, ()), html.escape(character, quote=False)]
        at += utf16(character)
    return "".join([*written, *closing.get(at, ())])
