"""Small plots of measured figures, as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

Curve = Sequence[tuple[float, float]]


def curves(path: Path, title: str, across: str, up: str, drawn: Mapping[str, Curve]) -> None:
    """Draw one line for each name; both axes are labelled, `across` is logarithmic to base 2."""
    figure, axes = plt.subplots(figsize=(6.4, 3.6), dpi=80)
    for name, points in drawn.items():
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", markersize=3, label=name)
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.set_ylim(bottom=0)
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.legend(fontsize=7)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    plt.close(figure)
