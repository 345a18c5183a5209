"""SIGHUP: the knowledge is read again, without a restart, as `/reload` and an edit do."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.library.watching import Reloadable, Report, reload

logger = logging.getLogger(__name__)


@asynccontextmanager
async def reloaded_by_signal(shelf: Reloadable, report: Report) -> AsyncIterator[None]:
    """Reload `shelf` at each SIGHUP while the block runs, and `report` as for an edit.

    On a terminal SIGHUP means that the terminal was closed, and goes on ending the program. Only the main thread gets
    signals; in another one nothing is done.
    """
    elsewhere = threading.current_thread() is not threading.main_thread()
    if elsewhere or not hasattr(signal, "SIGHUP") or sys.stderr.isatty():
        yield
        return
    asked = asyncio.Event()

    async def reload_when_asked() -> None:
        while True:
            await asked.wait()
            asked.clear()
            logger.info("SIGHUP: the knowledge is read again")
            await reload(shelf, report)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, asked.set)
    task = asyncio.create_task(reload_when_asked(), name="reloading by signal")
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
