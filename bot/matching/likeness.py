"""How alike two short texts are."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def nearest(word: str, among: Iterable[str], *, at_least: float = 70.0) -> str | None:
    """Return the text of `among` most like `word`, or None where none reaches `at_least` (0 to 100)."""
    found = process.extractOne(word, sorted(among), scorer=fuzz.ratio, score_cutoff=at_least)
    return found[0] if found else None
