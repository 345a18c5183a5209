"""Measures and how they are shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: may it be answered, is the first topic right, is one of three, and how sure the method is."""

    answerable: bool
    first: bool
    top3: bool
    score: float


def share(found: Iterable[bool]) -> float:
    """Return the share (0 to 1) of what holds; 0 of nothing."""
    counted = list(found)
    return sum(counted) / len(counted) if counted else 0.0


def right_at(judged: Sequence[Judged], false: float) -> float:
    """Return the share of answerable questions answered right, at most `false` (0 to 1) of the others being answered.

    An answer is given where the score is above a threshold; the threshold is the lowest one that keeps to `false`.
    """
    others = sorted((one.score for one in judged if not one.answerable), reverse=True)
    allowed = int(false * len(others))
    threshold = others[allowed] if allowed < len(others) else float("-inf")
    return share(one.first and one.score > threshold for one in judged if one.answerable)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first stand to the right."""
    lines = [columns, ["---", *["--:"] * (len(columns) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def three(value: float) -> str:
    """Return a share with three digits and no leading zero: .912."""
    return f"{value:.3f}".removeprefix("0")


def resident() -> float:
    """Return the memory of this process that is resident now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
