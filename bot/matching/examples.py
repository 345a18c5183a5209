"""The example questions in little memory, and which of them say the same as a question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.matching.hashing import hash_of
from bot.matching.index import Target
from bot.matching.match import Example
from bot.matching.packed import Packed
from bot.model.language import LANGUAGES


class Examples(Sequence[Example]):
    """Example questions, each made anew when it is looked at; `owners` are the numbers of their `targets` (sorted)."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.targets = sorted({example.target for example in examples})
        number = {target: place for place, target in enumerate(self.targets)}
        self.owners = np.array([number[example.target] for example in examples], np.int64)
        self._languages = np.array([LANGUAGES.index(example.language) for example in examples], np.int8)
        self._numbers = np.array([example.number for example in examples], np.int32)
        self._texts = Packed(example.text for example in examples)

    def number(self, target: Target) -> int:
        """Return where a target that has examples stands among `targets`."""
        return bisect_left(self.targets, target)

    @property
    def titles(self) -> NDArray[np.bool_]:
        """Return which examples are titles."""
        return np.asarray(self._numbers < 0)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, number: int) -> Example: ...

    @overload
    def __getitem__(self, number: slice) -> list[Example]: ...

    def __getitem__(self, number: int | slice) -> Example | list[Example]:
        if isinstance(number, slice):
            return [self[one] for one in range(len(self))[number]]
        place = range(len(self))[number]
        target, language = self.targets[self.owners[place]], LANGUAGES[self._languages[place]]
        return Example(target, language, int(self._numbers[place]), self._texts[place])


class Sayings:
    """Finds the number that was kept for what is said, by its hash."""

    def __init__(self, keys: NDArray[np.uint64], numbers: NDArray[np.int64]) -> None:
        """Keep a number for each hash of what is said; these are sorted."""
        self._keys = keys
        self._numbers = numbers.astype(np.int32)

    def get(self, said: str) -> int | None:
        """Return the number kept for `said` (not empty); None where there is none."""
        key = np.uint64(hash_of(said))
        place = int(self._keys.searchsorted(key))
        return int(self._numbers[place]) if place < len(self._keys) and self._keys[place] == key else None
