"""Many questions as numbers of their words, so that each word needs to be looked at once only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.matching.hashing import hashes
from bot.matching.packed import Groups
from bot.matching.stemming import stem


class Tokens(Sequence[tuple[str, ...]]):
    """Questions, each a tuple of its words.

    `words` are the distinct words, sorted; `numbers` (of words) stand in order, of question `rows`; those of a question
    begin at its place in `starts`.
    """

    def __init__(self, questions: Sequence[Sequence[str]]) -> None:
        self.words = sorted(set(chain.from_iterable(questions)))
        self.questions = len(questions)
        of = {word: number for number, word in enumerate(self.words)}
        sizes = np.fromiter(map(len, questions), np.int64, len(questions))
        self.numbers = np.fromiter(map(of.__getitem__, chain.from_iterable(questions)), np.int64, int(sizes.sum()))
        self.rows = np.repeat(np.arange(len(questions)), sizes)

    @classmethod
    def numbered(
        cls, words: Sequence[str], numbers: NDArray[np.int64], rows: NDArray[np.int64], questions: int
    ) -> Tokens:
        """Return tokens made of numbers of `words`, which may stand in any order and twice; `rows` are in order."""
        used = np.bincount(numbers, minlength=len(words)).tolist()
        known = sorted({word for word, count in zip(words, used, strict=True) if count})
        of = {word: number for number, word in enumerate(known)}
        places = np.fromiter((of.get(word, -1) for word in words), np.int64, len(words))
        return cls._of(known, places[numbers], rows, questions)

    @classmethod
    def _of(cls, words: list[str], numbers: NDArray[np.int64], rows: NDArray[np.int64], questions: int) -> Tokens:
        made = cls.__new__(cls)
        made.words, made.numbers, made.rows, made.questions = words, numbers, rows, questions
        return made

    def __len__(self) -> int:
        return self.questions

    @overload
    def __getitem__(self, number: int) -> tuple[str, ...]: ...

    @overload
    def __getitem__(self, number: slice) -> list[tuple[str, ...]]: ...

    def __getitem__(self, number: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(number, slice):
            return [self[one] for one in range(len(self))[number]]
        place = range(len(self))[number]
        return tuple(self.words[one] for one in self.numbers[self.starts[place] : self.starts[place + 1]].tolist())

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        said = list(map(self.words.__getitem__, self.numbers.tolist()))
        return (tuple(said[start:end]) for start, end in pairwise(self.starts.tolist()))

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Return where each question's numbers begin, and at last where the last one's end."""
        return np.searchsorted(self.rows, np.arange(self.questions + 1))

    @cached_property
    def stems(self) -> list[str]:
        """Return the stem of each of `words`."""
        return list(map(stem, self.words))

    @cached_property
    def stemmed(self) -> Tokens:
        """Return the questions with stems in the places of words."""
        return Tokens.numbered(self.stems, self.numbers, self.rows, self.questions)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """Return how many letters each of `words` has."""
        return np.fromiter(map(len, self.words), np.int64, len(self.words))

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """Return the hash of each of `words`."""
        empty = int(self.words[:1] == [""])
        return np.concatenate([np.zeros(empty, np.uint64), hashes(self.words[empty:])])

    def mapped(self, words: Sequence[str]) -> Tokens:
        """Return the questions with others in the places of `words`; "" leaves a word out."""
        kept = np.fromiter(map(bool, words), bool, len(words))[self.numbers]
        return Tokens.numbered(words, self.numbers[kept], self.rows[kept], self.questions)

    def texts(self, words: Sequence[str]) -> list[str]:
        """Return each question as one text, with others in the places of `words`."""
        said = list(map(words.__getitem__, self.numbers.tolist()))
        return [" ".join(said[start:end]) for start, end in pairwise(self.starts.tolist())]

    def in_order(self) -> Tokens:
        """Return the questions with the words of each sorted."""
        several = max(1, len(self.words))
        return Tokens._of(self.words, np.sort(self.rows * several + self.numbers) % several, self.rows, self.questions)

    def postings(self) -> Groups:
        """Return the questions that hold each word."""
        return Groups(self.numbers, self.rows, len(self.words), unique=True)
