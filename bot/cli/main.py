"""The command `kharkiv-bot`: options shared by all commands, and their list."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli import (
    ask,
    calibrate,
    changes,
    chart,
    chat,
    check,
    demo,
    evaluate,
    feedback,
    gaps,
    impact,
    links,
    new,
    pack,
    release,
    run,
    schema,
    serve,
    stale,
    store,
    suggest,
    topics,
)
from bot.library.location import knowledge_folder

app = typer.Typer(
    name="kharkiv-bot",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain where the output goes elsewhere
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Cited, dated answers to questions about the city.",
)


def _version(asked: bool) -> None:
    if asked:
        print(f"kharkiv-bot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    knowledge: Annotated[
        Path | None,
        typer.Option(help="The knowledge folder, instead of KNOWLEDGE_DIR or the one that comes with the bot."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,  # noqa: ARG001
) -> None:
    """Remember the knowledge folder for the command that follows."""
    context.obj = knowledge_folder(knowledge, os.environ)


_COMMANDS: tuple[Callable[..., None], ...] = (
    ask.ask,
    chat.chat,
    demo.demo,
    topics.topics,
    changes.changes,
    chart.chart,
    pack.pack,
    run.run,
    serve.serve,
    release.release,
    check.check,
    stale.stale,
    links.links,
    impact.impact,
    gaps.gaps,
    suggest.suggest,
    feedback.feedback,
    schema.schema,
    calibrate.calibrate,
)
for _command in _COMMANDS:
    app.command()(_command)
app.command("eval")(evaluate.evaluate)
app.add_typer(new.new, name="new")
app.add_typer(store.store, name="store")


def main() -> None:
    """Run the command line; text goes in and out as UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
