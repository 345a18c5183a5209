"""What the bot's handlers work with, given to them by whoever composes the bot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from bot.measures.measures import Measures
from bot.store.marks import Marks
from bot.store.pseudonym import Pseudonyms
from bot.store.sent import SentAnswers
from bot.store.store import Store
from bot.store.subscriptions import Subscriptions
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

    @cached_property
    def marks(self) -> Marks:
        """Return when each person last asked what is new."""
        return Marks(self.store.database)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Return who gets weekly digests."""
        return Subscriptions(self.store.database, self.pseudonyms.seal("subscriptions"))

    @cached_property
    def sent(self) -> SentAnswers:
        """Return the answers that can still be corrected."""
        return SentAnswers(self.store.database, self.pseudonyms.seal("sent answers"))

    def today(self) -> dt.date:
        """Return the day by which facts age and outcomes are counted."""
        return self.clock().date()
