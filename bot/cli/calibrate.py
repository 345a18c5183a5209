"""`kharkiv-bot calibrate`: learn the matcher's thresholds and weights anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.evaluate import read_questions
from bot.cli.opening import fail, open_reading
from bot.desk.calibrating import calibrate as learn


def calibrate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Labelled questions, as for `eval`.")],
    output: Annotated[Path | None, typer.Option("-o", help="Write here instead of printing.")] = None,
) -> None:
    """Learn the calibration from the knowledge and from labelled questions; nothing is learned per topic or word."""
    stored = learn(open_reading(context.obj).base, read_questions(file)).to_json()
    if output is None:
        print(stored, end="")
    else:
        try:
            output.write_text(stored, "utf-8")
        except OSError as error:
            fail(f"{output}: {error.strerror}")
