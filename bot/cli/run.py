"""`kharkiv-bot run`: the bot by polling; the worker of the Procfile."""

from __future__ import annotations

import typer

from bot.cli.undocumented import undocumented
from bot.cli.unused import left_out


def run(context: typer.Context) -> None:
    """Answer on Telegram by polling; where WEBHOOK_URL is set, only do what goes on in the background."""
    # Telegram's library and the database take a second to import, which other commands need not wait for.
    with left_out(), undocumented():
        from bot.cli.alive import live, settings_for
        from bot.cli.polled import by_polling, in_background

    settings, folder = settings_for(context)
    live(in_background(settings) if settings.webhook_address else by_polling(settings, folder))
