"""Lexicon entries ready for look-up: concepts and places of folded words and phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words

REMEMBERED = 4096
"""Words whose names are remembered."""

_NO_NAMES: frozenset[str] = frozenset()


def _forms() -> dict[str, set[str]]:
    return defaultdict(set)


class Concepts:
    """Finds which of some named sets of forms the words of a text hold."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._prefix: dict[str, set[str]] = defaultdict(set)
        self._open: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(_forms)
        for name, entries in forms.items():
            for entry in entries:
                folded = folded_words(words(clean(entry)))
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
        self._follows = _following(self._exact, self._open)
        self._shortest = min(map(len, self._prefix), default=1)
        self._words: dict[str, frozenset[str]] = {}

    def of_word(self, folded: str) -> frozenset[str]:
        """Return the names whose forms hold one folded word."""
        known = self._words.get(folded)
        if known is not None:
            return known
        if len(self._words) >= REMEMBERED:
            self._words.clear()
        begun = (folded[:end] for end in range(self._shortest, len(folded) + 1))
        sets = [self._prefix[start] for start in begun if start in self._prefix]
        if (folded,) in self._exact:
            sets.append(self._exact[folded,])
        known = self._words[folded] = frozenset().union(*sets) if sets else _NO_NAMES
        return known

    def of(self, folded: Sequence[str]) -> list[str]:
        """Return the names of all words and phrases of a text, sorted."""
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

    def begins_phrase(self, word: str) -> bool:
        """Tell whether a form of several words begins with a folded word."""
        return word in self._follows

    def forget(self) -> None:
        """Let go of the words that were remembered."""
        self._words.clear()

    def spans(self, folded: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield where each name stands: its first word, the word after its last, and the name."""
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

    def may_begin(self, word: str) -> bool:
        """Tell whether the name of a place may begin with a folded word."""
        return bool(self._places.of_word(word)) or self._places.begins_phrase(word)

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
