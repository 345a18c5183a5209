"""The store opened for a command of the workshop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.opening import fail
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.store.store import Store

R = TypeVar("R")

StoreUrl = Annotated[
    str | None,
    typer.Option("--store", envvar="DATABASE_URL", help="The store, as DATABASE_URL has it (default: the bot's own)."),
]


def ask_store(url: str | None, question: Callable[[Store], Awaitable[R]]) -> R:
    """Return what `question` finds in the store; exit where there is no store or it can't be used."""
    try:
        return asyncio.run(_ask(url, question))
    except StoreError as error:
        fail(str(error))


def found_store(url: str | None) -> str:
    """Return the URL of the store that a command is about; StoreError where there is none."""
    from bot.store.urls import database_file, default_url

    url = url or default_url()
    file = database_file(url)
    if file is not None and not file.exists():
        raise StoreError(
            f"{file}: there is no store: run the bot first, or name its store with --store or DATABASE_URL"
        )
    return url


async def _ask(url: str | None, question: Callable[[Store], Awaitable[R]]) -> R:
    from bot.store.store import Store

    async with await Store.open(found_store(url)) as store:
        return await question(store)
