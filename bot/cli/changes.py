"""`kharkiv-bot changes`: what is new in the knowledge, as /changes tells it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.answering.news import bulletin, entries, nothing, titled
from bot.answering.news import changes as find
from bot.answering.plain import bulletin_as_text
from bot.answering.since import since as day_of
from bot.cli.opening import fail, open_reading, today
from bot.model.language import Language


def changes(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="A day such as 2026-10-01, or week, month or year.")] = "month",
    lang: Annotated[Language | None, typer.Option(help="Language (default: the city's own).")] = None,
) -> None:
    """Print what is new since a day, figures with what they were before; exit code 1 where nothing is."""
    start = day_of(since, today())
    if start is None:
        fail(f"--since {since!r} is no day until today: write 2026-10-01, 2026-10, 2026, week, month or year")
    base = open_reading(context.obj).base
    language = lang or base.city.default_language
    found = find(base, start, today())
    title = titled(start, language)
    if not found:
        print(f"{title}\n\n{nothing(base, language, today())}")
        raise typer.Exit(1)
    print(bulletin_as_text(bulletin(base, title, entries(base, found, language), language)))
