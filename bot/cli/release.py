"""`kharkiv-bot release`: what must hold before a new version takes over; the release line of the Procfile."""

from __future__ import annotations

import typer

from bot.cli.opening import fail, today


def release(context: typer.Context) -> None:
    """Check settings and knowledge, and bring the database up to date; exit code 1 where the knowledge has errors."""
    # Telegram's library and the database take a second to import, which other commands need not wait for.
    from bot.cli.alive import live, migrate, settings_for
    from bot.desk.checking import check
    from bot.library.errors import KnowledgeError

    settings, folder = settings_for(context.find_root().params.get("knowledge"))
    try:
        findings = check(folder, today())
    except KnowledgeError as error:
        fail(str(error))
    errors = [finding for finding in findings if finding.level == "error"]
    for finding in errors:
        print(finding)
    print(f"{folder}: {len(errors)} errors, {len(findings) - len(errors)} warnings")
    if errors:
        raise typer.Exit(1)
    live(migrate(settings))
