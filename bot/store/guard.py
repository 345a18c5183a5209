"""A guard before the database: what is known to fail fails at once, so that no reply waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from bot.store.errors import StoreFaultError

Way = Literal["reading", "writing"]


class Guard:
    """Remembers which way of using the database fails, until somebody says that it works again.

    A full disk forbids writing alone: chosen languages can still be read.
    """

    def __init__(self) -> None:
        self.broken = asyncio.Event()
        """Set while something fails."""
        self.met = 0
        """How often a use failed or was refused."""
        self._faults: dict[Way, StoreFaultError] = {}

    @property
    def fault(self) -> StoreFaultError | None:
        """Return what is wrong, that of writing first; None while all works."""
        return self._faults.get("writing") or self._faults.get("reading")

    def close(self, fault: StoreFaultError) -> None:
        """Refuse both ways from now on."""
        self._faults = {"reading": fault, "writing": fault}
        self.broken.set()

    def open(self) -> None:
        """Let all pass again."""
        self._faults.clear()
        self.broken.clear()

    def check(self, way: Way) -> None:
        """Raise the fault that is known of `way`."""
        if (known := self._faults.get(way)) is not None:
            raise StoreFaultError(str(known), known.fault)

    @contextmanager
    def watching(self, way: Way) -> Iterator[None]:
        """Refuse what is known to fail; keep a fault that comes up in mind."""
        try:
            self.check(way)
            yield
        except StoreFaultError as fault:
            self.met += 1
            self._faults[way] = fault
            self.broken.set()
            raise
