"""What a question is made of, for scoring: stems, pairs of stems, letter n-grams, concepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.matching.lexicon import Concepts
from bot.matching.stemming import stem
from bot.matching.vocabulary import Known, Vocabulary

WEIGHTS = {"w": 1.0, "b": 0.7, "c": 0.5, "k": 0.8, "j": 0.5}
"""Weight before rarity of each kind: stems, pairs of stems, letters, concepts, pairs of concepts.

The kind is the first letter of a feature's name. Chosen together on the project's questions.
"""

GRAMS = (3, 4, 5)
"""Letters of an n-gram."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a question and the known words that it stands for (itself, if it is known)."""

    folded: str
    known: tuple[Known, ...]

    @property
    def meant(self) -> str:
        """Return the likeliest known word, or the word itself."""
        return self.known[0].word if self.known else self.folded


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
    for word in question:
        for known in word.known:
            for feature in _of_word(known.word):
                found[feature] = max(found.get(feature, 0.0), WEIGHTS[feature[0]] * known.likeness)
        for feature in _letters(word.folded):
            found[feature] = WEIGHTS["c"]
        if not word.known:
            found[of_stem(stem(word.folded))] = WEIGHTS["w"]
    for feature in _of_order([word.meant for word in question], concepts):
        found[feature] = WEIGHTS[feature[0]]
    return found


def of_stem(stemmed: str) -> str:
    """Return the feature of a stem."""
    return f"w{stemmed}"


def of_pair(first: str, second: str) -> str:
    """Return the feature of two neighbouring stems."""
    return f"b{first} {second}"


def of_concept(name: str) -> str:
    """Return the feature of a concept."""
    return f"k{name}"


def of_concepts(first: str, second: str) -> str:
    """Return the feature of two concepts of one question, by name."""
    return f"j{first} {second}"


def marked(word: str) -> str:
    """Return the part of a word that n-grams are made of, with marks at its ends."""
    return f"<{word[:24]}>"


def _of_word(word: str) -> list[str]:
    return [of_stem(stem(word)), *_letters(word)]


def _of_order(words: Sequence[str], concepts: Concepts) -> Iterator[str]:
    """Yield what a question's words make together: pairs of neighbours, concepts and their pairs."""
    for first, second in pairwise(map(stem, words)):
        yield of_pair(first, second)
    meant = concepts.of(words)
    yield from map(of_concept, meant)
    for first, second in combinations(meant, 2):
        yield of_concepts(first, second)


def _letters(word: str) -> list[str]:
    text = marked(word)
    return [f"c{text[start : start + size]}" for size in GRAMS for start in range(len(text) - size + 1)]
