"""Which language a question is in, learned from the example questions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.matching.cleaning import is_cyrillic, is_latin
from bot.model.language import Language

# Letters that only one of the two Cyrillic languages has.
_OWN = {**dict.fromkeys("іїєґ", "uk"), **dict.fromkeys("ыэёъ", "ru")}

OWN_LETTER = 4.0
"""Evidence (log odds) of a word with a letter of its own."""

SURE = 0.7
"""Least evidence (log odds) that makes a text Ukrainian rather than Russian or the reverse."""


class Tongues:
    """Tells Ukrainian from Russian by words and endings; English by its script."""

    def __init__(self, examples: Iterable[tuple[Language, Sequence[str]]]) -> None:
        self._counts: dict[Language, Counter[str]] = {"uk": Counter(), "ru": Counter()}
        for language, written in examples:
            if language in self._counts:
                for word in written:
                    if is_cyrillic(word):
                        self._counts[language].update(_marks(word))
        self._totals = {language: sum(counts.values()) + 1 for language, counts in self._counts.items()}

    def language(self, written: Sequence[str]) -> Language | None:
        """Return the language of the words as written; None where they tell nothing."""
        cyrillic = [word for word in written if is_cyrillic(word)]
        latin = sum(len(word) for word in written if is_latin(word))
        if latin > 1.5 * sum(map(len, cyrillic)):
            return "en"
        evidence = sum(self._evidence(word) for word in cyrillic)
        if abs(evidence) < SURE:
            return None
        return "uk" if evidence > 0 else "ru"

    def _evidence(self, word: str) -> float:
        """Return log odds of Ukrainian against Russian, bounded so that no single word decides a long text."""
        own = {_OWN[letter] for letter in word if letter in _OWN}
        if len(own) == 1:
            return OWN_LETTER if own == {"uk"} else -OWN_LETTER
        odds = sum(self._odds(mark) for mark in _marks(word))
        return max(-3.0, min(3.0, odds))

    def _odds(self, mark: str) -> float:
        uk, ru = ((self._counts[language][mark] + 0.3) / self._totals[language] for language in ("uk", "ru"))
        return math.log(uk / ru)


def _marks(word: str) -> list[str]:
    """Return the word itself and its end, which tell the languages apart."""
    return [f"={word}", *(f"{word[-size:]}>" for size in (2, 3) if len(word) > size)]
