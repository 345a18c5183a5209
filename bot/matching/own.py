"""What the examples of each target hold: their stems, and the questions themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.matching.packed import Groups, Packed
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import begun


class Own:
    """Targets by number (from 0 to `count` - 1), what their examples hold, and which are most like a question."""

    def __init__(self, questions: Tokens, owners: NDArray[np.int64], count: int) -> None:
        """Keep what `questions` hold; `owners` are the numbers of their targets."""
        self._stems = questions.stemmed.words
        self._held = Groups(owners[questions.rows], questions.stemmed.numbers, count, unique=True)
        self._examples = Groups(owners, np.arange(len(owners)), count, unique=False)
        said = list(map(" ".join, questions.in_order()))
        self._said = Packed("\n".join(said[one] for one in self._examples[target].tolist()) for target in range(count))

    def holds(self, target: int, stemmed: str) -> bool:
        """Tell whether the target's examples hold a stem."""
        first, end = begun(self._stems, stemmed)
        return first < end and self._stems[first] == stemmed and self._any(target, first, first + 1)

    def completes(self, target: int, start: str) -> bool:
        """Tell whether any stem of the target's examples begins with `start`."""
        return self._any(target, *begun(self._stems, start))

    def _any(self, target: int, first: int, end: int) -> bool:
        """Tell whether the target holds any of the stems with numbers from `first` to before `end`."""
        held = self._held[target]
        place = int(held.searchsorted(first))
        return place < len(held) and int(held[place]) < end

    def examples(self, target: int) -> int:
        """Return how many examples the target has."""
        return len(self._examples[target])

    def most_like(self, target: int, asked: Sequence[str]) -> tuple[int, float]:
        """Return the number of the target's example most like folded words in any order, and the likeness (0 to 1)."""
        # With the words of both in order, this is the library's token_sort_ratio at a third of its cost.
        found = process.extractOne(" ".join(sorted(asked)), self._said[target].split("\n"), scorer=fuzz.ratio)
        return int(self._examples[target][found[2]]), found[1] / 100
