"""Charts drawn: what stands where, not what the letters look like."""

from __future__ import annotations

import io
import struct
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation
from numpy.typing import ArrayLike
from PIL import Image

from bot.answering.charting import drawn
from bot.charts.chart import Chart, chart
from bot.charts.drawing import LEAST_HEIGHT, WIDTH, draw, figure_of
from bot.charts.palette import DARK, LIGHT, Palette
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from tests.charts.conftest import FIGURES, Figures, Made

SVG = "{http://www.w3.org/2000/svg}"


def _plot(figure: Figure) -> Axes:
    """Return the plot: the one beside the marks of the key."""
    (plot,) = [axes for axes in figure.axes if not str(axes.get_label()).startswith("key")]
    return plot


def _marks(figure: Figure) -> dict[str, Line2D]:
    """Return the mark of each fact."""
    return {str(line.get_gid()): line for line in _plot(figure).lines if line.get_gid()}


def _at(values: ArrayLike, number: int = 0) -> float:
    return float(np.asarray(values)[number])


def _texts(figure: Figure) -> list[str]:
    return [text.get_text().replace("\u00a0", " ") for text in figure.texts]


def test_each_figure_has_its_mark_in_its_row(made: Made) -> None:
    """Marks stand at their numbers, newest at the top, one a row."""
    marks = _marks(figure_of(made()))
    shown = made().points
    assert [(str(id_), _at(mark.get_xdata())) for id_, mark in marks.items()] == [
        (point.fact, point.number) for point in shown
    ]
    heights = [_at(mark.get_ydata()) for mark in marks.values()]
    assert heights == sorted(heights)
    low, high = _plot(figure_of(made())).get_ylim()
    assert low > heights[-1] > heights[0] > high, "the axis points down, and every mark is inside"


def test_the_scale_begins_at_zero_and_holds_all(made: Made) -> None:
    """A count is measured from zero, and the largest figure has room for its arrow."""
    figure = figure_of(made())
    low, high = _plot(figure).get_xlim()
    assert low == 0
    assert high > 1300000
    assert "0" in [label.get_text() for label in _plot(figure).get_xticklabels()]


def test_shapes_tell_what_colours_tell(made: Made) -> None:
    """Disputed ones are diamonds, rough ones hollow with a dashed stem, open ones have an arrow: never colour alone."""
    figure = figure_of(made())
    marks = _marks(figure)
    assert {id_: mark.get_marker() for id_, mark in marks.items()} == {
        "now": "o", "rival": "D", "over": "D", "rough-date": "o", "undated": "o"
    }  # fmt: skip
    filled = {id_ for id_, mark in marks.items() if to_hex(mark.get_markerfacecolor()) != LIGHT.ground}
    assert filled == {"now"}
    stems = [line for line in _plot(figure).lines if not line.get_gid()]
    dashed = {_at(stem.get_xdata(), 1) for stem in stems if stem.get_linestyle() == "--"}
    assert dashed == {800000, 750000, 700000}
    (arrow,) = [note for note in _plot(figure).texts if isinstance(note, Annotation)]
    assert arrow.xy[0] > 1000000


def test_words_say_all_that_is_drawn(made: Made) -> None:
    """Title, dates, speakers, figures with the numbers of their sources, the key and the sources are in the picture."""
    texts = _texts(figure_of(made()))
    for wanted in ("Trams of the city", "1.3 million [1][2]", "over 1 million [1]", "about 800,000 [2]", "undated",
                   "the city council", "sources disagree", "this many or more", "approximate figure or date",
                   "[1] The Gazette, 9 October 2025", "[2] Кур'єр, about 30 July 2024", "Small bot"):  # fmt: skip
        assert wanted in texts


def test_the_key_explains_only_what_is_there(made: Made) -> None:
    """Exact figures that agree need no key."""
    plain: Figures = {id_: (as_of, 10, {}) for id_, (as_of, _, _) in FIGURES.items() if as_of.startswith("2025")}
    texts = _texts(figure_of(made(figures=plain)))
    assert not {"sources disagree", "exact figure, as in the source"} & set(texts)


def test_shares_are_percents(made: Made) -> None:
    """A chart of shares says so on the scale and at each figure."""
    shares: Figures = {f"s{n}": (f"2025-0{n}", {"number": 10 * n, "unit": "percent"}, {}) for n in (3, 2, 1)}
    figure = figure_of(made("uk", shares))
    assert "30% [1]" in _texts(figure)
    assert all(label.get_text().endswith("%") for label in _plot(figure).get_xticklabels())


def test_nothing_but_zero_can_be_drawn(made: Made) -> None:
    """Figures that are all zero have a scale all the same."""
    none: Figures = {id_: (as_of, 0, {}) for id_, (as_of, _, _) in FIGURES.items()}
    assert _plot(figure_of(made(figures=none))).get_xlim() == (0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_knowledges_charts_leaves_the_picture(base: KnowledgeBase, language: Language) -> None:
    """In every language all texts are inside the picture, and no two cover each other."""
    for id_ in drawn(base):
        _fits(chart(base, id_, language))


def _fits(shown: Chart) -> None:
    figure = figure_of(shown)
    figure.canvas.draw()
    plot = _plot(figure)
    scale = [label for label in plot.get_xticklabels() if label.get_position()[0] <= plot.get_xlim()[1]]
    boxes = [text.get_window_extent() for text in [*figure.texts, *scale]]
    height = figure.get_size_inches()[1] * figure.dpi
    for number, box in enumerate(boxes):
        assert box.x0 >= 0, shown.id
        assert box.y0 >= 0, shown.id
        assert box.x1 <= WIDTH, shown.id
        assert box.y1 <= height, shown.id
        assert not [other for other in boxes[:number] if box.shrunk(0.98, 0.9).overlaps(other.shrunk(0.98, 0.9))], (
            shown.id
        )


@pytest.mark.parametrize("dark", [False, True])
def test_a_png_is_as_wide_as_a_telephone_wants(made: Made, dark: bool) -> None:
    """A picture of 1080 pixels, upright, with its title and its figures in words inside the file."""
    png = draw(made(), dark=dark)
    width, height = struct.unpack(">II", png[16:24])
    assert width == WIDTH
    assert LEAST_HEIGHT <= height < 3 * WIDTH
    with Image.open(io.BytesIO(png)) as image:
        red, green, blue = image.convert("RGB").tobytes()[:3]
        assert f"#{red:02x}{green:02x}{blue:02x}" == (DARK if dark else LIGHT).ground
        assert image.info["Title"] == "Trams of the city"
        assert "9 October 2025: 1.3" in image.info["Description"]


def test_an_svg_is_a_picture_with_words(made: Made) -> None:
    """An SVG has the title and the alternative text, and loads nothing."""
    text = draw(made("uk"), "svg")
    root = ET.fromstring(text)  # noqa: S314 - the project's own picture
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Трамваї міста"
    assert "понад 1" in text.decode()
    assert b'href="http' not in text


def test_the_same_chart_gives_the_same_bytes(made: Made) -> None:
    """Whenever and in whichever thread it is drawn."""
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: draw(made()), range(4)))) == 1
    assert draw(made(), "svg") == draw(made(), "svg")


def _luminance(color: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stand_out(palette: Palette) -> None:
    """Text has a contrast of 7 to the ground, marks of 3 (WCAG 2.2, 1.4.6 and 1.4.11)."""
    assert min(_contrast(color, palette.ground) for color in (palette.text, palette.quiet)) >= 7
    assert min(_contrast(color, palette.ground) for color in (palette.agreed, palette.disputed)) >= 3
