"""Deliveries without the webhook's secret: counted, and told in the log once a minute, however many there are."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

TOLD_SECONDS = 60.0
"""Seconds between two lines of the log."""


class Strangers:
    """Counts deliveries that are refused. Who sent them is not kept: behind a proxy all come from one address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the time, in seconds, from `clock`."""
        self.count = 0
        """All of them, since start."""
        self._clock = clock
        self._told_at: float | None = None
        self._told = 0

    def note(self) -> None:
        """Count one."""
        self.count += 1
        now = self._clock()
        if self._told_at is None or now - self._told_at >= TOLD_SECONDS:
            logger.warning(
                "deliveries without the webhook's secret are refused", extra={"new": self.count - self._told}
            )
            self._told_at, self._told = now, self.count
