"""`kharkiv-bot feedback`: what people think of the answers."""

from __future__ import annotations

import typer

from bot.cli.opening import open_reading
from bot.cli.storage import StoreUrl, ask_store
from bot.desk.opinions import opinions

COLUMNS = ("bad", "ratings", "helpful", "wrong", "outdated", "not asked", "bad source")


def feedback(context: typer.Context, store: StoreUrl = None) -> None:
    """List the rated topics, those most often called wrong or outdated first, with the place of each."""
    reading = open_reading(context.obj)
    found = opinions(ask_store(store, lambda opened: opened.feedback_by_topic()))
    if not found:
        print("Nobody has rated a reply yet.")
        return
    print("".join(f"{name:>11}" for name in COLUMNS) + "  topic")
    for one in found:
        numbers = (one.ratings, one.helpful, one.wrong, one.outdated, one.not_asked, one.bad_source)
        origin = reading.origins.get(("topic", one.topic))
        place = origin.at() if origin is not None else "no longer there"
        print(f"{one.share:>11.0%}" + "".join(f"{number:>11}" for number in numbers) + f"  {one.topic} ({place})")
