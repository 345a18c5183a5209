"""Many questions as numbers of their words, so that each word needs to be looked at once only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from bot.matching.packed import Groups


class Tokens:
    """`words` are the questions' folded words, sorted; `numbers` (of words) stand in order, of question `rows`."""

    def __init__(self, questions: Sequence[Sequence[str]]) -> None:
        self.words = sorted(set(chain.from_iterable(questions)))
        self.questions = len(questions)
        of = {word: number for number, word in enumerate(self.words)}
        sizes = np.fromiter(map(len, questions), np.int64, len(questions))
        self.numbers = np.fromiter(map(of.__getitem__, chain.from_iterable(questions)), np.int64, int(sizes.sum()))
        self.rows = np.repeat(np.arange(len(questions)), sizes)

    def postings(self) -> Groups:
        """Return the questions that hold each word."""
        return Groups(self.numbers, self.rows, len(self.words), unique=True)
