"""Which language a question is in, learned from the example questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from bot.matching.cleaning import is_cyrillic, is_latin
from bot.matching.hashing import hashes, positions
from bot.matching.tokens import Tokens
from bot.model.language import LANGUAGES, Language

# Letters that only one of the two Cyrillic languages has.
_OWN = {**dict.fromkeys("іїєґ", "uk"), **dict.fromkeys("ыэёъ", "ru")}

OWN_LETTER = 4.0
"""Evidence (log odds) of a word with a letter of its own."""

SURE = 0.7
"""Least evidence (log odds) that makes a text Ukrainian rather than Russian or the reverse."""

REMEMBERED = 4096
"""Words whose evidence is remembered."""

_UNSEEN = 0.3
"""Times that a mark is counted beyond those that it was seen."""

_BETWEEN: tuple[Language, Language] = ("uk", "ru")


class Tongues:
    """Tells Ukrainian from Russian by words and endings; English by its script."""

    def __init__(self, written: Tokens, languages: Sequence[Language]) -> None:
        """Learn from the words of examples as written, and the language of each."""
        of = np.fromiter(map(LANGUAGES.index, languages), np.int64, len(languages))[written.rows]
        counts = np.stack(
            [np.bincount(written.numbers[of == LANGUAGES.index(one)], minlength=len(written.words)) for one in _BETWEEN]
        )
        some = [number for number in np.flatnonzero(counts.any(0)).tolist() if is_cyrillic(written.words[number])]
        marks = [_marks(written.words[number]) for number in some]
        counted = np.repeat(counts[:, some], list(map(len, marks)), axis=1)
        keys = hashes([mark for own in marks for mark in own])
        self._keys, which = np.unique(keys, return_inverse=True)
        uk, ru = (
            (np.append(np.bincount(which, own, minlength=len(self._keys)), 0) + _UNSEEN) / (int(own.sum()) + 1)
            for own in counted
        )
        self._odds = np.log(uk / ru)
        """Of each mark, and at last of one that was never seen."""
        self._seen: dict[str, float] = {}

    def language(self, written: Sequence[str]) -> Language | None:
        """Return the language of the words as written; None where they tell nothing."""
        cyrillic = [word for word in written if is_cyrillic(word)]
        latin = sum(len(word) for word in written if is_latin(word))
        if latin > 1.5 * sum(map(len, cyrillic)):
            return "en"
        evidence = self._evidence(cyrillic)
        if abs(evidence) < SURE:
            return None
        return "uk" if evidence > 0 else "ru"

    def _evidence(self, words: Sequence[str]) -> float:
        """Return log odds of Ukrainian against Russian, bounded so that no single word decides a long text."""
        new = [word for word in dict.fromkeys(words) if word not in self._seen]
        if new:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
                new = list(dict.fromkeys(words))
            self._seen.update(zip(new, self._weighed(new), strict=True))
        return sum(map(self._seen.__getitem__, words))

    def _weighed(self, words: Sequence[str]) -> Iterator[float]:
        """Yield the evidence of each word."""
        own = [{_OWN[letter] for letter in word if letter in _OWN} for word in words]
        marks = [[] if len(letters) == 1 else _marks(word) for word, letters in zip(words, own, strict=True)]
        places = positions(self._keys, hashes([mark for some in marks for mark in some]))
        odds = iter(self._odds[places].tolist())
        for letters, some in zip(own, marks, strict=True):
            if len(letters) == 1:
                yield OWN_LETTER if letters == {"uk"} else -OWN_LETTER
            else:
                yield max(-3.0, min(3.0, sum(islice(odds, len(some)))))


def _marks(word: str) -> list[str]:
    """Return the word itself and its end, which tell the languages apart."""
    return [f"={word}", *(f"{word[-size:]}>" for size in (2, 3) if len(word) > size)]
