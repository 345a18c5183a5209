"""`kharkiv-bot demo`: the real bot in a browser, without Telegram."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer


def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served; 0 for any free port.")] = 8000,
    open_browser: Annotated[
        bool | None,
        typer.Option("--open/--no-open", help="Open the page in a browser (default: where there is a desktop)."),
    ] = None,
) -> None:
    """Try the bot in a browser: needs no token and no network; Ctrl-C ends it and forgets everything."""
    # Telegram's library and the database take a second to import, which other commands need not wait for.
    from bot.cli.alive import live
    from bot.cli.logs import set_up
    from bot.cli.trying import try_out

    set_up("warning", sys.stderr)
    live(try_out(context.obj, port, open_browser=_has_desktop() if open_browser is None else open_browser))


def _has_desktop() -> bool:
    """Tell whether a browser with windows can be opened; one in the terminal would take it over."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
