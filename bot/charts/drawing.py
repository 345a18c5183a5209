"""Charts drawn: a row for each figure, newest first, over one scale from zero; then the key and the sources.

Rows and not a line over time: claims lie days or years apart, some have no date, and what nobody counted between two
of them is not known.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.charts.chart import Chart, Point
from bot.charts.palette import DARK, LIGHT, Palette
from bot.charts.plot import Mark, mark_of, plot, put_mark
from bot.charts.sheet import Sheet, Weight, lines_of
from bot.texts import Say, words_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 1080
"""Pixels; a telephone shows a third of them, so the smallest letters are 9 points high."""

LEAST_HEIGHT = 1080

Form = Literal["png", "svg"]

MARGIN = 56
LABELS = 330
"""Pixels of the column of dates."""

SCALE = 90
"""Pixels of the scale below the rows."""

_GAP = 40
_LOCK = threading.Lock()  # matplotlib's fonts and settings are shared by all threads


def draw(chart: Chart, form: Form = "png", *, dark: bool = False) -> bytes:
    """Return the picture of `chart`; takes a good part of a second, so call it in a thread."""
    import matplotlib as mpl

    with _LOCK, mpl.rc_context({"svg.hashsalt": chart.id}):  # the same chart gives the same bytes
        figure = figure_of(chart, dark=dark)
        told = {"Title": chart.title, "Description": "\n".join(chart.lines())}
        written = io.BytesIO()
        figure.savefig(written, format=form, metadata=told | ({"Date": None} if form == "svg" else {}))
        return written.getvalue()


@dataclass(frozen=True)
class _Line:
    """A line of text below or above the plot; `mark` stands before it."""

    text: str
    size: int
    weight: Weight = "normal"
    quiet: bool = False
    mark: Mark | None = None
    indent: int = 0
    above: int = 0
    """Pixels left free above it."""

    @property
    def height(self) -> int:
        """Return its height in pixels, with what is free above it."""
        return self.above + round(self.size * 1.4)


def figure_of(chart: Chart, *, dark: bool = False) -> Figure:
    """Return the picture of `chart` as matplotlib's figure; its one plot has a row for each point."""
    palette = DARK if dark else LIGHT
    say = words_of(chart.language)
    head, foot = list(_head(chart, say)), [*_key(chart, say), *_sources(chart, say)]
    rows = [_Row(point) for point in chart.points]
    top = MARGIN + sum(line.height for line in head) + _GAP
    bottom = top + sum(row.height for row in rows) + SCALE
    height = max(LEAST_HEIGHT, bottom + sum(line.height for line in foot) + 2 * MARGIN)
    sheet = Sheet(WIDTH, height, palette.ground)
    _write(sheet, head, MARGIN, palette)
    middles = []
    y = top
    for row in rows:
        middles.append(y + row.height / 2)
        row.write(sheet, y, palette)
        y += row.height
    plot(sheet, chart, (MARGIN + LABELS, WIDTH - MARGIN), (top, bottom - SCALE), middles, palette)
    _write(sheet, foot, bottom, palette)
    sheet.write(WIDTH - MARGIN, height - MARGIN, chart.bot, size=28, color=palette.quiet, align="right")
    return sheet.figure


class _Row:
    """The date and the speaker of one point."""

    def __init__(self, point: Point) -> None:
        width = LABELS - 24
        dates = [_Line(text, 30, "bold") for text in lines_of(point.date, 30, width, "bold")]
        speakers = [_Line(text, 27, quiet=True) for text in lines_of(point.speaker, 27, width)]
        self.lines = [*dates, *speakers]
        self.height = max(124, 28 + sum(line.height for line in self.lines))

    def write(self, sheet: Sheet, y: float, palette: Palette) -> None:
        """Put the lines into the middle of the row that begins at `y`."""
        free = self.height - sum(line.height for line in self.lines)
        _write(sheet, self.lines, y + free / 2, palette)


def _head(chart: Chart, say: Say) -> Iterator[_Line]:
    width = WIDTH - 2 * MARGIN
    for text in lines_of(chart.title, 52, width, "bold"):
        yield _Line(text, 52, "bold")
    for number, text in enumerate(lines_of(say("Newest first. The scale begins at zero."), 30, width)):
        yield _Line(text, 30, quiet=True, above=0 if number else 8)


def _key(chart: Chart, say: Say) -> Iterator[_Line]:
    """Yield what each mark means, where there is more than one."""
    words = {
        "exact": say("exact figure, as in the source"),
        "approximate": say("approximate figure or date"),
        "open": say("this many or more"),
    }
    kinds = {mark_of(point).kind for point in chart.points}
    if kinds != {"exact"}:
        yield from (_Line(words[kind], 30, mark=Mark(kind), indent=110) for kind in words if kind in kinds)
    if any(point.disputed for point in chart.points):
        yield _Line(say("sources disagree"), 30, mark=Mark("exact", disputed=True), indent=110)


def _sources(chart: Chart, say: Say) -> Iterator[_Line]:
    yield _Line(say("Sources:"), 32, "bold", above=_GAP)
    for citation in chart.citations:
        number = f"[{citation.number}]"
        text = f"{number} {citation.source.publisher}, {citation.date}"
        for line, part in enumerate(lines_of(text, 30, WIDTH - 2 * MARGIN - 60)):
            yield _Line(part, 30, indent=60 if line else 0)


def _write(sheet: Sheet, lines: list[_Line], y: float, palette: Palette) -> None:
    for line in lines:
        y += line.height
        middle = y - line.size * 0.7
        color = palette.quiet if line.quiet else palette.text
        if line.mark is not None:
            put_mark(sheet, MARGIN, middle, line.mark, palette)
        sheet.write(MARGIN + line.indent, middle, line.text, size=line.size, color=color, weight=line.weight)
