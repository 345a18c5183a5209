"""Texts as 64-bit numbers, the same in every process, so that many can be told apart in little memory."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

import numpy as np
from numpy.typing import NDArray

MULTIPLIER = 0x9E3779B97F4A7C15
"""Base of the polynomial over a text's letters; odd, so that no letter is lost modulo 2**64."""

_MODULUS = 2**64
_POWERS = [MULTIPLIER]


def letters(text: str) -> NDArray[np.uint64]:
    """Return the code of each letter."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)


def powers(count: int) -> NDArray[np.uint64]:
    """Return by what each of the first `count` letters of a text is multiplied."""
    return np.cumprod(np.full(count, MULTIPLIER, np.uint64), dtype=np.uint64)


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
    return np.add.reduceat(codes * powers(int(sizes.max()))[places], starts)


def hash_of(text: str) -> int:
    """Return the hash of one text that is not empty, as `hashes` does; for a single text that is faster."""
    while len(_POWERS) < len(text):
        _POWERS.append(_POWERS[-1] * MULTIPLIER % _MODULUS)
    total: int = sum(map(mul, map(ord, text), _POWERS))
    return total % _MODULUS


def positions(among: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where each of `wanted` stands in the sorted `among`; -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1)
    found = np.minimum(among.searchsorted(wanted), len(among) - 1)
    return np.where(among[found] == wanted, found, -1)
