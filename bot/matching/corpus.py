"""Many texts cleaned and split into words at once, in a fifth of the time that it takes one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray

from bot.matching.cleaning import LONGEST, clean, is_plain
from bot.matching.folding import folds
from bot.matching.hashing import characters
from bot.matching.tokens import Tokens

BLOCK = 2048
"""Texts that are read at a time, which bounds the memory taken."""

_ALPHABETS = 0x500
"""Characters from here on are in neither of the alphabets in use: Latin and Cyrillic."""

_APOSTROPHE, _SPACE, _LINE = map(ord, "' \n")

_PART, _PLAIN, _LATIN, _CYRILLIC, _DIGIT = (1 << bit for bit in range(5))
"""What a character may be: a part of a word, plain, a letter of an alphabet, a digit that is used as a letter."""


def written(texts: Iterable[str]) -> Tokens:
    """Return the words of each text, as `words(clean(text))` does."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    numbers, rows, done = [], [], 0
    source = iter(texts)
    while block := list(islice(source, BLOCK)):
        said, owners = _split(block)
        numbers.append(np.fromiter(map(number.__getitem__, said), np.int64, len(said)))
        rows.append(owners + done)
        done += len(block)
    nothing = np.zeros(0, np.int64)
    return Tokens.numbered(list(number), np.concatenate([nothing, *numbers]), np.concatenate([nothing, *rows]), done)


def folded(tokens: Tokens) -> Tokens:
    """Return written words folded, as `folded_words` does: a word that folds to nothing is left out."""
    return tokens.mapped(folds(tokens.words))


def folded_texts(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the folded words of each text."""
    return list(folded(written(texts)))


def _split(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the words of all texts, and of which text (by number) each is."""
    lines = [text if sure else clean(text) for text, sure in zip(texts, _plain(texts), strict=True)]
    codes = characters("\n".join(lines))
    kinds, small = _kinds().take(codes, mode="clip"), _small().take(codes, mode="clip")
    part = (kinds & _PART).astype(bool)
    others = np.flatnonzero(codes >= _ALPHABETS)
    small[others] = codes[others]
    part[others] = np.fromiter((chr(code).isalnum() for code in codes[others].tolist()), bool, len(others))
    apostrophes = np.flatnonzero(codes[1:-1] == _APOSTROPHE) + 1
    part[apostrophes] = part[apostrophes - 1] & part[apostrophes + 1]
    small[~part] = _SPACE
    said = small.tobytes().decode("utf-32-le", "surrogatepass").split()
    begins = np.flatnonzero(part[1:] & ~part[:-1]) + 1
    begins = np.concatenate([np.flatnonzero(part[:1]), begins])
    return said, np.searchsorted(np.flatnonzero(codes == _LINE), begins)


def _plain(texts: Sequence[str]) -> Sequence[bool]:
    """Return whether each text needs no cleaning but small letters; rather no than a wrong yes."""
    codes = characters("\n".join(texts))
    ends = np.flatnonzero(codes == _LINE)
    if len(ends) != len(texts) - 1:  # some text has several lines
        return list(map(is_plain, texts))
    kinds = _kinds().take(codes, mode="clip")
    odd = (kinds & _PLAIN) == 0
    odd[ends] = False
    latin, cyrillic, foreign = ((kinds & kind).astype(bool) for kind in (_LATIN, _CYRILLIC, _LATIN | _DIGIT))
    odd[1:] |= latin[:-1] & cyrillic[1:] | cyrillic[:-1] & foreign[1:]
    sure = np.ones(len(texts), bool)
    sure[np.searchsorted(ends, np.flatnonzero(odd))] = False
    sure[np.diff(np.concatenate([[-1], ends, [len(codes)]])) > LONGEST] = False
    return sure.tolist()


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return what each character below `_ALPHABETS` is, and at last what the others are taken for: nothing."""
    kinds = []
    for one in map(chr, range(_ALPHABETS)):
        latin, cyrillic = one.isascii() and one.isalpha(), "\u0400" <= one <= "\u04ff"
        held = {_PART: one.isalnum(), _PLAIN: is_plain(one), _LATIN: latin, _CYRILLIC: cyrillic, _DIGIT: one in "036"}
        kinds.append(sum(kind for kind, holds in held.items() if holds))
    return np.array([*kinds, 0], np.uint8)


@cache
def _small() -> NDArray[np.uint32]:
    """Return the small letter of each plain character, and of the others below `_ALPHABETS` themselves."""
    every = map(chr, range(_ALPHABETS + 1))
    return np.array([ord(one.casefold() if is_plain(one) else one) for one in every], np.uint32)
