"""Messages about present danger to life, and how seldom others are taken for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.answering.answerer import Answerer
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES

HERE = Path(__file__).resolve().parent
LABELLED = HERE.parent / "eval" / "dev.jsonl"

FALSE_ALARMS = 0.01
"""Share of all other questions that may be taken for calls for help."""


def _list(language: str, name: str) -> list[str]:
    questions: list[str] = yaml.safe_load((HERE / language / f"{name}.yaml").read_text("utf-8"))["questions"]
    return questions


def _others() -> Iterator[str]:
    """Yield golden and labelled questions that are about no danger."""
    for file in sorted(HERE.glob("*/*.yaml")):
        topics = yaml.safe_load(file.read_text("utf-8"))
        if "questions" not in topics:
            for topic, questions in topics.items():
                yield from questions if topic not in {"known", "emergency-numbers", "explosive-objects"} else ()
    for language in LANGUAGES:
        yield from _list(language, "no-answer")
    for line in LABELLED.read_text("utf-8").splitlines():
        asked = json.loads(line)
        if not {"emergency-numbers", "explosive-objects"} & set(asked["expect"]):
            yield asked["q"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_call_for_help_is_missed(matcher: Matcher, base: KnowledgeBase, language: str) -> None:
    """Each fresh message of somebody in danger is answered with the emergency numbers, whatever else it says."""
    assert base.danger is not None
    messages = _list(language, "danger")
    assert len(messages) >= 60
    found = {message: matcher.match(message) for message in messages}
    missed = [
        message
        for message, match in found.items()
        if match.decision != "answer" or match.topics[0].target.id != base.danger.answers
    ]
    assert missed == []


def test_few_other_questions_are_taken_for_danger(matcher: Matcher) -> None:
    """At most one in a hundred of all other questions is answered as a call for help."""
    others = list(_others())
    assert len(others) > 2000
    alarms = [question for question in others if matcher.match(question).danger]
    assert len(alarms) <= FALSE_ALARMS * len(others), alarms


def test_danger_goes_before_the_question_before(matcher: Matcher, base: KnowledgeBase) -> None:
    """A call for help is no follow-up of what was asked before it."""
    assert base.danger is not None
    match = matcher.match("допоможіть, ми під завалом", after="Скільки коштує проїзд у метро?")
    assert (match.danger, match.topics[0].target.id) == (True, base.danger.answers)


def test_help_comes_with_numbers_to_call(base: KnowledgeBase, matcher: Matcher) -> None:
    """The answer to danger leads with a fact that holds telephone numbers."""
    assert base.danger is not None
    topic = base.topics[base.danger.answers]
    first = base.facts[(*topic.lead, *topic.facts)[0]]
    assert "112" in Answerer(base, matcher).topic(topic.id, "uk", first.as_of.latest).statements[0].text
