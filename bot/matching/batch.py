"""The features of many questions at once, for learning; each feature is known by the hash of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from bot.matching.features import GRAMS, WEIGHTS, marked, of_concept, of_concepts, of_pair, of_stem
from bot.matching.hashing import hashes, letters, powers
from bot.matching.lexicon import Concepts
from bot.matching.packed import spread
from bot.matching.stemming import stem
from bot.matching.tokens import Tokens


@dataclass(frozen=True)
class _Part:
    """Some features: the hash and weight of each (some may stand twice), and which (by number) belongs to what."""

    keys: NDArray[np.uint64]
    weights: NDArray[np.float64]
    owners: NDArray[np.int64]
    features: NDArray[np.int64]


class Batch:
    """The features of questions of known words, made as `features` makes those of one.

    `keys` are the hashes of all features, sorted, `weights` what each weighs before rarity; `rows` and `columns` are
    the pairs of a question and a feature of it, by their numbers, in no order and some of them twice.
    """

    def __init__(self, questions: Sequence[Sequence[str]], concepts: Concepts, tokens: Tokens | None = None) -> None:
        """Make the features of `questions`, whose `tokens` may be at hand."""
        tokens = tokens or Tokens(questions)
        self.questions = len(questions)
        stems = [stem(word) for word in tokens.words]
        parts = [_of_words(tokens.words, stems), _of_pairs(tokens, stems), _of_meaning(questions, concepts, tokens)]
        self.keys, first, numbers = np.unique(
            np.concatenate([part.keys for part in parts]), return_index=True, return_inverse=True
        )
        self.weights = np.concatenate([part.weights for part in parts])[first]
        words, pairs, meaning = np.split(numbers, np.cumsum([len(part.keys) for part in parts[:2]]))
        sizes = np.bincount(parts[0].owners, minlength=len(tokens.words))
        held = sizes[tokens.numbers]
        columns = words[spread((np.cumsum(sizes) - sizes)[tokens.numbers], held)]
        self.rows = np.concatenate([np.repeat(tokens.rows, held), parts[1].owners, parts[2].owners])
        self.columns = np.concatenate([columns, pairs[parts[1].features], meaning[parts[2].features]])


def _of_words(words: Sequence[str], stems: Sequence[str]) -> _Part:
    """Return the stem and the letters of each word, word after word."""
    text = [marked(word) for word in words]
    sizes = np.fromiter(map(len, text), np.int64, len(text))
    starts = np.cumsum(sizes) - sizes
    codes, by = letters("".join(text)), powers(max(GRAMS) + 1)
    keys = [hashes([of_stem(one) for one in stems])]
    owners = [np.arange(len(words))]
    for size in GRAMS:
        count = np.maximum(sizes - size + 1, 0)
        where = spread(starts, count)
        found = np.repeat(by[:1] * np.uint64(ord("c")), len(where))
        for place in range(size):
            found += codes[where + place] * by[place + 1]
        keys.append(found)
        owners.append(np.repeat(np.arange(len(words)), count))
    weights = np.repeat([WEIGHTS["w"], WEIGHTS["c"]], [len(words), sum(map(len, keys[1:]))])
    order = np.argsort(np.concatenate(owners), kind="stable")
    return _Part(np.concatenate(keys)[order], weights[order], np.concatenate(owners)[order], np.arange(len(order)))


def _of_pairs(tokens: Tokens, stems: Sequence[str]) -> _Part:
    """Return the pairs of neighbouring stems."""
    known = sorted(set(stems))
    of = {one: number for number, one in enumerate(known)}
    numbers = np.fromiter(map(of.__getitem__, stems), np.int64, len(stems))[tokens.numbers]
    near = np.flatnonzero(np.diff(tokens.rows) == 0)
    pairs, features = np.unique(numbers[near] * len(known) + numbers[near + 1], return_inverse=True)
    firsts, seconds = (part.tolist() for part in np.divmod(pairs, max(1, len(known))))
    keys = hashes([of_pair(known[first], known[second]) for first, second in zip(firsts, seconds, strict=True)])
    return _Part(keys, np.full(len(keys), WEIGHTS["b"]), tokens.rows[near], features)


def _of_meaning(questions: Sequence[Sequence[str]], concepts: Concepts, tokens: Tokens) -> _Part:
    """Return the concepts and their pairs."""
    meant = {word: concepts.of_word(word) for word in tokens.words}
    begins = {word for word in tokens.words if concepts.begins_phrase(word)}
    sets: list[frozenset[str]] = []
    for question in questions:
        names = frozenset().union(*map(meant.__getitem__, question))
        sets.append(names if begins.isdisjoint(question) else names | concepts.of_phrases(question))
    known = sorted(frozenset().union(*sets))
    of = {name: number for number, name in enumerate(known, 1)}
    width = len(known) + 1
    codes = {names: _codes(sorted(map(of.__getitem__, names)), width) for names in set(sets)}
    sizes = np.fromiter((len(codes[names]) for names in sets), np.int64, len(sets))
    flat = np.fromiter(chain.from_iterable(map(codes.__getitem__, sets)), np.int64, int(sizes.sum()))
    distinct, features = np.unique(flat, return_inverse=True)
    pairs = [divmod(code, width) for code in distinct.tolist()]
    keys = hashes(
        [of_concepts(known[one - 1], known[other - 1]) if one else of_concept(known[other - 1]) for one, other in pairs]
    )
    weights = np.array([WEIGHTS["j" if one else "k"] for one, _ in pairs], np.float64)
    return _Part(keys, weights, np.repeat(np.arange(len(sets)), sizes), features)


def _codes(numbers: Sequence[int], width: int) -> list[int]:
    """Return a code for each of some concepts (by numbers from 1, sorted) and for each pair of them."""
    return [*numbers, *(one * width + other for one, other in combinations(numbers, 2))]
