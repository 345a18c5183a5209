"""Golden questions: what people ask, as data, and what the bot makes of each.

`<language>/<theme>.yaml` has the questions of each topic of a theme, `<language>/no-answer.yaml` those that no topic
answers. They were written without a look at `knowledge/questions` and must never be copied there. A failure that is
known stands in the file's `known:` list with its reason; once it passes, it has to leave the list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bot.answering.answerer import Answerer, Outcome
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES

HERE = Path(__file__).resolve().parent
TOPICS = HERE.parent.parent / "knowledge" / "topics"

NO_TOPIC = {"no-answer": 60, "danger": 75, "not-danger": 60}
"""Files that are lists of questions and belong to no theme, and how many questions each has at least."""

OUTRIGHT = 0.7
"""Share of a file's questions that have to be answered outright, known failures counted with the rest."""

QUESTIONS_A_TOPIC = 5


@dataclass(frozen=True, slots=True)
class Golden:
    """One file: its questions, each with the topic that answers it (None where there is none), and known failures."""

    path: Path
    questions: tuple[tuple[str | None, str], ...]
    known: dict[str, str]

    @property
    def name(self) -> str:
        """Return the file's language and theme, such as "uk/alerts"."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def topics(self) -> dict[str, int]:
        """Return how many questions each topic has."""
        asked = [topic for topic, _ in self.questions if topic is not None]
        return {topic: asked.count(topic) for topic in asked}


def _read(path: Path) -> Golden:
    written: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    known = {entry["question"]: entry["reason"] for entry in _entries(written.pop("known", []))}
    themed = path.stem not in NO_TOPIC
    pairs = ((topic if themed else None, asked) for topic, questions in written.items() for asked in questions)
    return Golden(path, tuple(pairs), known)


def _entries(written: object) -> Iterator[dict[str, str]]:
    assert isinstance(written, list), "known: has to be a list"
    for entry in written:
        assert isinstance(entry, dict), f"known: {entry!r} has to have a question and a reason"
        assert entry.keys() == {"question", "reason"}, f"known: {entry!r} has to have a question and a reason"
        yield entry


FILES = [_read(path) for path in sorted(HERE.glob("*/*.yaml"))]
THEMED = [file for file in FILES if file.path.stem not in NO_TOPIC]
UNANSWERED = [file for file in FILES if file.path.stem == "no-answer"]

each_theme = pytest.mark.parametrize("golden", THEMED, ids=lambda golden: golden.name)
each_no_answer = pytest.mark.parametrize("golden", UNANSWERED, ids=lambda golden: golden.name)


@pytest.fixture(scope="module")
def answerer(base: KnowledgeBase, matcher: Matcher) -> Answerer:
    """Return an answerer over the knowledge that comes with the bot."""
    return Answerer(base, matcher)


def _led_to(outcome: Outcome) -> str:
    match outcome.decision:
        case "answer":
            return f"answered {outcome.topic}"
        case "suggest":
            return f"suggested {', '.join(outcome.suggestions)}"
        case "none":
            return "answered nothing"


def _reached(topic: str | None, outcome: Outcome) -> bool:
    """Return whether `topic` is answered or offered; the runners-up of a wrong answer are no offer."""
    return outcome.topic == topic if outcome.decision == "answer" else topic in outcome.suggestions


def _surprises(golden: Golden, failed: dict[str, str]) -> list[str]:
    """Return failures that are not known, and known ones that fail no more, one a line."""
    new = [f"FAILS: {asked!r}: {what}" for asked, what in failed.items() if asked not in golden.known]
    gone = [f"PASSES, take it off known: {asked!r}" for asked in golden.known if asked not in failed]
    return new + gone


def test_every_theme_has_a_file_in_every_language() -> None:
    """Each theme of the knowledge has a file of golden questions in each language, and each file has a theme."""
    themes = {path.stem for path in TOPICS.glob("*.yaml")}
    assert themes, f"no themes in {TOPICS}"
    wanted = {f"{language}/{theme}" for language in LANGUAGES for theme in themes}
    assert {golden.name for golden in THEMED} == wanted


def test_every_language_has_questions_without_a_topic() -> None:
    """Each language has its files of questions without a topic, each long enough to mean something."""
    counts = {golden.name: len(golden.questions) for golden in FILES if golden.path.stem in NO_TOPIC}
    least = {f"{language}/{name}": count for language in LANGUAGES for name, count in NO_TOPIC.items()}
    assert counts.keys() == least.keys()
    assert not {name: count for name, count in counts.items() if count < least[name]}


@pytest.mark.parametrize("golden", FILES, ids=lambda golden: golden.name)
def test_no_question_is_asked_twice(golden: Golden) -> None:
    """A file asks no question twice, and its known failures are questions of it, each with a reason."""
    asked = [question for _, question in golden.questions]
    assert asked
    assert not {question for question in asked if asked.count(question) > 1}
    assert not golden.known.keys() - set(asked)
    assert all(reason.strip() for reason in golden.known.values())


@each_theme
def test_every_topic_of_a_theme_is_asked(golden: Golden) -> None:
    """Each topic of a theme has at least five golden questions in each language, and none is asked that is not."""
    theme = yaml.safe_load((TOPICS / golden.path.name).read_text("utf-8"))
    counts = golden.topics()
    assert counts.keys() == theme["topics"].keys()
    assert not {topic: count for topic, count in counts.items() if count < QUESTIONS_A_TOPIC}


@each_theme
def test_right_topic_is_answered_or_suggested(golden: Golden, answerer: Answerer, today: dt.date) -> None:
    """The right topic is answered or among the three suggested, except for exactly the known failures."""
    failed = {}
    for topic, asked in golden.questions:
        outcome = answerer.ask(asked, today=today)
        if not _reached(topic, outcome):
            failed[asked] = f"wanted {topic}, {_led_to(outcome)}"
    surprises = _surprises(golden, failed)
    assert not surprises, "\n".join(surprises)


@each_theme
def test_most_questions_are_answered_outright(golden: Golden, answerer: Answerer, today: dt.date) -> None:
    """At least four fifths of a file's questions get the right answer at once, without a choice."""
    missed = [
        f"{asked!r}: wanted {topic}, {_led_to(outcome)}"
        for topic, asked in golden.questions
        if (outcome := answerer.ask(asked, today=today)).topic != topic
    ]
    share = 1 - len(missed) / len(golden.questions)
    assert share >= OUTRIGHT, "\n".join([f"{share:.0%} answered outright:", *missed])


@each_no_answer
def test_question_without_an_answer_gets_none(golden: Golden, answerer: Answerer, today: dt.date) -> None:
    """No topic is answered to a question that none answers, except for exactly the known failures."""
    outcomes = {asked: answerer.ask(asked, today=today) for _, asked in golden.questions}
    failed = {asked: _led_to(outcome) for asked, outcome in outcomes.items() if outcome.decision == "answer"}
    surprises = _surprises(golden, failed)
    assert not surprises, "\n".join(surprises)
