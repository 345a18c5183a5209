"""The words that the example questions use, and what a word that is not among them may have meant."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.hashing import letters
from bot.matching.tokens import Tokens

ALIKE = 0.78
"""Least likeness (0 to 1, OSA) at which a known word is taken for an unknown one."""

SURELY = 0.85
"""Least likeness at which a known word is taken for one that may also be unfinished."""

ROUNDING = 1e-9
"""Added before a number of mistakes is cut to a whole one."""

REMEMBERED = 4096
"""Unknown words whose neighbours are remembered."""

ALIKE_SHORT = 0.75
"""The same for words of at most `SHORT` letters, where one mistake weighs more."""

SHORT = 4
"""Letters of the longest short word."""

UNFINISHED = 3
"""Letters from which on the last word may be an unfinished one."""


class Known(NamedTuple):
    """A known word that a typed one stands for, and how sure that is (0 to 1)."""

    word: str
    likeness: float


class Vocabulary:
    """Folded words with the number of example questions that hold each."""

    def __init__(self, questions: Sequence[Sequence[str]]) -> None:
        """Count the words of `questions`."""
        tokens = questions if isinstance(questions, Tokens) else Tokens(questions)
        self.words = tokens.words
        self.questions = len(questions)
        self.counts = dict(zip(tokens.words, tokens.postings().sizes().tolist(), strict=True))
        self._near_seen: dict[tuple[str, bool], tuple[Known, ...]] = {}
        self._order, self._starts = _by_length(tokens.words)
        self._letters = _letter_sets(tokens.words)[self._order]
        self._sizes = np.fromiter(map(len, tokens.words), np.int32, len(tokens.words))[self._order]

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def rarity(self, word: str) -> float:
        """Return the word's weight by inverse frequency: near 0 for the commonest, about 10 for one never seen."""
        return math.log((self.questions + 1) / (self.counts.get(word, 0) + 0.5))

    def near(self, word: str, *, last: bool = False) -> tuple[Known, ...]:
        """Return up to three known words that an unknown `word` may be, likeliest first; `last` may be unfinished."""
        key = (word, last)
        if key not in self._near_seen:
            if len(self._near_seen) >= REMEMBERED:
                self._near_seen.clear()
            self._near_seen[key] = self._looked_up(word, last=last)
        return self._near_seen[key]

    def _looked_up(self, word: str, *, last: bool) -> tuple[Known, ...]:
        if len(word) < UNFINISHED or word.isdigit():
            return ()
        if not last:
            return self._ranked(self._alike(word))
        longer = completions(self.words, word)
        if not longer:
            return self.near(word)
        longer.sort(key=lambda other: (-self.counts[other], other))
        sure = {known.word: known.likeness for known in self.near(word) if known.likeness >= SURELY}
        return self._ranked({other: round(len(word) / len(other), 4) for other in longer[:3]} | sure)

    def _ranked(self, found: Mapping[str, float]) -> tuple[Known, ...]:
        ranked = sorted(found.items(), key=lambda item: (-item[1], -self.counts[item[0]], item[0]))
        return tuple(Known(other, likeness) for other, likeness in ranked[:3])

    def _alike(self, word: str) -> dict[str, float]:
        """Return the word most like `word`, and up to two more that are surely meant; nothing where none is alike.

        Where none begins alike, the first letters may be swapped.
        """
        cutoff = ALIKE if len(word) > SHORT else ALIKE_SHORT
        among = self._comparable(word[0], word, cutoff)
        found = process.extract(word, among, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=3)
        if not found and len(word) > SHORT:
            swapped = [
                other for letter in sorted({word[1], word[2]}) for other in self._comparable(letter, word, cutoff)
            ]
            found = process.extract(word, swapped, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=1)
        return {other: round(like, 4) for place, (other, like, _) in enumerate(found) if not place or like >= SURELY}

    def _comparable(self, letter: str, word: str, cutoff: float) -> list[str]:
        """Return the words from a first letter whose length and letters allow for a likeness of `cutoff`.

        A mistake changes at most two letters, which are compared as sets: none that is like enough is left out.
        """
        size = len(word)
        reach = max(1, round(size * (1 - ALIKE)))
        starts = self._starts.get(letter, (0,))
        start, end = (starts[min(length, len(starts) - 1)] for length in (size - reach, size + reach + 1))
        if start == end:
            return []
        mistakes = [2 * int(max(length, size) * (1 - cutoff) + ROUNDING) for length in range(size + reach + 1)]
        apart = np.bitwise_count(self._letters[start:end] ^ np.uint64(_letter_set(word)))
        near = apart <= np.array(mistakes)[self._sizes[start:end]]
        return [self.words[number] for number in self._order[start:end][near].tolist()]


def completions(words: Sequence[str], start: str) -> list[str]:
    """Return those of the sorted `words` that begin with `start`."""
    first, end = begun(words, start)
    return list(words[first:end])


def begun(words: Sequence[str], start: str) -> tuple[int, int]:
    """Return where the sorted `words` that begin with `start` stand: the first, and the one after the last."""
    first = bisect_left(words, start)
    return first, bisect_left(words, start + LAST, first)


LAST = "\U0010ffff"
"""A character after every letter."""


def _by_length(words: Sequence[str]) -> tuple[NDArray[np.int32], dict[str, tuple[int, ...]]]:
    """Return the numbers of sorted words by first letter and length, and where those of each begin among them.

    The latter for each letter and each length from 0 to one more than its longest word has.
    """
    order = sorted(range(len(words)), key=lambda number: (words[number][:1], len(words[number])))
    starts = {}
    begin = 0
    for letter, numbers in groupby(order, key=lambda number: words[number][:1]):
        sizes = [len(words[number]) for number in numbers]
        starts[letter] = tuple(begin + bisect_left(sizes, size) for size in range(sizes[-1] + 2))
        begin += len(sizes)
    return np.array(order, np.int32), starts


def _letter_set(word: str) -> int:
    """Return the letters of a word as bits, as `_letter_sets` does."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) % 64
    return found


def _letter_sets(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the letters of each word as bits; letters 64 apart share one, which only makes words more alike."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    sets = np.zeros(len(words), np.uint64)
    if sizes.any():
        bits = np.uint64(1) << (letters("".join(words)) % np.uint64(64))
        sets[sizes > 0] = np.bitwise_or.reduceat(bits, (np.cumsum(sizes) - sizes)[sizes > 0])
    return sets
