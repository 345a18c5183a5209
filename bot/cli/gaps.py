"""`kharkiv-bot gaps`: what people ask and get no answer to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail, open_answerer, open_reading, today
from bot.cli.storage import StoreUrl, ask_store
from bot.desk.gaps import ASKERS, Gap
from bot.desk.gaps import gaps as find
from bot.desk.stubs import draft_topic, new_topic
from bot.library.editing import EditError


def gaps(
    context: typer.Context,
    store: StoreUrl = None,
    most: Annotated[int, typer.Option(help="How many gaps to list.", min=1)] = 20,
    draft: Annotated[
        int | None,
        typer.Option(help="Print a YAML stub for the gap with this number; with --topic and --theme, write it."),
    ] = None,
    topic: Annotated[str | None, typer.Option(help="The id of the new topic.")] = None,
    theme: Annotated[str | None, typer.Option(help="The theme of the new topic.")] = None,
) -> None:
    """List unanswered questions by likeness, those of most persons first; what fewer than three asked is not shown."""
    asked = ask_store(store, lambda opened: opened.asked("unanswered"))
    found = find(asked, open_answerer(context.obj).matcher, most)
    if draft is not None:
        if not 1 <= draft <= len(found):
            fail(f"there is no gap {draft}: there are {len(found)}")
        _draft(context.obj, found[draft - 1], topic, theme)
        return
    for number, gap in enumerate(found, 1):
        _show(number, gap)
    print(f"{len(found)} gaps that at least {ASKERS} persons asked about, in {len(asked)} unanswered questions")


def _show(number: int, gap: Gap) -> None:
    print(f"{number}. {gap.text}")
    print(f"   {gap.askers} persons, {gap.times} times, last on {gap.last:%Y-%m-%d}")
    for language, texts in gap.variants.items():
        if others := [text for text in texts if text != gap.text]:
            print(f"   {language}: {' | '.join(others)}")
    print(f"   nearest: {', '.join(f'{one.topic} ({one.probability:.2f})' for one in gap.nearest)}")
    print()


def _draft(folder: Path, gap: Gap, topic: str | None, theme: str | None) -> None:
    questions = {language: list(texts) for language, texts in gap.variants.items()}
    if topic is None and theme is None:
        print(draft_topic(questions, [one.topic for one in gap.nearest], today()))
        return
    if topic is None or theme is None:
        fail("to write the stub give both, --topic ID and --theme THEME")
    try:
        for file, line in new_topic(open_reading(folder), folder, topic, theme, today(), questions):
            print(f"{file}:{line}")
    except EditError as error:
        fail(str(error))
