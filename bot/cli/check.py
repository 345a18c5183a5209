"""`kharkiv-bot check`: is the knowledge in order?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail, today
from bot.desk.checking import check as check_folder
from bot.library.loading import KnowledgeError


def check(
    context: typer.Context,
    articles: Annotated[
        Path | None, typer.Option(help="A folder of article texts (*.txt), to find sentences copied from them.")
    ] = None,
) -> None:
    """Print every finding on the knowledge folder; exit code 1 if any is an error, 0 with warnings."""
    try:
        findings = check_folder(context.obj, today(), _texts(articles))
    except KnowledgeError as error:
        fail(str(error))
    for finding in findings:
        print(finding)
    errors = sum(finding.level == "error" for finding in findings)
    print(f"{context.obj}: {errors} errors, {len(findings) - errors} warnings")
    raise typer.Exit(1 if errors else 0)


def _texts(folder: Path | None) -> tuple[str, ...]:
    if folder is None:
        return ()
    files = sorted(folder.glob("*.txt"))
    if not files:
        fail(f"{folder}: no article texts (*.txt) there")
    return tuple(file.read_text("utf-8", errors="replace") for file in files)
