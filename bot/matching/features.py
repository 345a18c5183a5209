"""What a question is made of, for scoring: stems, pairs of stems, letter n-grams, concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.matching.lexicon import Concepts
from bot.matching.stemming import stem
from bot.matching.vocabulary import Known, Vocabulary

WEIGHTS = {"w": 1.0, "b": 0.7, "c": 0.5, "k": 0.8, "j": 0.5}
"""Weight before rarity of each kind: stems, pairs of stems, letters, concepts, pairs of concepts.

The kind is the first letter of a feature's name. Chosen together on the project's questions.
"""


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
            found[f"w{stem(word.folded)}"] = WEIGHTS["w"]
    for feature in _of_order([word.meant for word in question], concepts):
        found[feature] = WEIGHTS[feature[0]]
    return found


class Batch:
    """The features of many questions of known words: `rows` and `columns` of the pairs, and each column's `weights`."""

    def __init__(self, questions: Sequence[Sequence[str]], concepts: Concepts) -> None:
        self.questions = len(questions)
        self.numbers: dict[str, int] = {}
        of_words: dict[str, list[int]] = {}
        found: list[int] = []
        sizes = []
        for question in questions:
            before = len(found)
            for word in question:
                if word not in of_words:
                    of_words[word] = self._numbered(_of_word(word))
                found += of_words[word]
            found += self._numbered(_of_order(question, concepts))
            sizes.append(len(found) - before)
        rows = np.repeat(np.arange(len(questions)), np.array(sizes, np.int64))
        pairs = np.sort(rows * max(1, len(self.numbers)) + np.array(found, np.int64)).astype(np.int64)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # sorting beats np.unique's hashing here
        self.rows, self.columns = np.divmod(pairs, max(1, len(self.numbers)))
        self.weights = np.array([WEIGHTS[feature[0]] for feature in self.numbers], np.float64)

    def _numbered(self, features: Iterable[str]) -> list[int]:
        return [self.numbers.setdefault(feature, len(self.numbers)) for feature in features]


def _of_word(word: str) -> list[str]:
    return [f"w{stem(word)}", *_letters(word)]


def _of_order(words: Sequence[str], concepts: Concepts) -> Iterator[str]:
    """Yield what a question's words make together: pairs of neighbours, concepts and their pairs."""
    for first, second in pairwise(map(stem, words)):
        yield f"b{first} {second}"
    meant = concepts.of(words)
    for number, first in enumerate(meant):
        yield f"k{first}"
        for second in meant[number + 1 :]:
            yield f"j{first} {second}"


def _letters(word: str) -> list[str]:
    marked = f"<{word[:24]}>"
    return [f"c{marked[start : start + size]}" for size in (3, 4, 5) for start in range(len(marked) - size + 1)]
