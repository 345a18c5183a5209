"""The matcher: a question in, candidate topics and a decision out, with everything that led there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.matching.calibration import Calibration
from bot.matching.cleaning import clean, words
from bot.matching.features import Word, features, recognised
from bot.matching.folding import fold
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts
from bot.matching.readings import Reading, readings
from bot.matching.signals import Signals, log_odds
from bot.matching.stemming import stem
from bot.matching.tongue import Tongues
from bot.matching.vocabulary import Vocabulary
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

SHARPNESS = 40.0
"""How strongly differences of score turn into differences of probability."""

Decision = Literal["answer", "suggest", "none"]


@dataclass(frozen=True, slots=True)
class Example:
    """An example question: what it asks, in which language, and which of that target's questions it is (-1: the title)."""

    target: Target
    language: Language
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target, its score, and its share of the probability of all targets (0 to 1)."""

    target: Target
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Match:
    """A question's decision and what led to it.

    `topics` are the best topics first, at most five; `best` is the best target of any kind. `probability` is the
    calibrated chance that the first topic is right. `place` is another place that the question names and the first
    topic does not. `example` is the first topic's example most like the question; `exact` says that they are the same.
    """

    decision: Decision
    probability: float
    offered: float
    topics: tuple[Candidate, ...]
    best: Candidate | None
    reading: Reading
    others: tuple[Reading, ...]
    words: tuple[Word, ...]
    language: Language | None
    signals: Signals | None = None
    example: Example | None = None
    exact: bool = False
    place: str | None = None


def examples_of(base: KnowledgeBase) -> Iterator[Example]:
    """Yield all example questions of a base, each topic's title among them."""
    for topic in base.topics.values():
        target = Target("topic", topic.id)
        for language in LANGUAGES:
            yield Example(target, language, -1, topic.title.in_(language))
            yield from _numbered(target, language, topic.questions.get(language, ()))
    for decline in base.declines.values():
        for language, texts in decline.questions.items():
            yield from _numbered(Target("decline", decline.id), language, texts)
    for talk in base.talk.values():
        for language, texts in talk.questions.items():
            yield from _numbered(Target("talk", talk.id), language, texts)


def _numbered(target: Target, language: Language, texts: Iterable[str]) -> Iterator[Example]:
    for number, text in enumerate(texts):
        yield Example(target, language, number, text)


class Matcher:
    """Matches questions against the examples of a knowledge base; the same text gives the same result."""

    def __init__(
        self, base: KnowledgeBase, calibration: Calibration, examples: Iterable[Example] | None = None
    ) -> None:
        self.base = base
        self.calibration = calibration
        self.examples = list(examples_of(base) if examples is None else examples)
        written = [words(clean(example.text)) for example in self.examples]
        folded = [tuple(map(fold, question)) for question in written]
        self.vocabulary = Vocabulary(folded)
        self.concepts = Concepts(base.lexicon.concepts)
        self.places = Concepts(base.lexicon.places)
        self.city = Concepts({"city": base.lexicon.city})
        self._fillers = {
            fold(word) for forms in base.lexicon.fillers.values() for form in forms for word in words(clean(form))
        }
        self.tongues = Tongues(
            (example.language, question) for example, question in zip(self.examples, written, strict=True)
        )
        held = [features(recognised(question, self.vocabulary), self.concepts) for question in folded]
        self.index = Index([(example.target, found) for example, found in zip(self.examples, held, strict=True)])
        self._exact: dict[tuple[str, ...], Example] = {}
        self._own: dict[Target, list[tuple[Example, str]]] = defaultdict(list)
        self._stems: dict[Target, set[str]] = defaultdict(set)
        self._named: dict[Target, set[str]] = defaultdict(set)
        for example, question in zip(self.examples, folded, strict=True):
            self._exact.setdefault(question, example)
            self._own[example.target].append((example, " ".join(question)))
            self._stems[example.target].update(map(stem, question))
            self._named[example.target].update(self.places.of(question))

    def match(self, text: str, after: str | None = None) -> Match:
        """Return the decision for `text`; `after` is the question asked just before in that chat."""
        chosen, *others = readings(text, self.vocabulary)
        question = recognised(chosen.folded, self.vocabulary)
        language = (
            self.tongues.language(chosen.written) if chosen.kind != "transliterated" else self._spelled_in(chosen)
        )
        if not question:
            return Match("none", 0.0, 0.0, (), None, chosen, tuple(others), (), language)
        scores = self.index.scores(features(question, self.concepts))
        shares = _softmax(scores * SHARPNESS)
        order = np.argsort(-scores, kind="stable")
        ranked = tuple(Candidate(self.index.targets[i], float(scores[i]), float(shares[i])) for i in order)
        topics = tuple(candidate for candidate in ranked if candidate.target.kind == "topic")[:5]
        exact = self._exact.get(tuple(word.folded for word in question))
        if exact is not None:
            topics, ranked = _first(exact.target, topics), _first(exact.target, ranked)
        example, likeness = self._most_like(topics[0].target, question) if topics else (None, 0.0)
        signals = self._signals(question, ranked, topics, likeness)
        place = self._foreign(question, topics[0].target)
        decision, probability, offered = self._decide(signals, topics, ranked[0], exact, place)
        return Match(
            decision, probability, offered, topics, ranked[0], chosen, tuple(others), tuple(question), language,
            signals, exact or example, exact is not None, place,
        )  # fmt: skip

    def winner(self, text: str) -> Target | None:
        """Return the target that the words of `text` score highest, without regard to exact matches; None for no words."""
        question = recognised([fold(word) for word in words(clean(text))], self.vocabulary)
        if not question:
            return None
        return self.index.targets[int(np.argmax(self.index.scores(features(question, self.concepts))))]

    def _spelled_in(self, reading: Reading) -> Language | None:
        """Return the language of a transliterated text: of the folded words, as Russian or Ukrainian have them."""
        return self.tongues.language(reading.folded)

    def _most_like(self, target: Target, question: Sequence[Word]) -> tuple[Example, float]:
        """Return the target's example most like the question and the likeness (0 to 1)."""
        examples = self._own[target]
        asked = " ".join(word.known[0].word if word.known else word.folded for word in question)
        found = process.extractOne(asked, [folded for _, folded in examples], scorer=fuzz.token_sort_ratio)
        return examples[found[2]][0], found[1] / 100

    def _signals(
        self, question: Sequence[Word], ranked: Sequence[Candidate], topics: Sequence[Candidate], likeness: float
    ) -> Signals:
        first = topics[0]
        second = topics[1].share if len(topics) > 1 else 0.0
        against = max((candidate.share for candidate in ranked if candidate.target.kind != "topic"), default=0.0)
        own = self._stems[first.target]
        total = covered = strange = 1e-9
        weighty = 0
        for word in question:
            if word.folded in self._fillers:
                continue
            best = word.known[0].word if word.known else word.folded
            weight = self.vocabulary.rarity(best)
            weighty += 1
            total += weight
            covered += weight * max((known.likeness for known in word.known if stem(known.word) in own), default=0.0)
            strange += weight * (1 - (word.known[0].likeness if word.known else 0.0))
        return Signals(
            share=log_odds(first.share),
            lead=math.log((first.share + 1e-6) / (second + 1e-6)),
            against=math.log((first.share + 1e-6) / (against + 1e-6)),
            score=first.score,
            covered=covered / total,
            strange=strange / total,
            likeness=likeness,
            brief=1 / max(1, weighty),
            city=float(bool(self.city.of([word.folded for word in question]))),
        )

    def _foreign(self, question: Sequence[Word], target: Target) -> str | None:
        """Return a place that the question names and no example of the target does."""
        named = self.places.of([word.folded for word in question])
        return next((place for place in named if place not in self._named[target]), None)

    def _decide(
        self, signals: Signals, topics: Sequence[Candidate], best: Candidate, exact: Example | None, place: str | None
    ) -> tuple[Decision, float, float]:
        probability, offered = self.calibration.right(signals), self.calibration.offered(signals)
        if exact is not None:
            return ("answer", 1.0, 1.0) if exact.target.kind == "topic" else ("none", 0.0, 0.0)
        if place is not None:
            return "none", probability, offered
        theme = self.base.themes[self.base.topics[topics[0].target.id].theme]
        if probability >= (self.calibration.answer_safety if theme.safety else self.calibration.answer):
            return "answer", probability, offered
        if offered >= self.calibration.suggest:
            return "suggest", probability, offered
        return "none", probability, offered


def _first(target: Target, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Put the candidate of `target` first, if it is among them."""
    return tuple(sorted(candidates, key=lambda candidate: candidate.target != target))


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())
