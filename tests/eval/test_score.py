"""How well the labelled questions are answered, guarded against a drop."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.desk.evaluation import Given, answer_all, rates, read_labelled
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase

HERE = Path(__file__).resolve().parent
POINT = 0.01

# Reached with the knowledge and calibration beside which these figures were committed.
AT_LEAST = {"right": 0.874, "first": 0.970, "top3": 0.990, "language": 1.0}
AT_MOST = {"wrong": 0.015, "false": 0.042, "nagged": 0.199, "ece": 0.040}


@pytest.fixture(scope="module")
def given(base: KnowledgeBase, matcher: Matcher) -> list[Given]:
    """Return what the bot makes of every labelled question."""
    questions = read_labelled((HERE / "dev.jsonl").read_text("utf-8").splitlines())
    assert len(questions) > 1000
    return answer_all(Answerer(base, matcher), questions, dt.date(2026, 3, 31))


@pytest.mark.parametrize(("figure", "least"), AT_LEAST.items())
def test_a_good_share_has_not_dropped(given: list[Given], figure: str, least: float) -> None:
    """A share that should be high is at most one point below what was reached."""
    assert getattr(rates(given), figure) >= least - POINT


@pytest.mark.parametrize(("figure", "most"), AT_MOST.items())
def test_a_bad_share_has_not_grown(given: list[Given], figure: str, most: float) -> None:
    """A share that should be low is at most one point above what was reached."""
    assert getattr(rates(given), figure) <= most + POINT


def test_the_questions_are_not_in_the_knowledge(base: KnowledgeBase) -> None:
    """Apart from bare keywords that anybody would write, no labelled question is an example of the knowledge."""
    asked = {one.q.casefold() for one in read_labelled((HERE / "dev.jsonl").read_text("utf-8").splitlines())}
    asked_of = [record.questions for record in base.topics.values()]
    asked_of += [record.questions for record in base.declines.values()]
    known = {text.casefold() for questions in asked_of for texts in questions.values() for text in texts}
    same = asked & known
    assert len({one for one in same if len(one.split()) > 3}) <= ALLOWED, same


ALLOWED = 4
"""Questions of four words or more that stand in both by chance: there are few ways to ask who the mayor is."""
