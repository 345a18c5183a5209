"""What a text may say: as typed, in another keyboard layout, or in Cyrillic spelled with Latin letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.matching.cleaning import clean, is_cyrillic, is_latin, words
from bot.matching.folding import fold, transliterations
from bot.matching.layout import retyped
from bot.matching.vocabulary import Vocabulary

MOST_WORDS = 120
"""Words of a text that are read."""

CLEARLY = 0.15
"""By how much more of its letters (0 to 1) another reading must be known to replace what was typed.

Source: the trial of readings on the project's questions, where it cost nothing on clean text.
"""

Kind = Literal["typed", "layout", "transliterated"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: its words as written and folded (one for one), and the share of its letters in known words."""

    kind: Kind
    written: tuple[str, ...]
    folded: tuple[str, ...]
    known: float


def readings(text: str, vocabulary: Vocabulary) -> list[Reading]:
    """Return the readings of `text` that were looked at, the chosen one first.

    Where nearly all of what was typed is known, no other can be clearly better, and none is looked at.
    """
    cleaned = clean(text)
    typed = _typed(cleaned, vocabulary)
    others = list(_others(cleaned, typed, vocabulary)) if typed.known < 1 - CLEARLY else []
    best = max(others, key=lambda reading: reading.known, default=typed)
    chosen = best if best.known > typed.known + CLEARLY else typed
    return [chosen, *(reading for reading in (typed, *others) if reading is not chosen)]


def _typed(cleaned: str, vocabulary: Vocabulary) -> Reading:
    written = tuple(words(cleaned)[:MOST_WORDS])
    mixed = any(map(is_cyrillic, written))
    folded = tuple(_folded(word, vocabulary) if mixed else fold(word) for word in written)
    return _reading("typed", written, folded, vocabulary)


def _others(cleaned: str, typed: Reading, vocabulary: Vocabulary) -> Iterator[Reading]:
    for other in retyped(cleaned):
        retold = tuple(words(clean(other))[:MOST_WORDS])
        yield _reading("layout", retold, tuple(map(fold, retold)), vocabulary)
    if any(map(is_latin, typed.written)) and not any(map(is_cyrillic, typed.written)):
        spelled = tuple(_spelled(word, vocabulary) for word in typed.written)
        yield _reading("transliterated", spelled, spelled, vocabulary)


def _reading(kind: Kind, written: tuple[str, ...], folded: tuple[str, ...], vocabulary: Vocabulary) -> Reading:
    if not all(folded):  # a lone soft sign folds to nothing
        kept = [pair for pair in zip(written, folded, strict=True) if pair[1]]
        written, folded = tuple(word for word, _ in kept), tuple(word for _, word in kept)
    letters = [min(len(word), 8) for word in folded]
    known = sum(
        length if word in vocabulary.counts else length / 2 * _partly(word, vocabulary)
        for word, length in zip(folded, letters, strict=True)
    )
    return Reading(kind, written, folded, known / max(1, sum(letters)))


def _partly(word: str, vocabulary: Vocabulary) -> float:
    near = vocabulary.near(word)
    return near[0].likeness if near else 0.0


def _folded(word: str, vocabulary: Vocabulary) -> str:
    """Fold one word of a mixed text; a Latin word that nobody writes in English may be Cyrillic spelled out."""
    folded = fold(word)
    if folded in vocabulary.counts or not is_latin(word):
        return folded
    return next((spelled for spelled in transliterations(word) if spelled in vocabulary), folded)


def _spelled(word: str, vocabulary: Vocabulary) -> str:
    options = transliterations(word)
    if not options:
        return fold(word)
    known = [option for option in options if option in vocabulary]
    if known:
        return max(known, key=lambda option: vocabulary.counts[option])
    return next((option for option in options if vocabulary.near(option)), options[0])
