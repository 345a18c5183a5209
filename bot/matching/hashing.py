"""Texts as 64-bit numbers, the same in every process, so that many can be told apart in little memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MULTIPLIER = 0x9E3779B97F4A7C15
"""Base of the polynomial over a text's letters; odd, so that no letter is lost modulo 2**64."""


def characters(text: str) -> NDArray[np.uint32]:
    """Return the code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def letters(text: str) -> NDArray[np.uint64]:
    """Return the code of each letter, to be hashed."""
    return characters(text).astype(np.uint64)


def powers(count: int) -> NDArray[np.uint64]:
    """Return by what each of the first `count` letters of a text is multiplied."""
    return np.cumprod(np.full(count, MULTIPLIER, np.uint64), dtype=np.uint64)


_MODULUS = 2**64
_MASK = _MODULUS - 1

_KEPT = powers(4096)
"""Enough for any question."""


def hashes(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of each text; none may be empty. Among 10 million texts two share one with a chance of 3 in 10**6.

    A polynomial modulo 2**64: many short texts are hashed together, without a step of Python for each.
    """
    if not texts:
        return np.zeros(0, np.uint64)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.cumsum(sizes) - sizes
    codes = letters("".join(texts))
    places = np.arange(len(codes)) - np.repeat(starts, sizes)
    return np.add.reduceat(codes * _powers(int(sizes.max()))[places], starts)


def hash_of(text: str) -> int:
    """Return the hash of one text that is not empty, as `hashes` does; for a single text that is faster."""
    return int(letters(text) @ _powers(len(text)))


def grams(letter: str, texts: Sequence[str], sizes: Collection[int]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hash of a letter with each run of so many letters of a text after it, and of which text each is."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    of = np.repeat(np.arange(len(texts)), lengths)
    codes = letters("".join(texts))
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    by = _powers(max(sizes) + 1)
    hashed = np.repeat(by[:1] * np.uint64(ord(letter)), len(codes))
    found, owners = [], []
    for size in range(1, max(sizes) + 1):
        rest = codes[size - 1 :]
        hashed = hashed[: len(rest)] + rest * by[size]
        if size in sizes:
            whole = left[: len(rest)] >= size  # else it goes on in the next text
            found.append(hashed[whole])
            owners.append(of[: len(rest)][whole])
    return np.concatenate(found), np.concatenate(owners)


class Joint(NamedTuple):
    """A text as the first and as the second of two that are joined; see `joined`."""

    first: int
    after: int
    second: int


def joint(letter: str, text: str) -> Joint:
    """Return what is needed of a text to hash it with another one, after a letter; that can be remembered."""
    hashed = hash_of(text)
    return Joint(
        MULTIPLIER * (ord(letter) + hashed) % _MODULUS,
        pow(MULTIPLIER, len(text) + 2, _MODULUS),
        (ord(" ") + hashed) % _MODULUS,
    )


def joined(first: Joint, second: Joint) -> int:
    """Return the hash of the letter, the first text, a space and the second text."""
    return (first.first + first.after * second.second) & _MASK


def _powers(count: int) -> NDArray[np.uint64]:
    """Return the same as `powers`, from those that are kept."""
    return _KEPT[:count] if count <= len(_KEPT) else powers(count)


def followed(first: NDArray[np.uint64], sizes: NDArray[np.int64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of each first text (of `sizes` letters) with the second after it, from the hashes of both."""
    return first + second * np.uint64(MULTIPLIER) ** sizes.astype(np.uint64)


def in_rows(
    first: str, words: NDArray[np.uint64], sizes: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Return the hash of each row of words with single spaces between them, after a `first` letter.

    `words` and `sizes` are hashes and letters of all words; each row begins at its place in `starts`, whose last is
    where the last row ends.
    """
    (letter,), (space,) = hashes([first]), hashes([" "])
    found = np.full(len(starts) - 1, letter)
    some = np.flatnonzero(np.diff(starts))
    if len(some):
        spaced = followed(words, sizes, np.full(len(words), space))
        spaced[starts[some + 1] - 1] = words[starts[some + 1] - 1]  # none after the last
        before = np.cumsum(sizes + 1) - sizes - 1
        before += 1 - np.repeat(before[starts[some]], np.diff(starts)[some])
        found[some] = followed(
            found[some],
            np.zeros(len(some), np.int64),
            np.add.reduceat(followed(np.zeros(len(words), np.uint64), before, spaced), starts[some]),
        )
    return found


def positions(among: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where each of `wanted` stands in the sorted `among`; -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1)
    found = np.minimum(among.searchsorted(wanted), len(among) - 1)
    return np.where(among[found] == wanted, found, -1)
