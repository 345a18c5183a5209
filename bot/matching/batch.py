"""The features of many questions at once, for learning; each feature is known by the hash of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.features import GRAMS, WEIGHTS, marked, of_concept, of_stem
from bot.matching.hashing import grams, hashes, in_rows
from bot.matching.lexicon import Concepts
from bot.matching.packed import spread
from bot.matching.tokens import Tokens


class _Held(NamedTuple):
    """Which features (by number) each word, token or question has: those from its place in `starts` to the next one."""

    starts: NDArray[np.int64]
    features: NDArray[np.int32]

    def of(self, some: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the features of `some` words, tokens or questions: which of `some` (by place) has which."""
        starts = self.starts[some]
        sizes = self.starts[some + 1] - starts
        return np.repeat(np.arange(len(some)), sizes), self.features[spread(starts, sizes)]


class _Part(NamedTuple):
    """Some features: the hash and weight of each (some may stand twice), and which has what."""

    keys: NDArray[np.uint64]
    weights: NDArray[np.float64]
    held: _Held


class Batch:
    """The features of questions, made as `features` makes those of one.

    `keys` are the hashes of all features, sorted, `weights` what each weighs before rarity.
    """

    def __init__(self, tokens: Tokens, concepts: Concepts) -> None:
        self._tokens = tokens
        parts = [_of_words(tokens), _of_pairs(tokens), _of_meaning(tokens, concepts)]
        self.keys, numbers = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
        self.weights = np.zeros(len(self.keys))
        self.weights[numbers] = np.concatenate([part.weights for part in parts])
        ends = np.cumsum([len(part.keys) for part in parts[:2]])
        self._words, self._pairs, self._meaning = (
            _Held(part.held.starts, own.astype(np.int32)[part.held.features])
            for part, own in zip(parts, np.split(numbers, ends), strict=True)
        )

    def __len__(self) -> int:
        return len(self._tokens)

    def sizes(self) -> NDArray[np.int64]:
        """Return how many features each question has at most."""
        tokens = self._tokens
        of = np.diff(self._words.starts)[tokens.numbers] + np.diff(self._pairs.starts)
        before = np.concatenate([[0], np.cumsum(of)])
        return np.diff(before[tokens.starts]) + np.diff(self._meaning.starts)

    def of(self, some: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the features of `some` questions (by number): which of `some` (by place) has which, some twice."""
        tokens = self._tokens
        starts = tokens.starts[some]
        sizes = tokens.starts[some + 1] - starts
        said, owners = spread(starts, sizes), np.repeat(np.arange(len(some)), sizes)
        words, of_words = self._words.of(tokens.numbers[said])
        pairs, of_pairs = self._pairs.of(said)
        rows, meant = self._meaning.of(some)
        return np.concatenate([owners[words], owners[pairs], rows]), np.concatenate([of_words, of_pairs, meant])


def _of_words(tokens: Tokens) -> _Part:
    """Return the stem and the letters of each word."""
    count = len(tokens.words)
    stems = hashes([of_stem(one) for one in tokens.stems])
    own, owners = grams("c", list(map(marked, tokens.words)), GRAMS)
    weights = np.repeat([WEIGHTS["w"], WEIGHTS["c"]], [count, len(own)])
    held = np.concatenate([np.arange(count), owners])
    order = np.argsort(held, kind="stable").astype(np.int32)
    return _Part(np.concatenate([stems, own]), weights, _Held(_begins(held, count), order))


def _of_pairs(tokens: Tokens) -> _Part:
    """Return the pair of stems that each token makes with the next one of its question."""
    known, numbers = tokens.stemmed.words, tokens.stemmed.numbers
    near = np.flatnonzero(np.diff(tokens.rows) == 0)
    pairs, features = np.unique(numbers[near] * len(known) + numbers[near + 1], return_inverse=True)
    firsts, seconds = np.divmod(pairs, max(1, len(known)))
    keys = _two("b", known, firsts, seconds)
    return _Part(keys, np.full(len(keys), WEIGHTS["b"]), _Held(_begins(near, len(numbers)), features.astype(np.int32)))


def _of_meaning(tokens: Tokens, concepts: Concepts) -> _Part:
    """Return the concepts of each question and their pairs."""
    known, rows, meant = concepts.of_all(tokens)
    width = len(known) + 1
    sizes = np.bincount(rows, minlength=len(tokens))
    ends = np.cumsum(sizes)
    after = ends[rows] - np.arange(len(rows)) - 1  # concepts of the same question that follow each
    first, second = np.repeat(np.arange(len(rows)), after), spread(np.arange(1, len(rows) + 1), after)
    codes = np.concatenate([meant + 1, (meant[first] + 1) * width + meant[second] + 1])
    owners = np.concatenate([rows, rows[first]])
    distinct, features = np.unique(codes, return_inverse=True)
    alone = int(np.searchsorted(distinct, width))
    firsts, seconds = np.divmod(distinct[alone:], width)
    keys = np.concatenate(
        [
            hashes([of_concept(known[one - 1]) for one in distinct[:alone].tolist()]),
            _two("j", known, firsts - 1, seconds - 1),
        ]
    )
    weights = np.repeat([WEIGHTS["k"], WEIGHTS["j"]], [alone, len(distinct) - alone])
    order = np.argsort(owners, kind="stable")
    return _Part(keys, weights, _Held(_begins(owners, len(tokens)), features[order].astype(np.int32)))


def _two(kind: str, known: Sequence[str], firsts: NDArray[np.int64], seconds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the hashes of features of two `known` texts (by number), made as `joined` makes them."""
    both = np.stack([firsts, seconds], 1).ravel()
    sizes = np.fromiter(map(len, known), np.int64, len(known))
    return in_rows(kind, hashes(known)[both], sizes[both], np.arange(0, len(both) + 1, 2))


def _begins(owners: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return where each owner's things begin once they are sorted by owner, and at last where the last one's end."""
    return np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))])
