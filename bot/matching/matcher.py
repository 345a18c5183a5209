"""The matcher: a question in, candidate topics and a decision out, with everything that led there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.matching.calibration import Calibration
from bot.matching.cleaning import clean, words
from bot.matching.features import Word, recognised
from bot.matching.folding import folded_words
from bot.matching.following import leans
from bot.matching.index import Target
from bot.matching.learned import DANGER, Learned, examples_of
from bot.matching.match import Candidate, Decision, Example, Match
from bot.matching.naming import MEANT_BY, RENAMING, Former
from bot.matching.ranking import Ranking
from bot.matching.readings import Reading, readings
from bot.matching.scoring import Scorer
from bot.matching.signals import Signals
from bot.matching.stemming import stem
from bot.matching.vocabulary import UNFINISHED
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.model.place import FormerName

WHOLE = 2
"""Words of weight from which on a question can stand by itself."""

MOST = 5
"""Topics that a match tells of."""

OUT_OF_REACH = 10.0
"""A lead in score beyond which more makes no difference."""

SURE_OF_DANGER = 0.95
"""Probability given to the answer to danger, which is decided apart."""

SURE_OF_SAME = 0.97
"""Least probability of a topic one of whose examples says the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was read."""

    reading: Reading
    others: tuple[Reading, ...]
    words: tuple[Word, ...]
    language: Language | None
    folded: tuple[str, ...]
    meant: tuple[str, ...]

    @property
    def said(self) -> Sequence[tuple[str, ...]]:
        """Return the words as they were typed, and, where they differ, as they were meant."""
        return (self.folded,) if self.folded == self.meant else (self.folded, self.meant)


class Matcher:
    """Matches questions against the examples of a knowledge base; the same text gives the same result."""

    def __init__(self, base: KnowledgeBase, calibration: Calibration, learned: Learned | None = None) -> None:
        self.base = base
        self.calibration = calibration
        self.learned = learned or Learned(examples_of(base), base)
        self._scorer = Scorer(self.learned.index, self.learned.concepts)

    def match(self, text: str, after: str | None = None, *, by_words: bool = False) -> Match:
        """Return the decision for `text`; `after` is the question asked just before in that chat.

        A question that is answered by itself is no follow-up. `by_words` decides as if no example said the same.
        """
        chosen, *others = readings(text, self.learned.vocabulary)
        question = recognised(chosen.folded, self.learned.vocabulary)
        language = self._language(chosen)
        if not question or not self.learned.index.targets:
            return Match("none", 0.0, 0.0, (), None, chosen, tuple(others), tuple(question), language)
        folded, meant = tuple(word.folded for word in question), tuple(word.meant for word in question)
        asked = Asked(chosen, tuple(others), tuple(question), language, folded, meant)
        exact = None if by_words else self.learned.same_as(folded)
        alone = self._by_any_name(asked, exact)
        if after is None or exact is not None or alone.danger or self._complete(alone):
            return alone
        before = recognised(readings(after, self.learned.vocabulary)[0].folded, self.learned.vocabulary)
        return replace(self._matched(asked, before, None), former=alone.former) if before else alone

    def _by_any_name(self, asked: Asked, exact: Example | None) -> Match:
        """Match a question by itself; one that says a former name of a place, as if it said the current one.

        Only what asks for the renaming, or reads like nothing else, is matched by the former name.
        """
        match = self._matched(asked, (), exact)
        named, current = self.learned.former.of(asked.folded)
        if not named or not match.topics:
            return match
        concepts = set(self.learned.concepts.of(asked.folded))
        topic = self.base.topics[match.topics[0].target.id]
        told = {one for one in named if match.decision != "none" and set(self._former(one).facts) & set(topic.facts)}
        named = tuple(one for one in named if one in told or concepts & MEANT_BY.get(one.kind, frozenset()))
        if not named:
            return match
        if exact is None and not match.danger and not concepts & RENAMING:
            said = recognised(current, self.learned.vocabulary)
            renamed = replace(asked, words=tuple(said), folded=current, meant=tuple(word.meant for word in said))
            other = self._matched(renamed, (), None)
            apart = bool(told) and other.decision != "none" and other.topics[0].target != match.topics[0].target
            if apart or other.probability > match.probability:
                match = other
        return replace(match, former=named)

    def _former(self, named: Former) -> FormerName:
        return self.base.gazetteer.places[named.place].former[named.number]

    def _complete(self, match: Match) -> bool:
        """Tell whether a question is answered by itself and nothing in it leans on another."""
        folded = [word.folded for word in match.words]
        weighty = sum(word not in self.learned.fillers for word in folded)
        return match.decision == "answer" and weighty >= WHOLE and not leans(folded)

    def _matched(self, asked: Asked, before: Sequence[Word], exact: Example | None) -> Match:
        ranking = self._ranking(asked.words, before)
        if exact is not None:
            ranking = ranking.preferring(exact.target)
        danger = self._danger(asked, ranking, exact)
        if danger is not None:
            ranking = ranking.preferring(danger)
        topics = ranking.topics(MOST)
        if not topics:
            return Match("none", 0.0, 0.0, (), ranking.best, asked.reading, asked.others, asked.words, asked.language)
        first = self.learned.examples.number(topics[0].target)
        like, likeness = self.learned.own.most_like(first, asked.meant)
        signals = self._signals(asked, before, ranking, topics, likeness)
        place = self._foreign(asked, first)
        probability, offered = self.calibration.right(signals), self.calibration.offered(signals)
        decision = self._decision(signals, probability, offered, topics[0].target, exact, place)
        if exact is not None and exact.target.kind == "topic":
            probability, offered = max(probability, SURE_OF_SAME), max(offered, SURE_OF_SAME)
        if danger is not None:
            decision, probability = "answer", max(probability, SURE_OF_DANGER)
        return Match(
            decision=decision,
            probability=probability,
            offered=offered,
            topics=topics,
            best=ranking.best,
            reading=asked.reading,
            others=asked.others,
            words=asked.words,
            language=asked.language,
            followed=bool(before),
            signals=signals,
            example=exact or self.learned.examples[like],
            exact=exact is not None,
            danger=danger is not None,
            place=place,
        )

    def winner(self, text: str) -> Target | None:
        """Return the target that the words of `text` score highest, example or not; None without words."""
        question = recognised(folded_words(words(clean(text))), self.learned.vocabulary)
        return self._ranking(question, ()).target if question else None

    def _danger(self, asked: Asked, ranking: Ranking, exact: Example | None) -> Target | None:
        """Return the topic that answers danger to life, if the question is about that."""
        if self.base.danger is None or (exact is not None and exact.target != DANGER):
            return None
        signs = self.learned.signs
        signed = any(map(signs.of, asked.said))
        ahead = ranking.ahead(DANGER)
        best = ranking.target
        near = best.kind == "topic" and best.id in self.base.danger.near
        enough = -(self.calibration.danger_near if near else self.calibration.danger)
        if signed or exact is not None or (ahead is not None and ahead > enough):
            return Target("topic", self.base.danger.answers)
        return None

    def _language(self, reading: Reading) -> Language | None:
        """Return the language of a reading; of a transliterated one by its folded words, which are all there is."""
        return self.learned.tongues.language(reading.written)

    def _ranking(self, question: Sequence[Word], before: Sequence[Word]) -> Ranking:
        return Ranking(self.learned.index, self._scorer.scores(question, before))

    def _signals(
        self,
        asked: Asked,
        before: Sequence[Word],
        ranking: Ranking,
        topics: Sequence[Candidate],
        likeness: float,
    ) -> Signals:
        first = topics[0]
        second = topics[1].score if len(topics) > 1 else -OUT_OF_REACH
        against = ranking.score_of_others()
        own, target = self.learned.own, self.learned.examples.number(first.target)
        held = iter(own.holds(target, [stem(known.word) for word in asked.words for known in word.known]))
        fillers, rarity = self.learned.fillers, self.learned.vocabulary.rarity
        total = covered = strange = 1e-9
        weighty = 0
        for left, (word, meant) in enumerate(zip(asked.words, asked.meant, strict=True), 1 - len(asked.words)):
            likeliest = max((known.likeness for known in word.known if next(held)), default=0.0)
            if word.folded in fillers:
                continue
            weight = rarity(meant)
            weighty += 1
            total += weight
            if not left and len(word.folded) >= UNFINISHED and own.completes(target, word.folded):
                covered += weight
                continue
            covered += weight * likeliest
            strange += weight * (1 - (word.known[0].likeness if word.known else 0.0))
        return Signals(
            lead=min(OUT_OF_REACH, first.score - second),
            against=max(
                -OUT_OF_REACH, min(OUT_OF_REACH, first.score - (-OUT_OF_REACH if against is None else against))
            ),
            score=first.score,
            covered=covered / total,
            strange=strange / total,
            likeness=likeness,
            brief=1 / max(1, weighty),
            city=float(bool(self.learned.city.of(asked.folded))),
            follows=float(bool(before)),
        )

    def _foreign(self, asked: Asked, target: int) -> str | None:
        """Return a place that the question names and the examples of a target (by number) do not."""
        for said in asked.said:
            for place in self.learned.places.of(said):
                if not self.learned.names(target, place):
                    return place
        return None

    def _decision(
        self,
        signals: Signals,
        probability: float,
        offered: float,
        first: Target,
        exact: Example | None,
        place: str | None,
    ) -> Decision:
        if exact is not None:
            return "answer" if exact.target.kind == "topic" else "none"
        if place is not None and not signals.city:
            return "none"
        safety = self.base.themes[self.base.topics[first.id].theme].safety
        enough = self.calibration.answer_safety if safety else self.calibration.answer
        if probability >= enough and place is None:
            return "answer"
        return "suggest" if offered >= self.calibration.suggest else "none"
