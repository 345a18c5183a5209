"""What the bot's handlers work with, given to them by whoever composes the bot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.measures.measures import Measures
from bot.store.pseudonym import Pseudonyms
from bot.store.store import Store
from bot.tg.shelf import Shelf


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


@dataclass(frozen=True)
class Services:
    """The knowledge, the memory and the settings of one bot.

    `admins` are Telegram's user ids; `operator_contact` is shown in /about and /privacy; `clock` gives the time with
    its zone.
    """

    library: Shelf
    store: Store
    pseudonyms: Pseudonyms
    admins: frozenset[int] = field(default=frozenset(), repr=False)
    operator_contact: str | None = None
    clock: Callable[[], dt.datetime] = _now
    measures: Measures = field(default_factory=Measures)

    def today(self) -> dt.date:
        """Return the day by which facts age and outcomes are counted."""
        return self.clock().date()
