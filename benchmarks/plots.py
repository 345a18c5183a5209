"""Small plots of measured figures, as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

Curve = Sequence[tuple[float, float]]


def curves(path: Path, title: str, across: str, up: str, drawn: Mapping[str, Curve], *, wide: bool = False) -> None:
    """Draw one line for each name, both axes labelled; `across` is logarithmic to base 2.

    `wide` is for values over many powers of ten: both axes are logarithmic to base 10, and the first line stands out.
    """
    figure, axes = plt.subplots(figsize=(7.6, 4.2) if wide else (6.4, 3.6), dpi=80)
    for name, points in drawn.items():
        width = 3.0 if wide and name == next(iter(drawn)) else 1.5
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", markersize=3, lw=width, label=name)
    if wide:
        axes.set(xscale="log", yscale="log")
        axes.yaxis.set_major_formatter("{x:g}")
    else:
        axes.set_xscale("log", base=2)
        axes.set_ylim(bottom=0)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.legend(fontsize=7, loc="upper left" if wide else "best", bbox_to_anchor=(1.01, 1.0) if wide else None)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    plt.close(figure)
