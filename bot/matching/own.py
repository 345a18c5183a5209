"""What the examples of each target hold: their stems, and the questions themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.matching.packed import Groups, Packed
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import begun

REMEMBERED = 64
"""Targets whose examples are kept at hand, some ten kilobytes each."""

_UNHEARD, _RARE = 0, 1
_BYTES = [byte for byte in range(256) if byte not in {_UNHEARD, _RARE, ord("\n"), ord(" ")}]


class _Alphabet(dict[int, int]):
    """Recodes the letters of some words to a byte each, which makes texts faster to compare.

    If they are very many the rarest share one; a letter that no word has is like none of them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        counts = Counter("".join(words))
        commonest = sorted(map(ord, counts), key=lambda letter: (-counts[chr(letter)], letter))
        super().__init__(zip_longest(commonest, _BYTES[: len(commonest)], fillvalue=_RARE))
        self[ord(" ")] = ord(" ")

    def __missing__(self, letter: int) -> int:
        return _UNHEARD


class Own:
    """Targets by number (from 0 to `count` - 1), what their examples hold, and which are most like a question."""

    def __init__(self, questions: Tokens, owners: NDArray[np.int64], count: int) -> None:
        """Keep what `questions` hold; `owners` are the numbers of their targets."""
        self._stems = questions.stemmed.words
        self._held = Groups(owners[questions.rows], questions.stemmed.numbers, count, unique=True)
        self._examples = Groups(owners, np.arange(len(owners)), count, unique=False)
        self._alphabet = _Alphabet(questions.words)
        said = questions.in_order().texts([word.translate(self._alphabet) for word in questions.words])
        of = (self._examples[target].tolist() for target in range(count))
        self._lists: dict[int, list[str]] = {}
        self._said = Packed(("\n".join(map(said.__getitem__, numbers)) for numbers in of), "latin-1")

    def holds(self, target: int, stems: Sequence[str]) -> list[bool]:
        """Tell of each stem whether the target's examples hold it."""
        held = self._held[target]
        numbers = [bisect_left(self._stems, stemmed) for stemmed in stems]
        places = held.searchsorted(numbers).tolist()
        return [
            place < len(held) and held[place] == number and self._stems[number] == stemmed
            for stemmed, number, place in zip(stems, numbers, places, strict=True)
        ]

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
        recoded = " ".join(sorted(asked)).translate(self._alphabet)
        found = process.extractOne(recoded, self._list(target), scorer=fuzz.ratio)
        return int(self._examples[target][found[2]]), found[1] / 100

    def _list(self, target: int) -> list[str]:
        """Return what the target's examples say."""
        found = self._lists.get(target)
        if found is None:
            if len(self._lists) >= REMEMBERED:
                self._lists.clear()
            found = self._lists[target] = self._said[target].split("\n")
        return found
