"""`kharkiv-bot pack`: what helps without power and internet, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail, open_reading, today, write
from bot.model.language import Language
from bot.pack.files import KINDS
from bot.pack.pack import pack_of


def pack(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file to write; its ending says the kind: .html or .txt.")
    ],
    lang: Annotated[Language | None, typer.Option(help="Language (default: the city's own).")] = None,
) -> None:
    """Write the topics of safety, with sources and dates, into one file that needs no internet."""
    base = open_reading(context.obj).base
    written = KINDS.get(output.suffix.lower().removeprefix("."))
    if written is None:
        fail(f"{output}: a pack is written as .html or .txt: end the file's name so")
    if not base.city.pack:
        fail("the knowledge names no topics for a pack: list some under `pack:` in city.yaml")
    write(output, written(pack_of(base, lang or base.city.default_language, today())))
