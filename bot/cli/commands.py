"""The command line of `kharkiv-bot`: options shared by all commands, and their list."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot import __version__
from bot.library.location import knowledge_folder

COMMANDS = (
    "ask chat demo topics changes chart pack run serve release check stale links impact gaps suggest feedback schema "
    "calibrate eval new store"
).split()
"""Their names, in the order of the help; each stands in the module of its name, `eval` in `evaluate`."""


class Commands(TyperGroup):
    """Loads the module of a command when it is asked for: none needs what all the others need."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return COMMANDS

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name; None where there is none, whose likes are known then."""
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.add_command(_loaded(name), name)
        return super().get_command(ctx, cmd_name)


def _loaded(name: str) -> Any:
    module = "evaluate" if name == "eval" else name
    found = getattr(import_module(f"bot.cli.{module}"), module)
    if not isinstance(found, typer.Typer):
        found, function = typer.Typer(add_completion=False, rich_markup_mode=None), found
        found.command(name)(function)
    return typer.main.get_command(found)


app = typer.Typer(
    name="kharkiv-bot",
    cls=Commands,
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
