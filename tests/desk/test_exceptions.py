"""Findings that are let stand, with their reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.checking import check

STRAY = "Which bridge over the river is the latest bridge"


@pytest.fixture
def stray(edit: Callable[[str, str, str], int]) -> int:
    """Plant an example question that another topic wins, and return its line."""
    return edit("questions/en/people.yaml", "- population figure", f"- {STRAY}")


def _except(folder: Path, *entries: str) -> None:
    (folder / "exceptions.yaml").write_text("exceptions:\n" + "".join(f"- {{{entry}}}\n" for entry in entries), "utf-8")


def _told(folder: Path, today: dt.date) -> list[str]:
    return [str(one) for one in check(folder, today)]


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(f"questions/en/people.yaml {STRAY}", id="question"),
        pytest.param("topic residents", id="record"),
    ],
)
def test_an_excepted_finding_is_silent(folder: Path, today: dt.date, stray: int, at: str) -> None:
    """A file and a question, or a topic, except what a rule finds there."""
    assert stray
    _except(folder, f'rule: over-match, at: "{at}", reason: "asked like that"')
    assert _told(folder, today) == []


def test_an_exception_is_for_one_rule_and_one_place(folder: Path, today: dt.date, stray: int) -> None:
    """Another topic's exception leaves the finding, and is told as one that no longer applies."""
    _except(folder, 'rule: over-match, at: "topic bridges", reason: "so"')
    place = f"questions/en/people.yaml:{stray}:3"
    assert [one.partition(": ")[0] for one in _told(folder, today)] == ["exceptions.yaml:2:3", place]


def test_an_exception_that_no_longer_applies_is_an_error(folder: Path, today: dt.date) -> None:
    """What was mended needs no exception any more."""
    _except(folder, 'rule: order, at: "topic bridges", reason: "so"')
    fault = "this exception no longer applies: order finds nothing at 'topic bridges' (delete it)"
    assert _told(folder, today) == [f"exceptions.yaml:2:3: error: exceptions: {fault}"]


def test_an_exception_of_a_rule_that_was_not_at_work_stays(folder: Path, today: dt.date) -> None:
    """Without the articles nobody can say whether a sentence is copied."""
    _except(folder, 'rule: copied, at: "fact bridges-2020", reason: "a name"')
    assert _told(folder, today) == []
    assert len(check(folder, today, ("Some article.",))) == 1


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        pytest.param(
            'rule: ordre, at: "topic bridges", reason: r', "no rule 'ordre': did you mean 'order'?", id="rule"
        ),
        pytest.param('rule: order, at: "topic brigdes", reason: r', "'topic brigdes' stands nowhere", id="record"),
        pytest.param('rule: order, at: "questions/en/town.yaml nope", reason: r', "stands nowhere", id="question"),
        pytest.param('rule: order, at: "topic bridges"', "missing-key: the key 'reason' is missing", id="reason"),
        pytest.param('rule: order, at: "topic bridges", reason: ""', "'reason': is empty", id="empty-reason"),
        pytest.param('rule: order, at: "topic bridges", reason: r, why: x', "unknown key 'why'", id="key"),
    ],
)
def test_a_wrong_exception_is_told(folder: Path, today: dt.date, entry: str, fault: str) -> None:
    """A slip in the list is placed there."""
    _except(folder, entry)
    (found,) = _told(folder, today)
    assert found.startswith("exceptions.yaml:2:")
    assert fault in found


def test_what_is_no_list_is_told(folder: Path, today: dt.date) -> None:
    """A text where the list is expected is an error, not a crash."""
    (folder / "exceptions.yaml").write_text("exceptions: none\n", "utf-8")
    assert _told(folder, today) == [
        "exceptions.yaml:1:1: error: type: 'exceptions': expected a list, each item on a line with '- '"
    ]


def test_an_empty_list_is_in_order(folder: Path, today: dt.date) -> None:
    """A file that excepts nothing is no finding."""
    (folder / "exceptions.yaml").write_text("# None yet.\nexceptions: []\n", "utf-8")
    assert _told(folder, today) == []
