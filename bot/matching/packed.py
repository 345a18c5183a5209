"""Many values a group, kept as two arrays: fast to load, and shared by the processes that map one file."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def spread(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers from each of `starts` on, as many as its size says, one run after another."""
    return np.arange(int(sizes.sum())) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)


def runs(*values: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return where runs of equal values begin; of several arrays, of equal values in each."""
    begins = np.zeros(len(values[0]), bool)
    begins[:1] = True
    for some in values:
        begins[1:] |= some[1:] != some[:-1]
    return np.flatnonzero(begins)


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the values in order, each once; unlike `np.unique` without loading the half of NumPy for it."""
    ordered = np.sort(values)
    return ordered[runs(ordered)]


class Packed:
    """Texts as one block of bytes, each made anew when it is looked at."""

    def __init__(self, texts: Iterable[str], encoding: str = "utf-8") -> None:
        self._encoding = encoding
        encoded = [text.encode(encoding, "surrogatepass") for text in texts]
        self._ends = np.cumsum([0, *map(len, encoded)])
        self._bytes = np.frombuffer(b"".join(encoded), np.uint8)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        start, end = self._ends[number], self._ends[number + 1]
        return self._bytes[start:end].tobytes().decode(self._encoding, "surrogatepass")


class Groups:
    """Numbers in groups, sorted within each: `groups[number]` is an array."""

    def __init__(self, groups: NDArray[np.int64], values: NDArray[np.int64], count: int, *, unique: bool) -> None:
        """Sort `values` (from 0) by the group (0 to `count` - 1) of each; `unique` keeps each once a group."""
        span = int(values.max(initial=0)) + 1
        keys = groups * span + values
        keys = distinct(keys) if unique else np.sort(keys)
        owners, values = np.divmod(keys, span)
        self._starts = np.searchsorted(owners, np.arange(count + 1))
        self._values = values.astype(np.int32)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> NDArray[np.int32]:
        return self._values[self._starts[number] : self._starts[number + 1]]

    def of(self, groups: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the numbers of some groups, group after group."""
        starts = self._starts[groups]
        return self._values[spread(starts, self._starts[groups + 1] - starts)]

    def sizes(self) -> NDArray[np.int64]:
        """Return how many numbers each group has."""
        return np.diff(self._starts)

    def between(self, first: int, end: int) -> NDArray[np.int32]:
        """Return the numbers of the groups from `first` to before `end`, group after group."""
        return self._values[self._starts[first] : self._starts[max(first, end)]]
