"""`kharkiv-bot links`: whether the sources' addresses still lead anywhere."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated

import typer

from bot.cli.opening import fail, open_reading


def links(
    context: typer.Context,
    only: Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")] = None,
    pause: Annotated[float, typer.Option(help="Seconds between two requests to one site.", min=0)] = 1.0,
    every: Annotated[bool, typer.Option("--all", help="List the addresses that are fine too.")] = False,
) -> None:
    """Ask every source's site for its page, over the net; exit code 1 if a page is gone."""
    from bot.desk.links import check_links, client
    from bot.desk.links import links as links_of

    reading = open_reading(context.obj)
    for id_ in only or ():
        if id_ not in reading.base.sources:
            fail(f"there is no source {id_!r}")
    wanted = [link for link in links_of(reading) if not only or link.source in only]

    async def ask() -> None:
        async with client() as http:
            checked = await check_links(wanted, http, pause)
        for one in checked:
            if every or one.verdict != "fine":
                print(one)
        counts = Counter(one.verdict for one in checked)
        print(", ".join(f"{counts[verdict]} {verdict}" for verdict in ("fine", "moved", "refused", "gone")))
        raise typer.Exit(1 if counts["gone"] else 0)

    asyncio.run(ask())
