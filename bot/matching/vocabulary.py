"""The words that the example questions use, and what a word that is not among them may have meant."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

ALIKE = 0.78
"""Least likeness (0 to 1, OSA) at which a known word is taken for an unknown one."""

SURELY = 0.85
"""Least likeness at which a known word is taken for one that may also be unfinished."""

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

    def __init__(self, questions: Iterable[Iterable[str]]) -> None:
        self.counts: Counter[str] = Counter()
        self.questions = 0
        for question in questions:
            self.counts.update(set(question))
            self.questions += 1
        self._sorted = Stems(self.counts)
        self._like: dict[tuple[str, int], list[str]] = defaultdict(list)  # by first letter and length
        for word in self._sorted.words:
            self._like[word[0], len(word)].append(word)
        self._near_seen: dict[tuple[str, bool], tuple[Known, ...]] = {}

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
            longer = self._sorted.completions(word)
            longer.sort(key=lambda other: (-self.counts[other], other))
            found = {other: len(word) / len(other) for other in longer[:3]}
        cutoff = ALIKE if len(word) > SHORT else ALIKE_SHORT
        among = self._of_like_length(word[0], len(word))
        alike = process.extract(word, among, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=3)
        if not alike and len(word) > SHORT:
            swapped = [
                other for letter in sorted({word[1], word[2]}) for other in self._of_like_length(letter, len(word))
            ]
            alike = process.extract(word, swapped, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=1)
        for other, likeness, _ in alike:
            if not found or other in found or likeness >= SURELY:
                found[other] = max(found.get(other, 0.0), likeness)
        ranked = sorted(found.items(), key=lambda item: (-item[1], -self.counts[item[0]], item[0]))
        return tuple(Known(other, round(likeness, 4)) for other, likeness in ranked[:3])

    def _of_like_length(self, letter: str, length: int) -> list[str]:
        """Return the words from a first letter whose length allows for a few mistakes."""
        reach = max(1, round(length * (1 - ALIKE)))
        lengths = range(length - reach, length + reach + 1)
        return [word for size in lengths for word in self._like.get((letter, size), ())]


class Stems:
    """Words in order, to find those that complete an unfinished one; also tells whether it holds a word."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self._held = frozenset(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._held

    def completions(self, start: str) -> list[str]:
        """Return the words that begin with `start`."""
        first = bisect_left(self.words, start)
        return self.words[first : bisect_left(self.words, start + LAST, first)]

    def completes(self, start: str) -> bool:
        """Tell whether any word begins with `start`."""
        first = bisect_left(self.words, start)
        return first < len(self.words) and self.words[first].startswith(start)


LAST = "\U0010ffff"
"""A character after every letter."""
