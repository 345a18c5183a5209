"""Knowledge files watched, so that an edit is live within two seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Protocol

import watchfiles

from bot.library.edits import is_knowledge
from bot.model.finding import Finding, Place

logger = logging.getLogger(__name__)

SETTLED = 200
"""Milliseconds in which further changes are awaited, since an editor writes a file in several steps."""

STEP = 50
"""Milliseconds between two looks at whether something has changed."""

FIRST_LOOK = 500
"""Milliseconds after which it is certain that the files are watched, and what was edited before that is looked for."""

AGAIN = 5.0
"""Seconds until a folder that is gone, or can't be watched, is looked for again."""

Report = Callable[[Sequence[Finding]], None]
"""What is told of a reload: the errors that forbid the new knowledge; none where it is in use."""


class Reloadable(Protocol):
    """Holds the knowledge of `folder`, and keeps the last good one where `reload` finds errors."""

    folder: Path

    def changed(self) -> bool:
        """Tell whether the folder is another than when it was read last. Called in a thread."""
        ...

    def reload(self) -> list[Finding]:
        """Read the folder again; return the errors that forbid its use. Called in a thread."""
        ...


async def watch(
    shelf: Reloadable, report: Report, stop: asyncio.Event | None = None, *, polling: bool | None = None
) -> None:
    """Reload `shelf` whenever a YAML file of its folder changes, and `report` each time, until `stop` is set.

    What was edited between the reading of `shelf` and the beginning of the watch is noticed, too. Reading and learning
    run in a thread, while questions go on being answered from the knowledge before. `polling` looks at the files again
    and again, for file systems that tell of no change (None: only where the environment's WATCHFILES_FORCE_POLLING
    says so). A folder that is gone is waited for.
    """
    stop = stop or asyncio.Event()
    while not stop.is_set():
        try:
            begun = False
            async for edited in _looks(shelf.folder, stop, polling):
                if edited or (not begun and await asyncio.to_thread(shelf.changed)):
                    await reload(shelf, report)
                    if not shelf.folder.is_dir():
                        break
                begun = True
        except (OSError, RuntimeError) as error:  # RuntimeError: of the watching library, in Rust
            logger.warning("the knowledge can't be watched now: %s", type(error).__name__)
        await _pause(stop)


async def _looks(folder: Path, stop: asyncio.Event, polling: bool | None) -> AsyncIterator[bool]:
    """Yield whether something was edited: at each edit, and every `FIRST_LOOK` without one.

    The library's own `awatch` is not used, since it loads anyio's tasks, sockets and files: four megabytes.
    """
    end = _End(stop)
    looks = watchfiles.watch(
        folder,
        watch_filter=_is_knowledge,
        debounce=SETTLED,
        step=STEP,
        stop_event=end,
        rust_timeout=FIRST_LOOK,
        yield_on_timeout=True,
        force_polling=polling,
        ignore_permission_denied=True,
    )
    try:
        while (changes := await asyncio.to_thread(next, looks, None)) is not None:
            yield bool(changes)
    finally:
        end.cancelled = True  # the thread, which may be looking still, ends at its next step


class _End:
    """When the thread that looks is to end: what the library asks for, an event, for a stop and for a cancellation."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.cancelled = False
        self._stop = stop

    def is_set(self) -> bool:
        """Tell whether to end."""
        return self.cancelled or self._stop.is_set()


async def reload(shelf: Reloadable, report: Report) -> None:
    """Reload `shelf` in a thread, log what came of it, and `report` it."""
    try:
        findings = await asyncio.to_thread(shelf.reload)
    except Exception as error:
        logger.exception("the knowledge was not reloaded")
        findings = [Finding(Place("."), "error", "reload", f"the reload itself broke: {type(error).__name__}")]
    if findings:
        logger.error("an edit of the knowledge is not used: %d errors, the first at %s", len(findings), findings[0])
    else:
        logger.info("the knowledge was reloaded")
    report(findings)


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(AGAIN):
            await stop.wait()
    except TimeoutError:
        return


def _is_knowledge(_: watchfiles.Change, path: str) -> bool:
    return is_knowledge(Path(path))
