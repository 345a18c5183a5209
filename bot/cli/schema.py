"""`kharkiv-bot schema`: what editors complete and mark by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail
from bot.desk.schemas import FOLDER, first_line, schemas


def schema(
    context: typer.Context,
    only_check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit code 1 if a schema or a file's first line is not current."),
    ] = False,
) -> None:
    """Write the JSON Schemas of the knowledge files to schema/, and name them in each file's first line."""
    knowledge: Path = context.obj
    if not knowledge.is_dir():
        fail(f"{knowledge}: there is no such knowledge folder")
    changes = {knowledge / FOLDER / name: text for name, text in schemas().items()}
    for file in sorted(knowledge.rglob("*.yaml")):
        changes[file] = _named(file, first_line(file.relative_to(knowledge).as_posix()))
    stale = {file: text for file, text in changes.items() if not file.exists() or _read(file) != text}
    for file, text in stale.items():
        print(f"{file}: {'is not current' if only_check else 'written'}")
        if not only_check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="")
    raise typer.Exit(1 if only_check and stale else 0)


def _read(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def _named(file: Path, line: str) -> str:
    """Return the text of `file` with `line` at its top, in the place of another such line."""
    lines = _read(file).splitlines(keepends=True)
    if lines and lines[0].startswith("# yaml-language-server:"):
        del lines[0]
    return "".join([f"{line}\n", *lines])
