"""What a question is made of, for scoring: stems, pairs of stems, letter n-grams, concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.matching.lexicon import Concepts
from bot.matching.stemming import stem
from bot.matching.vocabulary import Known, Vocabulary

STEM, PAIR, LETTERS, CONCEPT, CONCEPTS = 1.0, 0.7, 0.5, 0.8, 0.5
"""Weights of the kinds of features before rarity; chosen together on the project's questions."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a question and the known words that it stands for (itself, if it is known)."""

    folded: str
    known: tuple[Known, ...]


def recognised(folded: Sequence[str], vocabulary: Vocabulary) -> list[Word]:
    """Return each word with what it stands for; the last may be unfinished."""
    result = []
    for number, word in enumerate(folded):
        if word in vocabulary:
            known: tuple[Known, ...] = (Known(word, 1.0),)
        else:
            known = vocabulary.near(word, last=number == len(folded) - 1)
        result.append(Word(word, known))
    return result


def features(question: Sequence[Word], concepts: Concepts) -> dict[str, float]:
    """Return the question's features, each with its weight before rarity."""
    found: dict[str, float] = {}

    def add(feature: str, weight: float) -> None:
        if weight > found.get(feature, 0.0):
            found[feature] = weight

    stems = []
    for word in question:
        for letters in _ngrams(word.folded):
            add(f"c{letters}", LETTERS)
        for known in word.known:
            add(f"w{stem(known.word)}", STEM * known.likeness)
            if known.word != word.folded:
                for letters in _ngrams(known.word):
                    add(f"c{letters}", LETTERS * known.likeness)
        stems.append(stem(word.known[0].word if word.known else word.folded))
    for first, second in pairwise(stems):
        add(f"b{first} {second}", PAIR)
    meant = concepts.of([word.known[0].word if word.known else word.folded for word in question])
    for concept in meant:
        add(f"k{concept}", CONCEPT)
    for number, first in enumerate(meant):
        for second in meant[number + 1 :]:
            add(f"j{first} {second}", CONCEPTS)
    return found


def _ngrams(word: str) -> Iterable[str]:
    marked = f"<{word[:24]}>"
    return (marked[start : start + size] for size in (3, 4, 5) for start in range(len(marked) - size + 1))
