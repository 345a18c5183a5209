"""Lexicon entries ready for look-up: concepts and places of folded words and phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.matching.cleaning import clean, words
from bot.matching.folding import fold


class Concepts:
    """Finds which of some named sets of forms the words of a text hold."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._prefix: dict[str, set[str]] = defaultdict(set)
        for name, entries in forms.items():
            for entry in entries:
                folded = tuple(map(fold, words(clean(entry))))
                if entry.endswith("*") and len(folded) == 1:
                    self._prefix[folded[0]].add(name)
                elif folded:
                    self._exact[folded].add(name)
        self._longest = max(map(len, self._exact), default=1)
        self._shortest = min(map(len, self._prefix), default=1)
        self._words: dict[str, frozenset[str]] = {}

    def of_word(self, folded: str) -> frozenset[str]:
        """Return the names whose forms hold one folded word."""
        if folded not in self._words:
            if len(self._words) > 65536:
                self._words.clear()
            found = set(self._exact.get((folded,), ()))
            for end in range(self._shortest, len(folded) + 1):
                found |= self._prefix.get(folded[:end], set())
            self._words[folded] = frozenset(found)
        return self._words[folded]

    def of(self, folded: Sequence[str]) -> list[str]:
        """Return the names of all words and phrases of a text, sorted."""
        found: set[str] = set()
        for start, word in enumerate(folded):
            found |= self.of_word(word)
            for length in range(2, self._longest + 1):
                found |= self._exact.get(tuple(folded[start : start + length]), set())
        return sorted(found)
