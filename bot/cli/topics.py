"""`kharkiv-bot topics`: what can be asked, and the whole reply of one topic."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.answering.composing import compose
from bot.cli.opening import fail, open_reading, today
from bot.cli.showing import show
from bot.library.wording import meant
from bot.model.language import Language


def topics(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(help="The id of a topic.")] = None,
    lang: Annotated[Language | None, typer.Option(help="Language (default: the city's own).")] = None,
) -> None:
    """List the topics by theme, or print one topic's whole reply."""
    base = open_reading(context.obj).base
    language = lang or base.city.default_language
    if topic is None:
        for theme in base.themes.values():
            print(theme.title.in_(language))
            for one in base.topics.values():
                if one.theme == theme.id:
                    print(f"  {one.id:<26} {one.title.in_(language)}")
        return
    if topic not in base.topics:
        fail(f"there is no topic {topic!r}{meant(topic, base.topics)}")
    show(compose(base, base.topics[topic], language, today()))
