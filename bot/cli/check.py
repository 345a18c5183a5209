"""`kharkiv-bot check`: what is wrong in the knowledge."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail, today
from bot.desk.checking import check as check_folder
from bot.desk.golden import count_golden
from bot.desk.reporting import Format, report
from bot.library.errors import KnowledgeError
from bot.model.language import Language


def check(
    context: typer.Context,
    articles: Annotated[
        Path | None, typer.Option(help="A folder of article texts (*.txt), to find sentences copied from them.")
    ] = None,
    golden: Annotated[
        Path | None, typer.Option(help="The folder of golden questions (tests/questions), to find topics without any.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For people, for programs, or for GitHub's view of a change.")
    ] = "text",
) -> None:
    """Print every finding on the knowledge folder; exit code 1 if any is an error, 0 with warnings."""
    gc.disable()  # a third of the time went into going through new records again and again; the command ends soon
    try:
        findings = check_folder(context.obj, today(), _texts(articles), _golden(golden))
    except KnowledgeError as error:
        fail(str(error))
    if printed := report(findings, form, context.obj):
        print(printed)
    gc.freeze()  # nor at the end
    raise typer.Exit(1 if any(finding.level == "error" for finding in findings) else 0)


def _texts(folder: Path | None) -> tuple[str, ...]:
    if folder is None:
        return ()
    files = sorted(folder.glob("*.txt"))
    if not files:
        fail(f"{folder}: no article texts (*.txt) there")
    return tuple(file.read_text("utf-8", errors="replace") for file in files)


def _golden(folder: Path | None) -> Mapping[tuple[str, Language], int] | None:
    try:
        return None if folder is None else count_golden(folder)
    except ValueError as error:
        fail(str(error))
