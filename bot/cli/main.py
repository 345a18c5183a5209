"""The command `kharkiv-bot`: what it begins with."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from bot.cli.begun import poll, serve

BOTS: dict[tuple[str, ...], Callable[[], None]] = {("run",): poll, ("serve",): serve}
"""Commands as the Procfile has them, with nothing to read but their name: they do without the command line's parser."""


def main() -> None:
    """Run the command line; text goes in and out as UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        if begin := BOTS.get(tuple(sys.argv[1:])):
            begin()
        else:
            from bot.cli.commands import app

            app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
