"""`kharkiv-bot run`: the bot by polling; the worker of the Procfile."""

from __future__ import annotations

import typer

from bot.cli.begun import poll


def run(context: typer.Context) -> None:
    """Answer on Telegram by polling; where WEBHOOK_URL is set, only do what goes on in the background."""
    poll(context.find_root().params.get("knowledge"))
