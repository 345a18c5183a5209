"""The plot of a chart: a stem from zero and a mark for each figure, its words above, and the scale below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.answering.figures import scale_in_words
from bot.charts.chart import Chart, Point
from bot.charts.palette import Palette
from bot.charts.sheet import Sheet, font, width_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 1.12
"""How far the scale goes beyond the largest figure, for the arrow of "this many or more"."""

_LIFT = 20
"""Pixels by which stem and mark stand below the middle of their row; the words are above them."""

_PAD = 14
"""Pixels between the scale's zero and the words above a mark."""

_POINTS = 72 / 100
"""Points of a pixel, by which matplotlib measures lines."""

Kind = Literal["exact", "approximate", "open"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a figure is marked: filled if exact, hollow if not, with an arrow if open; a diamond if disputed."""

    kind: Kind
    disputed: bool = False

    @property
    def shape(self) -> Literal["o", "D"]:
        """Return matplotlib's name of the shape."""
        return "D" if self.disputed else "o"


def mark_of(point: Point) -> Mark:
    """Return how `point` is marked."""
    kind: Kind = "open" if point.open_ended else "approximate" if point.approximate else "exact"
    return Mark(kind, point.disputed)


def plot(
    sheet: Sheet,
    chart: Chart,
    across: tuple[float, float],
    down: tuple[float, float],
    middles: Sequence[float],
    palette: Palette,
) -> None:
    """Draw the points of `chart` into the box `across` by `down` of `sheet`, each in its row, all in pixels."""
    (left, right), (top, bottom) = across, down
    box = (left / sheet.width, 1 - bottom / sheet.height, (right - left) / sheet.width, (bottom - top) / sheet.height)
    axes = sheet.figure.add_axes(box, facecolor=palette.ground)
    most = max(point.number for point in chart.points) * ROOM or 1.0
    axes.set_xlim(0, most)
    axes.set_ylim(bottom, top)
    _scale(axes, chart, palette)
    for point, middle in zip(chart.points, middles, strict=True):
        y = middle + _LIFT
        _draw(axes, point, y, palette, arrow=most * 0.1)
        text = f"{point.figure} {point.marks}"
        half = width_of(text, 32, "bold") / 2
        at = left + (right - left) * point.number / most
        x = min(max(at, left + _PAD + half), right - half)
        sheet.write(
            x,
            middle - 2 * _LIFT + 2,
            text,
            size=32,
            color=palette.text,
            weight="bold",
            align="center",
            ground=palette.ground,
        )


def put_mark(sheet: Sheet, x: float, y: float, mark: Mark, palette: Palette) -> None:
    """Put a mark with its stem on `sheet`, 90 pixels wide from `x` on, as the key shows it."""
    axes = sheet.figure.add_axes(
        (x / sheet.width, 1 - (y + 20) / sheet.height, 90 / sheet.width, 40 / sheet.height), label=f"key {mark}"
    )
    axes.set_axis_off()
    axes.set_xlim(0, 90)
    axes.set_ylim(0, 40)
    _mark(axes, 45, 20, mark, palette, arrow=40, gid="key")


def _draw(axes: Axes, point: Point, y: float, palette: Palette, *, arrow: float) -> None:
    _mark(axes, point.number, y, mark_of(point), palette, arrow=arrow, gid=point.fact)


def _mark(axes: Axes, x: float, y: float, mark: Mark, palette: Palette, *, arrow: float, gid: str) -> None:
    color = palette.disputed if mark.disputed else palette.agreed
    rough = mark.kind == "approximate"
    stem = (0, (2, 1.2)) if rough else "solid"
    axes.plot([0, x], [y, y], color=color, linewidth=7 * _POINTS, linestyle=stem, solid_capstyle="butt", alpha=0.6)
    if mark.kind == "open":
        axes.annotate(
            "",
            xy=(x + arrow, y),
            xytext=(x, y),
            arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 4, "mutation_scale": 22, "shrinkA": 0},
        )
    axes.plot(
        [x],
        [y],
        marker=mark.shape,
        markersize=(26 if mark.disputed else 30) * _POINTS,
        markerfacecolor=color if mark.kind == "exact" else palette.ground,
        markeredgecolor=color,
        markeredgewidth=6 * _POINTS,
        clip_on=False,
        gid=gid,
        zorder=4,
    )


def _scale(axes: Axes, chart: Chart, palette: Palette) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    def worded(number: float, _: int | None) -> str:
        return scale_in_words(round(number, 6), chart.language, percent=chart.percent)

    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10], integer=not chart.percent))
    axes.xaxis.set_major_formatter(FuncFormatter(worded))
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=14)
    for label in axes.get_xticklabels():
        label.set(fontproperties=font(28), color=palette.quiet, parse_math=False)
    axes.grid(visible=True, axis="x", color=palette.grid, linewidth=2 * _POINTS)
    axes.set_axisbelow(True)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set(color=palette.quiet, linewidth=3 * _POINTS)
