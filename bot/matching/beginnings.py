"""Topics by the words of their questions, of which only the beginnings need to be typed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.matching.examples import Examples
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import begun


class Beginnings:
    """Finds topics by examples in which each of some words begins a word."""

    def __init__(self, examples: Examples, tokens: Tokens) -> None:
        """Keep which of `examples`, whose `tokens` these are, hold each word."""
        self._words = tokens.words
        self._postings = tokens.postings()
        self._targets, self._owners, self._titles = examples.targets, examples.owners, examples.titles
        self._sizes = np.bincount(examples.owners, minlength=len(examples.targets))
        self._firsts = np.unique(examples.owners, return_index=True)[1]

    def topics(self, folded: Sequence[str]) -> list[str]:
        """Return the topics with an example in which each of the folded words begins a word, the likeliest first.

        First come topics in whose title they do, then those in more of whose examples they do. Words of one letter
        count at the end only, where they may be unfinished.
        """
        telling = [word for word in folded[:-1] if len(word) > 1] + list(folded[-1:])
        if not telling:
            return []
        found = np.ones(len(self._owners), bool)
        for word in set(telling):
            holds = np.zeros(len(self._owners), bool)
            holds[self._postings.between(*begun(self._words, word))] = True
            found &= holds
        held = np.flatnonzero(found)
        owners = self._owners[held]
        share = np.bincount(owners, minlength=len(self._sizes)) / self._sizes
        titled = np.bincount(owners[self._titles[held]], minlength=len(self._sizes)) > 0
        some = np.flatnonzero(share)
        ranked = some[np.lexsort((self._firsts[some], -share[some], ~titled[some]))]
        best = (self._targets[number] for number in ranked.tolist())
        return [target.id for target in best if target.kind == "topic"]
