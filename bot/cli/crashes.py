"""What a crash leaves behind: the kind of the error and its place, and nothing of what was in memory."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

logger = logging.getLogger(__name__)


def leave_no_words() -> None:
    """Have errors that nobody caught told by the log, which quotes nobody, and forbid core dumps."""
    sys.excepthook = _on_error
    threading.excepthook = _in_thread
    sys.unraisablehook = _unraisable
    try:
        import resource
    except ImportError:  # Windows has no core dumps
        return
    (_, hard) = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logger.critical("the program broke", exc_info=(kind, error, trace))


def _in_thread(thrown: threading.ExceptHookArgs) -> None:
    if thrown.exc_value is not None:
        logger.error("a thread broke", exc_info=(thrown.exc_type, thrown.exc_value, thrown.exc_traceback))


def _unraisable(thrown: sys.UnraisableHookArgs) -> None:
    if thrown.exc_value is not None:
        logger.error("an error could not be raised", exc_info=thrown.exc_value)
