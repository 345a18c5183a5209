"""Server-sent events: what happens in a visitor's chats, and in the knowledge folder."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.chats import Event
from bot.demo.botapi.server import BotApi
from bot.demo.page.visitors import Visitor

SIGN_OF_LIFE = 15.0
"""Seconds of silence after which a comment is sent, by which a connection that was cut is noticed."""


@dataclass
class Ending:
    """Whether the page is closing, which ends the streams."""

    told: bool = False


@dataclass
class Edition:
    """Counts the surveys of the knowledge, by which the page learns of a new one."""

    number: int = 0


class Stream:
    """What happens in the visitor's chats from event number `after` on, and each new edition of the survey."""

    def __init__(self, api: BotApi, visitor: Visitor, after: int, edition: Edition, ending: Ending) -> None:
        self._world = api.world
        self._visitor = visitor
        self._after = after
        self._edition = edition
        self._seen = edition.number
        self._ending = ending

    async def written(self, silence: float = SIGN_OF_LIFE) -> AsyncIterator[str]:
        """Yield server-sent events as they happen, and a comment after `silence` seconds without one."""
        yield "retry: 1000\n\n"
        while not self._ending.told:
            if await self._world.bell.until(self._news, silence) is None:
                yield ": still here\n\n"
            for event in self._taken():
                yield event

    def _news(self) -> bool | None:
        events = len(self._world.events) > self._after
        return True if events or self._edition.number != self._seen or self._ending.told else None

    def _taken(self) -> Iterator[str]:
        if self._edition.number != self._seen:
            self._seen = self._edition.number
            yield written("survey", {"edition": self._seen})
        start, self._after = self._after, len(self._world.events)
        chats = self._visitor.chat_ids
        for number, event in enumerate(self._world.events[start : self._after], start + 1):
            if event.chat_id in chats:
                yield written("chat", seen_by_people(event), number)


def seen_by_people(event: Event) -> dict[str, Any]:
    """Return an event as the page gets it: the message just as Telegram's clients have it."""
    return {
        "kind": event.kind,
        "chat": event.chat_id,
        "message": event.message,
        "action": event.action,
        "keyboard": event.keyboard,
    }


def written(name: str, data: dict[str, Any], number: int | None = None) -> str:
    """Return one server-sent event; its number is where a stream that was cut goes on."""
    numbered = "" if number is None else f"id: {number}\n"
    return f"{numbered}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
