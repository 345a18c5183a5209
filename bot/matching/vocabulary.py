"""The words that the example questions use, and what a word that is not among them may have meant."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

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

REMEMBERED = 8192
"""Unknown words whose neighbours are remembered."""

ALIKE_SHORT = 0.75
"""The same for words of at most `SHORT` letters, where one mistake weighs more."""

SHORT = 4
"""Letters of the longest short word."""

UNFINISHED = 3
"""Letters from which on the last word may be an unfinished one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A known word that a typed one stands for, and how sure that is (0 to 1)."""

    word: str
    likeness: float


class Vocabulary:
    """Folded words with the number of example questions that hold each."""

    def __init__(self, questions: Sequence[Iterable[str]], tokens: Tokens | None = None) -> None:
        """Count the words of `questions`, whose `tokens` may be at hand."""
        tokens = tokens or Tokens([tuple(question) for question in questions])
        self.words = tokens.words
        self.questions = len(questions)
        self.counts = dict(zip(tokens.words, tokens.postings().sizes().tolist(), strict=True))
        self._near_seen: dict[tuple[str, bool], tuple[Known, ...]] = {}
        self._order, self._like = _by_length(tokens.words)
        self._letters = _letter_sets(tokens.words)[self._order]

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
        found = {}
        if last:
            longer = completions(self.words, word)
            longer.sort(key=lambda other: (-self.counts[other], other))
            found = {other: len(word) / len(other) for other in longer[:3]}
        cutoff = ALIKE if len(word) > SHORT else ALIKE_SHORT
        among = self._comparable(word[0], word, cutoff)
        alike = process.extract(word, among, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=3)
        if not alike and len(word) > SHORT:
            swapped = [
                other for letter in sorted({word[1], word[2]}) for other in self._comparable(letter, word, cutoff)
            ]
            alike = process.extract(word, swapped, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=1)
        for other, likeness, _ in alike:
            if not found or other in found or likeness >= SURELY:
                found[other] = max(found.get(other, 0.0), likeness)
        ranked = sorted(found.items(), key=lambda item: (-item[1], -self.counts[item[0]], item[0]))
        return tuple(Known(other, round(likeness, 4)) for other, likeness in ranked[:3])

    def _comparable(self, letter: str, word: str, cutoff: float) -> list[str]:
        """Return the words from a first letter whose length and letters allow for a likeness of `cutoff`.

        A mistake changes at most two letters, which are compared as sets: none that is like enough is left out.
        """
        reach = max(1, round(len(word) * (1 - ALIKE)))
        own = _letter_sets([word])
        found: list[str] = []
        for length in range(len(word) - reach, len(word) + reach + 1):
            if (letter, length) in self._like:
                start, end = self._like[letter, length]
                mistakes = int(max(length, len(word)) * (1 - cutoff) + ROUNDING)
                near = np.bitwise_count(self._letters[start:end] ^ own) <= 2 * mistakes
                found += [self.words[number] for number in self._order[start:end][near].tolist()]
        return found


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


def _by_length(words: Sequence[str]) -> tuple[NDArray[np.int32], dict[tuple[str, int], tuple[int, int]]]:
    """Return the numbers of sorted words by first letter and length, and where those of each stand."""
    like: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        like[word[:1], len(word)].append(number)
    ends = accumulate(map(len, like.values()), initial=0)
    where = dict(zip(like, pairwise(ends), strict=True))
    return np.fromiter(chain.from_iterable(like.values()), np.int32, len(words)), where


def _letter_sets(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the letters of each word as bits; letters 64 apart share one, which only makes words more alike."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    sets = np.zeros(len(words), np.uint64)
    if sizes.any():
        bits = np.uint64(1) << (letters("".join(words)) % np.uint64(64))
        sets[sizes > 0] = np.bitwise_or.reduceat(bits, (np.cumsum(sizes) - sizes)[sizes > 0])
    return sets
