"""How alike two short texts are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process


def nearest(word: str, among: Iterable[str], *, at_least: float = 70.0) -> str | None:
    """Return the text of `among` most like `word`, or None where none reaches `at_least` (0 to 100)."""
    found = process.extractOne(word, sorted(among), scorer=fuzz.ratio, score_cutoff=at_least)
    return found[0] if found else None


AT_ONCE = 256
"""Texts compared with others at a time, which bounds the memory taken."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their numbers, the lower first, and how alike they are (0 to 100)."""

    first: int
    second: int
    likeness: float


def near_pairs(texts: Sequence[Sequence[str]], *, at_least: float, shared: int = 2) -> list[Pair]:
    """Return the pairs of `texts` (folded words) that are at least so much alike (0 to 100), whatever the words' order.

    Only texts that share one of their `shared` rarest words are compared, so that time grows with the number of
    texts, not with its square. Equal texts are pairs too.
    """
    counts = Counter(word for text in texts for word in set(text))
    sorted_words = [" ".join(sorted(text)) for text in texts]
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in sorted(set(text), key=lambda word: (counts[word], word))[:shared]:
            sharing[word].append(number)
    found: dict[tuple[int, int], float] = {}
    for numbers in sharing.values():
        if len(numbers) > 1:
            some = [sorted_words[number] for number in numbers]
            for start in range(0, len(some), AT_ONCE):
                rows = some[start : start + AT_ONCE]
                alike = process.cdist(rows, some[start:], scorer=fuzz.ratio, score_cutoff=at_least, dtype=np.float32)
                for first, second in np.argwhere(np.triu(alike, 1)):
                    found[numbers[start + first], numbers[start + second]] = float(alike[first, second])
    return [Pair(first, second, round(likeness, 1)) for (first, second), likeness in sorted(found.items())]
