"""Deep links into the private chat: t.me/<bot>?start=<topic>_<language>."""

from __future__ import annotations

from typing import NamedTuple

from bot.model.language import LANGUAGES, Language

PLAIN = "ask"
"""The payload of a link that leads to the private chat and names no topic."""


class Target(NamedTuple):
    """What a link's payload names: a topic, known or not, and the language it was seen in, if that is told."""

    topic: str
    language: Language | None


def payload(topic: str, language: Language) -> str:
    """Return the payload for a topic: at most 51 of Telegram's 64 characters `A-Za-z0-9_-`."""
    return f"{topic}_{language}"


def link(username: str, start: str) -> str:
    """Return the address that opens the private chat with the payload `start`."""
    return f"https://t.me/{username}?start={start}"


def target(text: str) -> Target:
    """Return what a payload, perhaps forged, names."""
    topic, _, tongue = text.partition("_")
    return Target(topic, next((language for language in LANGUAGES if language == tongue), None))
