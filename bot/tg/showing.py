"""Answers as a private chat shows them, made once: many persons ask the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.answering.reply import Answer, Reply
from bot.model.language import Language
from bot.tg.rendering import Rendered

MOST = 1000
"""Answers that are kept ready, some ten kilobytes each."""

Shown = tuple[Rendered, InlineKeyboardMarkup | None]


class Keyboard(InlineKeyboardMarkup):
    """A keyboard that is shown many times: kept as what Telegram gets, without the buttons as objects.

    These would take two thirds of what an answer takes ready to be sent.
    """

    __slots__ = ("_ready",)

    def __init__(self, keyboard: InlineKeyboardMarkup) -> None:
        super().__init__(())
        self._ready: dict[str, Any] = keyboard.to_dict()

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:  # noqa: ARG002 - the library's signature
        """Return what Telegram gets; not to be changed."""
        return self._ready


class Showing:
    """Keeps what was made of an answer, for when the same object is shown again.

    Answers are the same objects until the knowledge is read anew, or the day changes; then the new one takes the place
    of the old. One that speaks of the question's own words comes once, and is not kept.
    """

    def __init__(self) -> None:
        self._ready: dict[tuple[str, Language, bool], tuple[Answer, Shown]] = {}

    def __call__(self, reply: Reply, make: Callable[[], Shown]) -> Shown:
        """Return what `make` makes of `reply`: its texts, and what stands under the last of them."""
        if not isinstance(reply, Answer) or reply.renamed:
            return make()
        key = (reply.topic, reply.language, reply.urgent)
        known = self._ready.get(key)
        if known is not None and known[0] is reply:
            return known[1]
        if len(self._ready) >= MOST:
            self._ready.clear()
        rendered, keyboard = make()
        shown = rendered, Keyboard(keyboard) if keyboard else None
        self._ready[key] = reply, shown
        return shown
