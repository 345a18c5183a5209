"""The bot begun, with no more in memory than it needs for as long as it runs.

Telegram's library and the database take a second to import, which other commands need not wait for; and what the
command line is read with takes two megabytes, which a bot that was begun without need not hold.
"""

from __future__ import annotations

from pathlib import Path

from bot.cli.undocumented import undocumented
from bot.cli.unused import left_out


def poll(knowledge: Path | None = None) -> None:
    """Answer by polling; where WEBHOOK_URL is set, only do what goes on in the background.

    `knowledge` is the folder that the command line names; None for KNOWLEDGE_DIR, or the one that comes with the bot.
    """
    with left_out(), undocumented():
        from bot.cli.alive import live, settings_for
        from bot.cli.polled import by_polling, in_background

    settings, folder = settings_for(knowledge)
    live(in_background(settings) if settings.webhook_address else by_polling(settings, folder))


def serve(knowledge: Path | None = None) -> None:
    """Answer by webhook at WEBHOOK_URL, and serve /healthz at PORT; without WEBHOOK_URL only the latter.

    `knowledge` as for `poll`.
    """
    with left_out(), undocumented():
        from bot.cli.alive import live, settings_for
        from bot.cli.hooked import by_webhook, health_alone

    settings, folder = settings_for(knowledge)
    live(by_webhook(settings, folder) if settings.webhook_address else health_alone(settings))
