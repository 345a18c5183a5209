"""Long polling that nothing stops: neither a bad update nor Telegram being away."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.web.intake import Intake, update_id
from bot.web.patience import Patience

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
"""Seconds for which one poll waits for an update."""

ANSWER_SECONDS = 10
"""Seconds that Telegram's answer may take beyond that."""

LONGEST_PAUSE = 5.0
"""Seconds of the longest wait before a poll that failed is repeated; so much longer people may wait after an outage."""

_PAUSE = 0.05
_UNNAMED_PAUSE = 1.0
_CONFIRM_SECONDS = 1.5
_CONFLICT = (
    "Telegram refuses to be polled: another process polls with the same BOT_TOKEN, or a webhook was set; stop the other"
)


class Poller:
    """Asks Telegram for updates, each confirmed by the poll after it."""

    def __init__(self, base: str, intake: Intake, kinds: Sequence[str], request: BaseRequest) -> None:
        """Poll at `base` (python-telegram-bot's `bot.base_url`, which holds the token) for updates of `kinds`.

        While the `intake` is busy no more is asked for: what waits at Telegram costs no memory. `request` is what
        asks; it is opened and closed here.
        """
        self._base = base
        self._intake = intake
        self._kinds = json.dumps(list(kinds))
        self._request = request
        self._offset: int | None = None
        self._unnamed = 0
        self._patience = Patience("polling", longest=LONGEST_PAUSE)

    async def run(self) -> None:
        """Poll until cancelled, then confirm what was taken; InvalidToken where Telegram knows the token no more."""
        async with self._request as request:
            try:
                while True:
                    await self._poll(request)
                    while self._intake.busy:  # noqa: ASYNC110 - nothing rings when it is free
                        await asyncio.sleep(_PAUSE)
            finally:
                await self._confirm(request)

    async def _poll(self, request: BaseRequest) -> None:
        try:
            updates = await self._updates(request, POLL_SECONDS)
        except InvalidToken:
            raise
        except Conflict as error:
            await self._patience.wait(error, _CONFLICT)
            return
        except Exception as error:  # noqa: BLE001 - whatever a server between us and Telegram answers
            await self._patience.wait(error)
            return
        self._patience.over()
        await self._take(updates)

    async def _take(self, updates: list[Any]) -> None:
        """Pass on the updates of one answer, oldest first, and move the offset behind them."""
        offset = behind(updates, self._offset)
        if updates and offset is None:
            if len(updates) != self._unnamed:
                logger.warning("updates without an id wait for one with an id", extra={"updates": len(updates)})
            self._unnamed = len(updates)
            await asyncio.sleep(_UNNAMED_PAUSE)
            return
        self._unnamed = 0
        await self._intake.take(updates)
        self._offset = offset  # only now, so that a stop in between confirms nothing that was not taken

    async def _confirm(self, request: BaseRequest) -> None:
        """Tell Telegram what was taken, which otherwise comes again after a restart."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._updates(request, 0, limit=1)
        except Exception as error:  # noqa: BLE001 - the program ends anyhow
            logger.warning("what was taken last could not be confirmed", extra={"error": type(error).__name__})

    async def _updates(self, request: BaseRequest, seconds: int, limit: int = 100) -> list[Any]:
        query: dict[str, Any] = {"timeout": seconds, "limit": limit, "allowed_updates": self._kinds}
        if self._offset is not None:
            query["offset"] = self._offset
        # Not Bot.get_updates, which reads all updates of an answer at once and fails for ever at a bad one.
        url = f"{self._base}/getUpdates?{urlencode(query)}"
        updates = await request.post(url, read_timeout=seconds + ANSWER_SECONDS)
        if not isinstance(updates, list):
            raise TelegramError("the answer to getUpdates is no list")
        return updates


def behind(updates: list[Any], offset: int | None) -> int | None:
    """Return the offset behind `updates`, or None where neither they nor the `offset` before tell of any id.

    Ids rise, so an update without one has at least the number after its neighbour's; taking it for that number
    confirms nothing unseen.
    """
    for trailing, raw in enumerate(reversed(updates)):
        if (last := update_id(raw)) is not None:
            return last + 1 + trailing
    return None if offset is None else offset + len(updates)
