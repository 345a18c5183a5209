"""Telegram's HTML, read by rules of this judge's own, stricter than Telegram: what it only forgives is wrong here."""

from __future__ import annotations

import html
import re

_ATTRIBUTES: dict[str, dict[str, str]] = {
    "b": {},
    "strong": {},
    "i": {},
    "em": {},
    "u": {},
    "ins": {},
    "s": {},
    "strike": {},
    "del": {},
    "tg-spoiler": {},
    "pre": {},
    "span": {"class": "tg-spoiler"},
    "a": {"href": r"(?:https?://[^\s/]+|tg://|mailto:|tel:).*"},
    "code": {"class": r"language-\S+"},
    "blockquote": {"expandable": ""},
    "tg-emoji": {"emoji-id": r"\d+"},
    "tg-time": {"unix": r"\d+", "format": r"\w*"},
}
"""The tags, with their attributes and what each value must match."""

_NEEDED = {"span": "class", "a": "href", "tg-emoji": "emoji-id", "tg-time": "unix"}
_TOKEN = re.compile(r"<(?P<slash>/?)(?P<tag>[A-Za-z-]+)(?P<rest>(?:\s[^<>]*)?)>|&(?P<reference>#?\w+);|(?P<bare>[<>&])")
_PAIR = re.compile(r"\s+([\w-]+)(?:=\"([^\"]*)\")?")
_REFERENCE = re.compile(r"lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+")


def read(source: str) -> tuple[str, list[str]]:
    """Return the text that people see, and what is wrong with the marks."""
    complaints: list[str] = []
    shown: list[str] = []
    stack: list[tuple[str, int]] = []
    at = length = 0
    for token in _TOKEN.finditer(source):
        shown.append(source[at : token.start()])
        length += len(shown[-1])
        at = token.end()
        if token["bare"]:
            complaints.append(f"unescaped {token['bare']!r} at {token.start()}")
            shown.append(token["bare"])
            length += 1
        elif token["reference"]:
            if not _REFERENCE.fullmatch(token["reference"]):
                complaints.append(f"Telegram knows no {token.group()}")
            shown.append(html.unescape(token.group()))
            length += len(shown[-1])
        elif token["slash"]:
            complaints += _closed(token["tag"], length, stack)
        else:
            complaints += _opened(token["tag"], token["rest"], stack)
            stack.append((token["tag"], length))
    shown.append(source[at:])
    complaints += [f"<{tag}> is never closed" for tag, _ in stack]
    return "".join(shown), complaints


def _opened(tag: str, rest: str, stack: list[tuple[str, int]]) -> list[str]:
    if tag not in _ATTRIBUTES:
        return [f"unsupported tag <{tag}>"]
    around = [outer for outer, _ in stack]
    complaints = []
    if {"code", "pre"} & set(around) and not (tag == "code" and around[-1] == "pre"):
        complaints.append(f"<{tag}> inside <{around[-1]}>, where nothing can be")
    if tag in {"a", "blockquote"} and tag in around:
        complaints.append(f"<{tag}> inside <{tag}>")
    given = dict(_PAIR.findall(rest))
    if _PAIR.sub("", rest).strip():
        complaints.append(f"attributes of <{tag}> that can't be read: {rest.strip()!r}")
    for name, value in given.items():
        wanted = _ATTRIBUTES[tag].get(name)
        if wanted is None or not re.fullmatch(wanted, html.unescape(value)):
            complaints.append(f"wrong attribute of <{tag}>: {name}={value!r}")
    if _NEEDED.get(tag, tag) not in {*given, tag}:
        complaints.append(f"<{tag}> without {_NEEDED[tag]}")
    return complaints


def _closed(tag: str, length: int, stack: list[tuple[str, int]]) -> list[str]:
    if not stack:
        return [f"</{tag}> closes nothing"]
    opened, start = stack.pop()
    if opened != tag:
        return [f"</{tag}> where </{opened}> is due"]
    return [f"<{tag}> around nothing"] if length == start else []
