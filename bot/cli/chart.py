"""`kharkiv-bot chart`: the figures of a topic as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from bot.answering.charting import chart_of
from bot.charts.chart import chart as chart_in
from bot.charts.drawing import Form, draw
from bot.cli.opening import fail, open_reading, write
from bot.library.wording import meant
from bot.model.language import Language


def chart(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The id of a topic.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file to write; its ending says the kind: .png or .svg.")
    ],
    lang: Annotated[Language | None, typer.Option(help="Language (default: the city's own).")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Light on dark.")] = False,
) -> None:
    """Draw the dated figures of a topic, each with its source, into a file."""
    base = open_reading(context.obj).base
    forms = {f".{form}": form for form in get_args(Form)}
    form = forms.get(output.suffix.lower())
    if form is None:
        fail(f"{output}: a chart is written as .png or .svg: end the file's name so")
    if topic not in base.topics:
        fail(f"there is no topic {topic!r}{meant(topic, base.topics)}")
    id_ = chart_of(base, base.topics[topic])
    if id_ is None:
        known = [one.id for one in base.topics.values() if chart_of(base, one) is not None]
        fail(f"the topic {topic!r} has no chart; topics with a chart: {', '.join(known) or 'none'}")
    write(output, draw(chart_in(base, id_, lang or base.city.default_language), form, dark=dark))
