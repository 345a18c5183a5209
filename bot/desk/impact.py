"""What an edit of the knowledge changes: decisions on questions, and the answers as people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from bot.answering.answerer import Answerer
from bot.answering.composing import compose
from bot.answering.plain import as_text
from bot.desk.evaluation import Labelled
from bot.matching.match import Decision
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Said:
    """What the bot says to a question: the decision, the first topic (answered or offered), and how sure it is.

    `score` is the probability (0 to 1) that the topic is right, `margin` how far its score is above the next one's.
    `candidates` are up to three topics, the first among them.
    """

    decision: Decision
    topic: str | None
    score: float
    margin: float
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered otherwise; `verdict` says what that is, where its topics are known."""

    asked: Labelled
    before: Said
    after: Said

    @property
    def verdict(self) -> str:
        """Return "better", "worse", "same" or "?"."""
        if self.asked.style == JOURNALLED:
            return "?"
        before, after = (_worth(self.asked, said) for said in (self.before, self.after))
        return "better" if after > before else "worse" if after < before else "same"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A topic whose reply differs in a language: lines of a unified diff. An empty side: no such topic."""

    topic: str
    language: Language
    diff: tuple[str, ...]


JOURNALLED = "journalled"
"""The style of questions out of the store: nobody has said which topic is right."""


def changes(old: Answerer, new: Answerer, questions: Sequence[Labelled], today: dt.date) -> list[Change]:
    """Return the questions whose decision or first topic changes, those that get worse first."""
    found = []
    for asked in questions:
        before, after = (_said(answerer, asked, today) for answerer in (old, new))
        if (before.decision, before.topic) != (after.decision, after.topic):
            found.append(Change(asked, before, after))
    return sorted(found, key=lambda one: (_ORDER.index(one.verdict), one.asked.q))


def rewordings(old: KnowledgeBase, new: KnowledgeBase, today: dt.date) -> Iterator[Rewording]:
    """Yield each reply that reads otherwise on `today`, by topic in the order of the files and by language."""
    for topic in dict.fromkeys((*new.topics, *old.topics)):
        for language in LANGUAGES:
            before, after = (_reply(base, topic, language, today) for base in (old, new))
            if before != after:
                diff = unified_diff(before, after, "before", "after", lineterm="", n=1)
                yield Rewording(topic, language, tuple(diff))


_ORDER = ("worse", "better", "?", "same")


def _said(answerer: Answerer, asked: Labelled, today: dt.date) -> Said:
    outcome = answerer.ask(asked.q, today=today, after=asked.after)
    candidates = ((outcome.topic,) if outcome.topic else ()) + outcome.suggestions
    topics = outcome.match.topics
    margin = topics[0].score - topics[1].score if len(topics) > 1 else 0.0
    return Said(
        outcome.decision,
        next(iter(candidates), None),
        outcome.match.probability,
        margin,
        tuple(dict.fromkeys(candidates))[:3],
    )


def _worth(asked: Labelled, said: Said) -> int:
    """Rank an outcome: a wrong answer is worst, the right one best, a choice that holds it good."""
    right = bool(set(asked.expect) & set(said.candidates))
    if not asked.expect:
        return {"none": 2, "suggest": 1, "answer": 0}[said.decision]
    match said.decision:
        case "answer":
            return 3 if said.topic in asked.expect else 0
        case "suggest":
            return 2 if right else 1
        case "none":
            return 1


def _reply(base: KnowledgeBase, topic: str, language: Language, today: dt.date) -> list[str]:
    if topic not in base.topics:
        return []
    try:
        return as_text(compose(base, base.topics[topic], language, today)).splitlines()
    except (LookupError, ValueError):
        return ["(this reply can't be made: a figure is missing)"]
