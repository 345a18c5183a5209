"""What a question is made of, for scoring: stems, pairs of stems, letter n-grams, concepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.hashing import Joint, grams, hash_of, hashes, joined, joint
from bot.matching.lexicon import Concepts
from bot.matching.stemming import stem
from bot.matching.vocabulary import Known, Vocabulary

WEIGHTS = {"w": 1.0, "b": 0.7, "c": 0.5, "k": 0.8, "j": 0.5}
"""Weight before rarity of each kind: stems, pairs of stems, letters, concepts, pairs of concepts.

The kind is the first letter of a feature's name. Chosen together on the project's questions.
"""

GRAMS = (3, 4, 5)
"""Letters of an n-gram."""


REMEMBERED = 2048
"""Words, and words whose stem's hash, and concepts whose hash is remembered."""


class Word(NamedTuple):
    """A folded word of a question and the known words that it stands for (itself, if it is known)."""

    folded: str
    known: tuple[Known, ...]

    @property
    def meant(self) -> str:
        """Return the likeliest known word, or the word itself."""
        return self.known[0].word if self.known else self.folded


def recognised(folded: Sequence[str], vocabulary: Vocabulary) -> list[Word]:
    """Return each word with what it stands for; the last may be unfinished."""
    counts, last = vocabulary.counts, len(folded) - 1
    return [
        _itself(word) if word in counts else Word(word, vocabulary.near(word, last=number == last))
        for number, word in enumerate(folded)
    ]


@lru_cache(REMEMBERED)
def _itself(word: str) -> Word:
    """Return a known word."""
    return Word(word, (Known(word, 1.0),))


class Listed(NamedTuple):
    """Features of several texts, some twice: their hashes, their weights before rarity, and of which text each is."""

    hashes: NDArray[np.uint64]
    weights: NDArray[np.float64]
    rows: NDArray[np.int64]


def features(question: Sequence[Word], concepts: Concepts) -> dict[int, float]:
    """Return the question's features, each by its hash, with its weight before rarity."""
    found = of_order(question, concepts)
    own = of_words(question)
    for feature, weight in zip(own.hashes.tolist(), own.weights.tolist(), strict=True):
        found[feature] = max(found.get(feature, 0.0), weight)
    return found


def of_words(words: Sequence[Word]) -> Listed:
    """Return the features that each word has by itself: its stem and letters, and those of what it may mean."""
    said = [(row, *one) for row, word in enumerate(words) for one in _said(word)]
    texts = [text for _, text, _, _ in said]
    rows = np.array([row for row, _, _, _ in said], np.int64)
    weights = np.array([two for _, _, *two in said], np.float64).reshape(-1, 2)
    stems = hashes([of_stem(stem(text)) for text in texts])
    letters, owners = grams("c", list(map(marked, texts)), GRAMS)
    return Listed(
        np.concatenate([stems, letters]),
        np.concatenate([weights[:, 0], weights[owners, 1]]),
        np.concatenate([rows, rows[owners]]),
    )


def _said(word: Word) -> Iterator[tuple[str, float, float]]:
    """Yield what a word may say, and what the stem and the letters of that weigh."""
    likely = {known.word: known.likeness for known in word.known}
    yield word.folded, WEIGHTS["w"] * (likely.pop(word.folded, 0.0) if likely else 1.0), WEIGHTS["c"]
    for text, likeness in likely.items():
        yield text, WEIGHTS["w"] * likeness, WEIGHTS["c"] * likeness


def of_order(question: Sequence[Word], concepts: Concepts) -> dict[int, float]:
    """Return the features that words have together: pairs of neighbours, concepts and their pairs."""
    return {feature: WEIGHTS[kind] for kind, feature in _of_order([word.meant for word in question], concepts)}


def of_stem(stemmed: str) -> str:
    """Return the feature of a stem."""
    return f"w{stemmed}"


def of_concept(name: str) -> str:
    """Return the feature of a concept."""
    return f"k{name}"


def marked(word: str) -> str:
    """Return the part of a word that n-grams are made of, with marks at its ends."""
    return f"<{word[:24]}>"


def _of_order(words: Sequence[str], concepts: Concepts) -> Iterator[tuple[str, int]]:
    """Yield the kind and the hash of what a question's words make together."""
    for first, second in pairwise(map(_stemmed, words)):
        yield "b", joined(first, second)
    meant = concepts.of(words)
    if meant:
        yield from (("k", _of_concept(name)) for name in meant)
        yield from (("j", joined(*both)) for both in combinations(map(_joint, meant), 2))


@lru_cache(REMEMBERED)
def _stemmed(word: str) -> Joint:
    """Return a word's stem as one of a pair of stems."""
    return joint("b", stem(word))


@lru_cache(REMEMBERED)
def _joint(concept: str) -> Joint:
    """Return a concept as one of a pair of concepts."""
    return joint("j", concept)


@lru_cache(REMEMBERED)
def _of_concept(name: str) -> int:
    return hash_of(of_concept(name))
