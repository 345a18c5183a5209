"""Parts of libraries that a running bot has no use for, kept out of its memory.

Usage: `with left_out(): from bot.cli.alive import live`
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

OPTIONAL = (
    "httpx._main",  # httpx's command line, with click, rich and pygments: six megabytes
    "telegram.ext._utils.webhookhandler",  # the library's own webhook, with tornado where that is there: three
)
"""Modules that their libraries import if they can, and do without if they can't."""


@contextmanager
def left_out() -> Iterator[None]:
    """Let the libraries that are imported in the block find no `OPTIONAL` module; later imports find them again."""
    # None in sys.modules is Python's own way to say that a module is not there.
    hidden = [name for name in OPTIONAL if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
