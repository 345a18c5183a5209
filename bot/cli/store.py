"""`kharkiv-bot store`: the store backed up, looked through, and freed of what it has kept long enough."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail
from bot.cli.storage import StoreUrl, ask_store, found_store
from bot.store.errors import StoreError

store = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="Look after what the bot remembers."
)


@store.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.", dir_okay=False)],
    store: StoreUrl = None,
) -> None:
    """Copy an SQLite store to a file, also while the bot runs; for PostgreSQL use pg_dump."""
    from bot.store.backup import back_up

    try:
        size = back_up(found_store(store), file)
    except StoreError as error:
        fail(str(error))
    print(f"{file}: {size:,} bytes, looked through, without damage")
    print("The secret of the pseudonyms (PSEUDONYM_SECRET, or the file that ends in .secret) is not in it: keep both.")


@store.command()
def check(store: StoreUrl = None) -> None:
    """Look for damage, wrong versions and what is kept for too long; nothing is changed; exit code 1 with findings."""
    from bot.store.inspecting import inspect_store

    try:
        rows, findings = asyncio.run(inspect_store(found_store(store), dt.datetime.now(tz=dt.UTC)))
    except StoreError as error:
        fail(str(error))
    for name, count in rows.items():
        print(f"{name}: {count:,}")
    for finding in findings:
        print(finding)
    if findings:
        raise typer.Exit(1)
    print("The store is in order.")


@store.command()
def purge(
    store: StoreUrl = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Delete all that is kept of all persons, however new.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether that is meant.")] = False,
) -> None:
    """Delete the questions that are older than 30 days, as the bot does every few hours."""
    if not everybody:
        purged = ask_store(store, lambda opened: opened.purge(dt.datetime.now(tz=dt.UTC)))
        print(f"Deleted: {purged} questions older than 30 days.")
        return
    if not yes:
        typer.confirm("Delete the languages, ratings and questions of all persons?", abort=True)
    gone = ask_store(store, lambda opened: opened.empty())
    print(f"Deleted: {gone.preferences} languages, {gone.feedback} ratings, {gone.questions} questions.")
