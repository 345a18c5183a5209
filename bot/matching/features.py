"""What a question is made of, for scoring: stems, pairs of stems, letter n-grams, concepts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from bot.matching.hashing import hashes
from bot.matching.lexicon import Concepts
from bot.matching.stemming import stem
from bot.matching.vocabulary import Known, Vocabulary

WEIGHTS = {"w": 1.0, "b": 0.7, "c": 0.5, "k": 0.8, "j": 0.5}
"""Weight before rarity of each kind: stems, pairs of stems, letters, concepts, pairs of concepts.

The kind is the first letter of a feature's name. Chosen together on the project's questions.
"""

GRAMS = (3, 4, 5)
"""Letters of an n-gram."""

REMEMBERED = 8192
"""Words whose features are remembered."""


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


def features(question: Sequence[Word], concepts: Concepts) -> dict[int, float]:
    """Return the question's features, each by its hash, with its weight before rarity."""
    found: dict[int, float] = {}
    for word in question:
        for known in word.known:
            stemmed, letters = _of_word(known.word)
            found[stemmed] = max(found.get(stemmed, 0.0), WEIGHTS["w"] * known.likeness)
            if known.word != word.folded:
                weight = WEIGHTS["c"] * known.likeness
                found.update((feature, max(found.get(feature, 0.0), weight)) for feature in letters)
        stemmed, letters = _of_word(word.folded)
        found.update(dict.fromkeys(letters, WEIGHTS["c"]))
        if not word.known:
            found[stemmed] = WEIGHTS["w"]
    ordered = list(_of_order([word.meant for word in question], concepts))
    found.update(zip(hashes(ordered).tolist(), [WEIGHTS[feature[0]] for feature in ordered], strict=True))
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


@lru_cache(REMEMBERED)
def _of_word(word: str) -> tuple[int, array[int]]:
    """Return the hash of a word's stem, and those of its letters."""
    stemmed, *letters = hashes([of_stem(stem(word)), *_letters(word)]).tolist()
    return stemmed, array("Q", letters)


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
