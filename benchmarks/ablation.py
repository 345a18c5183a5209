"""`make bench-ablation`: what each part of the matcher contributes.

Each row is the matcher with one part switched off, by putting something else in that part's place from here. The
calibration's weights are learned anew for each row, so that it does not suffer from weights that suit another matcher:
as the project learns them, from the knowledge (here a part of its questions) and from four fifths of the labelled
questions, then used on the other fifth. The thresholds are the stored ones. Questions are all labelled ones, follow-ups
included.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.given import knowledge, questions
from benchmarks.measuring import Judged, right_at, share, table, three
from benchmarks.replacing import replaced
from bot.desk import calibrating
from bot.desk.calibrating import Case
from bot.desk.evaluation import Labelled
from bot.matching import cleaning, corpus, features, folding, learned, matcher, readings, tokens
from bot.matching.calibration import Calibration, calibration
from bot.matching.learned import Learned, examples_of
from bot.matching.lexicon import Concepts
from bot.matching.match import Example, Match
from bot.matching.matcher import Matcher
from bot.matching.signals import Signals
from bot.matching.vocabulary import Vocabulary
from bot.model.base import KnowledgeBase

FOLDS = 5
"""Parts of the labelled questions; the weights used on each are learned from the others."""

SAMPLED = 6
"""One in so many of the knowledge's own questions teaches the calibration here."""

COLUMNS = ("the matcher", "first", "top3", "right@5%", "answered right", "false")

Examples = Callable[[list[Example]], list[Example]]
Parts = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Variant:
    """A row: its name, the parts replaced, the examples learned from, the signals left out of the calibration."""

    name: str
    parts: Parts = nullcontext
    examples: Examples = list
    unsaid: tuple[str, ...] = ()
    heard: bool = True
    """Whether the question before is told."""


def main() -> None:
    """Print the table."""
    base, asked = knowledge(), questions()
    rows = [_row(base, asked, variant) for variant in _variants(base)]
    print(f"{len(asked)} questions, {sum(bool(one.expect) for one in asked)} of them answerable\n")
    print(table(COLUMNS, rows))


def _variants(base: KnowledgeBase) -> Iterator[Variant]:
    yield Variant("**whole**")
    yield from _of_repair()
    yield from _of_features()
    yield from _of_words()
    yield Variant(
        "no themes without an answer (declines)",
        examples=lambda some: [one for one in some if one.target.kind != "decline"],
    )
    yield Variant("no guard against other places", _parts((Matcher, "_foreign", lambda *_: None)))
    yield Variant("no look-up of the same words", _parts((Learned, "same_as", lambda *_: None)))
    if base.danger is not None:
        yield Variant("no precedence of danger", _parts((Matcher, "_danger", lambda *_: None)))
    yield Variant("no question before", heard=False)
    for signal in fields(Signals):
        yield Variant(f"calibration without `{signal.name}`", unsaid=(signal.name,))
    yield Variant(
        "calibration with `score` alone", unsaid=tuple(one.name for one in fields(Signals) if one.name != "score")
    )
    for most in (10, 20, 40):
        yield Variant(f"at most {most} examples a target and language", examples=_cut(most))


def _of_repair() -> Iterator[Variant]:
    layout = (readings, "retyped", lambda _: ())
    spelled = (readings, "transliterations", lambda _: ())
    alike = (cleaning, "_MIXED", re.compile(r"(?!)"))  # finds nothing, so that no word is taken for a mixed one
    yield Variant("no layout repair", _parts(layout))
    yield Variant("no transliteration", _parts(spelled))
    yield Variant("no look-alike letters", _parts(alike))
    yield Variant("none of these three", _parts(layout, spelled, alike))
    as_written: Any = lambda word: word.replace("'", "")  # noqa: E731
    all_written: Any = lambda words: list(map(as_written, words))  # noqa: E731
    yield Variant(
        "no folding into one alphabet (nor transliteration, which spells in it)",
        _parts(spelled, (folding, "fold", as_written), (readings, "fold", as_written), (corpus, "folds", all_written)),
    )


def _of_features() -> Iterator[Variant]:
    def without(*kinds: str) -> Parts:
        ordered = features._of_order  # noqa: SLF001 - what is switched off

        def some(words: Sequence[str], concepts: Concepts) -> Iterator[tuple[str, int]]:
            return ((kind, feature) for kind, feature in ordered(words, concepts) if kind not in kinds)

        parts: list[tuple[Any, str, Any]] = [(features, "_of_order", some)]
        if "c" in kinds:
            parts.append((features, "_letters", lambda _: []))
        return _parts(*parts)

    yield Variant("stems only (no letters, pairs, concepts)", without("c", "b", "k", "j"))
    yield Variant("no letters (n-grams)", without("c"))
    yield Variant("no pairs of words", without("b"))
    yield Variant("no concepts, nor their pairs", without("k", "j"))
    yield Variant("no pairs of concepts", without("j"))
    whole: Any = lambda word: word  # noqa: E731
    yield Variant(
        "whole words, no stems", _parts(*((module, "stem", whole) for module in (features, learned, matcher, tokens)))
    )


def _of_words() -> Iterator[Variant]:
    near = Vocabulary.near

    def finished(vocabulary: Vocabulary, word: str, *, last: bool = False) -> Any:  # noqa: ARG001 - as it is called
        return near(vocabulary, word)

    yield Variant("no fuzzy nor unfinished words", _parts((Vocabulary, "near", lambda *_, **__: ())))
    yield Variant("no unfinished words", _parts((Vocabulary, "near", finished)))


def _parts(*parts: tuple[Any, str, Any]) -> Parts:
    return lambda: replaced(*parts)


def _cut(most: int) -> Examples:
    """Return what keeps `most` examples of each target and language, drawn at random, and the titles."""

    def kept(examples: list[Example]) -> list[Example]:
        groups: dict[tuple[Any, str], list[Example]] = defaultdict(list)
        for one in examples:
            groups[one.target, one.language].append(one)
        chance = random.Random(0)  # noqa: S311 - no secret is drawn
        return [one for group in groups.values() for one in chance.sample(group, min(most, len(group)))]

    return kept


def _row(base: KnowledgeBase, asked: Sequence[Labelled], variant: Variant) -> list[str]:
    """Return the figures of one variant."""
    for remembered in (folding.transliterations, folding.fold, features._stemmed):  # noqa: SLF001 - as it was learned
        remembered.cache_clear()
    stored = calibration()
    with variant.parts():
        learnt = Learned(variant.examples(list(examples_of(base))), base)
        asking = Matcher(base, stored, learnt)
        found = [asking.match(one.q, one.after if variant.heard else None) for one in asked]
        known = (calibrating, "examples_of", lambda base: variant.examples(list(examples_of(base))))
        with replaced(known, (calibrating, "Matcher", _Sampling)):
            own = list(calibrating._held_out(base, random.Random(0)))  # noqa: S311, SLF001
    sure = _sure(asked, found, own, variant.unsaid)
    judged = [
        Judged(
            answerable=bool(one.expect),
            first=_hit(one, match, 1),
            top3=_hit(one, match, 3),
            score=_score(match, probability),
        )
        for one, match, probability in zip(asked, found, sure, strict=True)
    ]
    answered = [_answered(base, stored, match, probability) for match, probability in zip(found, sure, strict=True)]
    inside = [one for one in judged if one.answerable]
    return [
        variant.name,
        three(share(one.first for one in inside)),
        three(share(one.top3 for one in inside)),
        three(right_at(judged, 0.05)),
        three(share(said and one.first for one, said in zip(judged, answered, strict=True) if one.answerable)),
        three(share(said for one, said in zip(judged, answered, strict=True) if not one.answerable)),
    ]


def _hit(asked: Labelled, match: Match, most: int) -> bool:
    return bool({candidate.target.id for candidate in match.topics[:most]} & set(asked.expect))


def _sure(
    asked: Sequence[Labelled], found: Sequence[Match], own: Sequence[Case], unsaid: Sequence[str]
) -> NDArray[np.float64]:
    """Return each question's probability of a right first topic, by weights learned from the other folds and `own`."""
    told = np.array([0, *(number + 1 for number, one in enumerate(fields(Signals)) if one.name not in unsaid)])
    taught = {
        number: case
        for number, (one, match) in enumerate(zip(asked, found, strict=True))
        if (case := calibrating._case(match, one.expect))  # noqa: SLF001 - as the project learns
    }
    numbers = np.array(list(taught))
    fold = np.random.default_rng(0).permutation(len(numbers)) % FOLDS
    sure = np.zeros(len(found))
    for part in range(FOLDS):
        cases = [taught[number] for number in numbers[fold != part]]
        weights = [1.0] * len(cases) + [calibrating.KNOWLEDGE_WEIGHT * len(cases) / len(own)] * len(own)
        cases += own
        rows = np.array([case.row for case in cases])[:, told]
        right = np.array([case.right for case in cases], float)
        learnt = np.array(calibrating._fitted(rows, right, np.array(weights)))  # noqa: SLF001
        new = np.array([taught[number].row for number in numbers[fold == part]])[:, told]
        sure[numbers[fold == part]] = 1 / (1 + np.exp(-new @ learnt))
    return sure


class _Sampling(Matcher):
    """A matcher that looks at one question of several, always the same ones, and makes nothing of the others."""

    def match(self, text: str, after: str | None = None, **how: Any) -> Match:
        """Return the match, or one that teaches the calibration nothing."""
        if zlib.crc32(text.encode()) % SAMPLED:
            return Match("none", 0.0, 0.0, (), None, readings.Reading("typed", (), (), 0.0), (), (), None)
        return super().match(text, after, **how)


def _score(match: Match, probability: float) -> float:
    """Return what orders the answers: guards and the same words as an example decide before any probability."""
    if match.exact:
        return 2.0 if match.decision == "answer" else -1.0
    if match.danger:
        return 1.0
    return -1.0 if match.place is not None else probability


def _answered(base: KnowledgeBase, stored: Calibration, match: Match, probability: float) -> bool:
    """Tell whether the question is answered, at the stored thresholds."""
    if match.exact or match.danger:
        return match.decision == "answer"
    if not match.topics or match.place is not None:
        return False
    safety = base.themes[base.topics[match.topics[0].target.id].theme].safety
    return probability >= (stored.answer_safety if safety else stored.answer)


if __name__ == "__main__":
    main()
