"""What people ask and get no answer to, gathered by likeness."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words
from bot.matching.likeness import near_pairs
from bot.matching.matcher import Matcher
from bot.matching.stemming import stem
from bot.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from bot.store.asked import Asked  # which needs the whole of SQLAlchemy

ASKERS = 3
"""Distinct askers from which on a gap is shown: what fewer asked may tell of a person."""

ALIKE = 78.0
"""Least likeness (0 to 100) of two questions of one gap, by their stems without fillers and the city's name.

Source: the trial on the examples of declines with typing mistakes; below, different questions run together.
"""

SHARED = 3
"""Of two like questions' rarest words they share one."""

VARIANTS = 8
"""Ways of asking that are shown of a gap, at most."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A topic near a gap, and the probability (0 to 1) that it is what is asked for."""

    topic: str
    probability: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Like questions without an answer: by how many distinct persons, how often and when last (UTC) they were asked.

    `variants` are ways of asking by language, the commonest first; `text` is the commonest of all.
    """

    text: str
    askers: int
    times: int
    last: dt.datetime
    variants: dict[Language, tuple[str, ...]]
    nearest: tuple[Nearest, ...]


@dataclass(slots=True)
class _Way:
    """One way of asking: the questions with the same words."""

    text: str
    language: Language
    key: tuple[str, ...]
    persons: set[str]
    times: int
    last: dt.datetime


def gaps(asked: Sequence[Asked], matcher: Matcher, most: int = 50) -> list[Gap]:
    """Return at most `most` gaps with at least ASKERS distinct askers, those of most askers first."""
    ways = sorted(_ways(asked, matcher), key=lambda way: (-len(way.persons), -way.times, way.text))
    alike: dict[int, list[int]] = defaultdict(list)
    for pair in near_pairs([way.key for way in ways], at_least=ALIKE, shared=SHARED):
        alike[pair.first].append(pair.second)
        alike[pair.second].append(pair.first)
    taken: set[int] = set()
    groups = []
    for number in range(len(ways)):  # the commonest way leads, and those like it join; chains don't grow
        if number not in taken:
            group = [number, *(other for other in sorted(alike[number]) if other not in taken)]
            taken.update(group)
            groups.append([ways[one] for one in group])
    found = [(len(set().union(*(way.persons for way in group))), group) for group in groups]
    shown = [(askers, group) for askers, group in found if askers >= ASKERS]
    shown.sort(key=lambda one: (-one[0], -sum(way.times for way in one[1]), one[1][0].text))
    return [_gap(askers, group, matcher) for askers, group in shown[:most]]


def _ways(asked: Sequence[Asked], matcher: Matcher) -> list[_Way]:
    ways: dict[tuple[str, ...], _Way] = {}
    keys: dict[str, tuple[str, ...]] = {}
    texts: dict[tuple[str, ...], Counter[tuple[str, Language]]] = defaultdict(Counter)
    for one in asked:
        key = keys.get(one.likeness)
        if key is None:
            key = keys[one.likeness] = _key(one.likeness, matcher)
        if not key:
            continue
        way = ways.setdefault(key, _Way(one.text, one.language, key, set(), 0, one.at))
        way.persons.add(one.person)
        way.times += 1
        way.last = max(way.last, one.at)
        texts[key][one.text, one.language] += 1
    for key, way in ways.items():
        way.text, way.language = min(texts[key], key=lambda text: (-texts[key][text], text))
    return list(ways.values())


def _key(text: str, matcher: Matcher) -> tuple[str, ...]:
    """Return the stems that tell what is asked: without fillers and the city's name, unless nothing else is said."""
    folded = folded_words(words(clean(text)))
    telling = [
        word for word in folded if word not in matcher.learned.fillers and not matcher.learned.city.of_word(word)
    ]
    return tuple(map(stem, telling or folded))


def _gap(askers: int, group: Sequence[_Way], matcher: Matcher) -> Gap:
    variants: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        if own := tuple(way.text for way in group if way.language == language):
            variants[language] = own[:VARIANTS]
    match = matcher.match(group[0].text)
    return Gap(
        text=group[0].text,
        askers=askers,
        times=sum(way.times for way in group),
        last=max(way.last for way in group),
        variants=variants,
        nearest=tuple(
            Nearest(one.target.id, round(match.probability * one.share / match.topics[0].share, 2))
            for one in match.topics[:3]
        ),
    )
