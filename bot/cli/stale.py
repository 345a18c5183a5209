"""`kharkiv-bot stale`: which topics need a fresh look."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from bot.cli.opening import open_reading, today
from bot.desk.staleness import stale as find


def stale(
    context: typer.Context,
    at: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day to look from (default: today).")
    ] = None,
) -> None:
    """List topics whose newest fact is past its age, the worst first; exit code 1 if there are any."""
    day = today() if at is None else at.date()
    reading = open_reading(context.obj)
    found = find(reading, day)
    for one in found:
        print(one)
    print(f"{len(found)} of {len(reading.base.topics)} topics are past their age on {day}")
    raise typer.Exit(1 if found else 0)
