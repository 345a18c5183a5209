"""`kharkiv-bot new`: stubs for an editor to fill in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.cli.opening import fail, today
from bot.desk.stubs import Written, new_source, new_topic
from bot.library.editing import EditError
from bot.library.errors import KnowledgeError
from bot.library.loading import Reading, read

new = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Begin a record: a stub is written into the right file, to be filled in.",
)


@new.command()
def topic(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="ID", help="Its id, such as metro-hours.")],
    theme: Annotated[str, typer.Option(help="The theme: the name of a file in topics/, without .yaml.")],
) -> None:
    """Begin a topic, with a fact that it tells and room for example questions in three languages."""
    _write(context, lambda reading: new_topic(reading, context.obj, topic, theme, today()))


@new.command()
def source(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="Its id: publisher and date, such as rbc-2025-10-09.")],
) -> None:
    """Begin a source."""
    _write(context, lambda reading: new_source(reading, context.obj, source))


def _write(context: typer.Context, stub: Callable[[Reading], Written]) -> None:
    try:
        for file, line in stub(read(context.obj)):
            print(f"{file}:{line}")
    except KnowledgeError as error:
        fail(str(error))
    except EditError as error:
        fail(str(error))
    print("Fill these in; `kharkiv-bot check` says what is missing.")
