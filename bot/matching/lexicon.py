"""Lexicon entries ready for look-up: concepts and places of folded words and phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.corpus import folded_texts
from bot.matching.packed import Groups, distinct, spread
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import begun

REMEMBERED = 4096
"""Words whose names are remembered."""

_NO_NAMES: frozenset[str] = frozenset()

_Form = TypeVar("_Form", str, tuple[str, ...])


def _forms() -> dict[str, set[str]]:
    return defaultdict(set)


class Concepts:
    """Finds which of some named sets of forms the words of a text hold."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._prefix: dict[str, set[str]] = defaultdict(set)
        self._open: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(_forms)
        given = [(name, entry) for name, entries in forms.items() for entry in entries]
        for (name, entry), folded in zip(given, folded_texts(entry for _, entry in given), strict=True):
            if entry.endswith("*") and len(folded) == 1:
                self._prefix[folded[0]].add(name)
            elif entry.endswith("*") and folded:
                self._open[folded[:-1]][folded[-1]].add(name)
            elif folded:
                self._exact[folded].add(name)
        self._longest: dict[str, int] = {}  # of the phrases that begin with a word
        for phrase in (*self._exact, *((*head, "") for head in self._open)):
            if len(phrase) > 1:
                self._longest[phrase[0]] = max(len(phrase), self._longest.get(phrase[0], 0))
        _share(self._exact)
        _share(self._prefix)
        self._follows = _following(self._exact, self._open)
        self._shortest = min(map(len, self._prefix), default=1)
        self._heads = frozenset(start[: self._shortest] for start in self._prefix)
        self._words: dict[str, frozenset[str]] = {}
        self._quiet: set[str] = set()  # words without a name, with which no phrase begins

    def of_word(self, folded: str) -> frozenset[str]:
        """Return the names whose forms hold one folded word."""
        if folded in self._quiet:
            return _NO_NAMES
        known = self._words.get(folded)
        if known is not None:
            return known
        if len(self._words) + len(self._quiet) >= REMEMBERED:
            self.forget()
        sets = []
        if folded[: self._shortest] in self._heads:
            begun = (folded[:end] for end in range(self._shortest, len(folded) + 1))
            sets = [self._prefix[start] for start in begun if start in self._prefix]
        if (folded,) in self._exact:
            sets.append(self._exact[folded,])
        known = frozenset().union(*sets) if sets else _NO_NAMES
        if known or folded in self._follows:
            self._words[folded] = known
        else:
            self._quiet.add(folded)
        return known

    def of(self, folded: Sequence[str]) -> list[str]:
        """Return the names of all words and phrases of a text, sorted."""
        if self._quiet.issuperset(folded):
            return []
        return sorted(self.of_phrases(folded).union(*filter(None, map(self.of_word, folded))))

    def of_phrases(self, folded: Sequence[str]) -> set[str]:
        """Return the names whose forms of several words stand in a text."""
        found: set[str] = set()
        for start, (first, second) in enumerate(pairwise(folded)):
            if first in self._follows:
                words, beginnings = self._follows[first]  # few go on, and the look at phrases costs more
                if second in words or second.startswith(beginnings):
                    found.update(name for _, _, name in self._phrases(folded, start))
        return found

    def of_words(self, words: Sequence[str]) -> Iterator[tuple[int, int, set[str]]]:
        """Yield runs of sorted words (from a number to before another) with names whose forms hold each of them."""
        of = {word: number for number, word in enumerate(words)}
        for form, names in self._exact.items():
            if len(form) == 1 and form[0] in of:
                yield of[form[0]], of[form[0]] + 1, names
        for start, names in self._prefix.items():
            yield *begun(words, start), names

    def of_all(self, tokens: Tokens) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
        """Return the names of all words and phrases of each text: all names, and pairs of a text and a name of it.

        Names and pairs are sorted; pairs are of numbers.
        """
        listed = chain(self._exact.values(), self._prefix.values(), *(ends.values() for ends in self._open.values()))
        known = sorted(frozenset().union(*listed))
        of = {name: number for number, name in enumerate(known)}
        runs = [(start, end, of[name]) for start, end, names in self.of_words(tokens.words) for name in names]
        starts, ends, names = np.array(runs, np.int64).reshape(-1, 3).T
        held = Groups(spread(starts, ends - starts), np.repeat(names, ends - starts), len(tokens.words), unique=True)
        sizes = held.sizes()[tokens.numbers]
        found = [(row, of[name]) for row, name in self._phrases_of(tokens)]
        phrases = np.array(found, np.int64).reshape(-1, 2).T
        keys = np.concatenate([np.repeat(tokens.rows, sizes), phrases[0]]) * len(known)
        keys += np.concatenate([held.of(tokens.numbers), phrases[1]])
        rows, meant = np.divmod(distinct(keys), max(1, len(known)))
        return known, rows, meant

    def _phrases_of(self, tokens: Tokens) -> Iterator[tuple[int, str]]:
        """Yield the texts (by number) with the names of their phrases."""
        several, of = len(tokens.words), {word: number for number, word in enumerate(tokens.words)}
        begin = [-1]
        for first, (whole, starts) in self._follows.items():
            if first in of:
                seconds = {of[word] for word in whole if word in of}
                seconds.update(*(range(*begun(tokens.words, start)) for start in starts))
                begin += [of[first] * several + second for second in seconds]
        near = np.flatnonzero(np.diff(tokens.rows) == 0)
        pairs = tokens.numbers[near] * several + tokens.numbers[near + 1]
        begin.sort()
        near = near[np.array(begin)[np.searchsorted(begin, pairs, side="right") - 1] == pairs]
        rows = tokens.rows[near]
        for row, place, end in zip(rows.tolist(), near.tolist(), tokens.starts[rows + 1].tolist(), strict=True):
            longest = self._longest[tokens.words[tokens.numbers[place]]]
            said = [tokens.words[number] for number in tokens.numbers[place : min(place + longest, end)].tolist()]
            for _, _, name in self._phrases(said, 0):
                yield row, name

    def held(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell of each of some sorted words whether a form is that word."""
        found = np.zeros(len(words), bool)
        for start, end, _ in self.of_words(words):
            found[start:end] = True
        return found

    def begins_phrase(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell of each of some words whether a form of several words begins with it."""
        return np.fromiter((word in self._follows for word in words), bool, len(words))

    def forget(self) -> None:
        """Let go of the words that were remembered."""
        self._words.clear()
        self._quiet.clear()

    def spans(self, folded: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield where each name stands: its first word, the word after its last, and the name."""
        if self._quiet.issuperset(folded):
            return
        for start, word in enumerate(folded):
            for name in self.of_word(word):
                yield start, start + 1, name
            yield from self._phrases(folded, start)

    def _phrases(self, folded: Sequence[str], start: int) -> Iterator[tuple[int, int, str]]:
        for length in range(2, min(self._longest.get(folded[start], 0), len(folded) - start) + 1):
            *head, last = folded[start : start + length]
            for name in self._exact.get((*head, last), ()):
                yield start, start + length, name
            for begin, names in self._open.get(tuple(head), {}).items():
                if last.startswith(begin):
                    yield from ((start, start + length, name) for name in sorted(names))


def _share(names: dict[_Form, set[str]]) -> None:
    """Let forms of the same names hold one set, not one each: thousands of them are of one name."""
    known: dict[frozenset[str], set[str]] = {}
    for form, held in names.items():
        names[form] = known.setdefault(frozenset(held), held)


def _following(
    exact: Iterable[tuple[str, ...]], unfinished: Mapping[tuple[str, ...], Iterable[str]]
) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return what may follow the first word of each phrase: words, and beginnings of words."""
    whole: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, set[str]] = defaultdict(set)
    for phrase in (*exact, *unfinished):
        if len(phrase) > 1:
            whole[phrase[0]].add(phrase[1])
    for head, ends in unfinished.items():
        if len(head) == 1:
            starts[head[0]].update(ends)
    return {first: (frozenset(whole[first]), tuple(sorted(starts[first]))) for first in {*whole, *starts}}


class Places:
    """Finds other places that a text names."""

    def __init__(self, places: Mapping[str, Iterable[str]], local: Iterable[str]) -> None:
        self._places = Concepts(places)
        self._local = Concepts({"local": local})

    def may_begin(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell of each of some sorted folded words whether the name of a place may begin with it."""
        return self._places.held(words) | self._places.begins_phrase(words)

    def forget(self) -> None:
        """Let go of the words that were remembered."""
        self._places.forget()

    def of(self, folded: Sequence[str]) -> list[str]:
        """Return the places named, sorted; a name inside the city hides a place that it covers, word for word."""
        if not self._places.of(folded):
            return []
        inside = [(start, end) for start, end, _ in self._local.spans(folded)]
        return sorted(
            {
                place
                for start, end, place in self._places.spans(folded)
                if not any(first <= start and end <= last for first, last in inside)
            }
        )
