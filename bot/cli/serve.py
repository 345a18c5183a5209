"""`kharkiv-bot serve`: the bot by webhook, and the health of the service; the web process of the Procfile."""

from __future__ import annotations

import typer

from bot.cli.undocumented import undocumented
from bot.cli.unused import left_out


def serve(context: typer.Context) -> None:
    """Answer on Telegram by webhook at WEBHOOK_URL, and serve /healthz at PORT; without WEBHOOK_URL only the latter."""
    # Telegram's library and the database take a second to import, which other commands need not wait for.
    with left_out(), undocumented():
        from bot.cli.alive import live, settings_for
        from bot.cli.hooked import by_webhook, health_alone

    settings, folder = settings_for(context)
    live(by_webhook(settings, folder) if settings.webhook_address else health_alone(settings))
