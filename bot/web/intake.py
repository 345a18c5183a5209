"""Updates as they come from Telegram, read one by one, so that a bad one stops no other."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram import Bot, Update

from bot.web.reading import read

logger = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1
"""The largest number of an update that is taken for one; Telegram's own have 32 bits."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update that was read, and as Telegram wrote it: JSON in UTF-8."""

    update: Update
    body: bytes = field(repr=False)


class Receiver(Protocol):
    """Where updates go. What it has returned from may be confirmed to Telegram, which then forgets it."""

    @property
    def busy(self) -> bool:
        """Tell whether no more should be taken for now."""

    async def receive(self, arrived: Sequence[Arrived], /) -> None:
        """Take updates, in their order."""

    async def refuse(self, update_id: int, reason: str, /) -> None:
        """Set an update aside that can't be read."""


class Intake:
    """Takes updates as Telegram wrote them, and passes on those that can be read.

    What can't be read is set aside: logged without its text, counted, and never asked for again.
    """

    def __init__(self, bot: Bot, receiver: Receiver) -> None:
        """Pass updates of `bot` to `receiver`."""
        self.set_aside = 0
        """Updates that could not be read, since start."""
        self._bot = bot
        self._receiver = receiver

    @property
    def busy(self) -> bool:
        """Tell whether no more should be taken for now."""
        return self._receiver.busy

    async def take_text(self, body: bytes) -> bool:
        """Take one update as JSON in UTF-8; tell whether it could be read."""
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError) as error:
            self._put_aside(type(error).__name__, len(body))
            return False
        arrived = await self._read(raw, body)
        if arrived is not None:
            await self._receiver.receive([arrived])
        return arrived is not None

    async def take(self, raws: Sequence[Any]) -> None:
        """Take updates, decoded from JSON, in their order."""
        found = [await self._read(raw) for raw in raws]
        if arrived := [one for one in found if one is not None]:
            await self._receiver.receive(arrived)

    async def _read(self, raw: Any, body: bytes | None = None) -> Arrived | None:
        number = update_id(raw)
        if number is None:
            self._put_aside("no update_id")
            return None
        try:
            update = read(raw, self._bot)
            return Arrived(update, body or json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        except Exception as error:  # noqa: BLE001 - the library checks nothing, so anything may come up
            self._put_aside(type(error).__name__, number)
            await self._receiver.refuse(number, type(error).__name__)
            return None

    def _put_aside(self, reason: str, about: int | None = None) -> None:
        self.set_aside += 1
        logger.warning("an update can't be read and is set aside", extra={"reason": reason, "number": about})


def update_id(raw: Any) -> int | None:
    """Return the id of an update that was decoded from JSON, or None where it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    usable = isinstance(found, int) and not isinstance(found, bool) and abs(found) <= LARGEST_ID
    return found if usable else None
