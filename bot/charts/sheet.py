"""A sheet of paper in pixels, from its top left corner: texts measured and broken into lines, over matplotlib."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DPI = 100

Weight = Literal["normal", "bold"]

_FONTS: dict[Weight, str] = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
"""They come with matplotlib, and have all letters of the three languages."""


def width_of(text: str, size: int, weight: Weight = "normal") -> float:
    """Return how wide `text` is in letters `size` pixels high, in pixels."""
    width, _, _ = _renderer().get_text_width_height_descent(text, font(size, weight), ismath=False)
    return float(width)


def lines_of(text: str, size: int, width: float, weight: Weight = "normal") -> list[str]:
    """Return `text` in lines of at most `width` pixels, broken at spaces; a longer word has a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def font(size: int, weight: Weight = "normal") -> FontProperties:
    """Return the font for letters `size` pixels high."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    file = Path(mpl.get_data_path(), "fonts", "ttf", _FONTS[weight])
    return FontProperties(fname=file, size=size * 72 / DPI)


class Sheet:
    """A figure of `width` by `height` pixels on which texts are put."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        from matplotlib.figure import Figure

        self.width = width
        self.height = height
        self.figure: Figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=ground)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int,
        color: str,
        weight: Weight = "normal",
        align: Literal["left", "center", "right"] = "left",
        ground: str | None = None,
    ) -> None:
        """Put one line of `text` at `x`, its middle at `y`; `ground` covers what lies below it."""
        self.figure.text(
            x / self.width,
            1 - y / self.height,
            text,
            color=color,
            fontproperties=font(size, weight),
            ha=align,
            va="center_baseline",
            bbox={"facecolor": ground, "edgecolor": "none", "pad": 1} if ground else None,
            parse_math=False,  # a dollar sign is a dollar sign
        )


@cache
def _renderer() -> Any:
    """Return what measures texts."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its caches
    canvas: Any = FigureCanvasAgg(Figure(dpi=DPI))
    return canvas.get_renderer()
