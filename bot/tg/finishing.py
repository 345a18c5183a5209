"""Steps that are finished even when the bot is told to stop, so that nobody need guess how far they came."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

FINISH_SECONDS = 4.0
"""Seconds that a step under way may take once the bot is told to stop."""


async def finished(step: Coroutine[Any, Any, None]) -> None:
    """Run `step`; a cancellation meanwhile takes effect after it, or after `FINISH_SECONDS`."""
    task = asyncio.ensure_future(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=FINISH_SECONDS)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())  # its fault is nobody's any more
        raise
