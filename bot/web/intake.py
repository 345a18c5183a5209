"""Updates as they come from Telegram, read one by one, so that a bad one stops no other."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update

logger = logging.getLogger(__name__)


class Intake:
    """Takes updates as Telegram wrote them, and passes on those that can be read.

    What can't be read is set aside: logged without its text, counted, and never asked for again.
    """

    def __init__(self, bot: Bot, receive: Callable[[Update], Awaitable[None]]) -> None:
        """Pass updates of `bot` to `receive`, which should return soon (a queue's `put`)."""
        self.set_aside = 0
        """Updates that could not be read, since start."""
        self._bot = bot
        self._receive = receive

    async def take_text(self, body: bytes) -> bool:
        """Take one update as JSON in UTF-8; tell whether it could be read."""
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError) as error:
            self._put_aside(type(error).__name__, len(body))
            return False
        return await self.take(raw)

    async def take(self, raw: Any) -> bool:
        """Take one update, decoded from JSON; tell whether it could be read."""
        update = self._read(raw)
        if update is not None:
            await self._receive(update)
        return update is not None

    def _read(self, raw: Any) -> Update | None:
        if update_id(raw) is None:
            self._put_aside("no update_id")
            return None
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001 - the library checks nothing, so anything may come up
            self._put_aside(type(error).__name__, update_id(raw))
            return None

    def _put_aside(self, reason: str, about: int | None = None) -> None:
        self.set_aside += 1
        logger.warning("an update can't be read and is set aside", extra={"reason": reason, "number": about})


def update_id(raw: Any) -> int | None:
    """Return the id of an update that was decoded from JSON, or None where it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
