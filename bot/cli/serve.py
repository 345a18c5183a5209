"""`kharkiv-bot serve`: the bot by webhook, and the health of the service; the web process of the Procfile."""

from __future__ import annotations

import typer

from bot.cli import begun


def serve(context: typer.Context) -> None:
    """Answer on Telegram by webhook at WEBHOOK_URL, and serve /healthz at PORT; without WEBHOOK_URL only the latter."""
    begun.serve(context.find_root().params.get("knowledge"))
