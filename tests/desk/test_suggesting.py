"""Questions that people settled, proposed as examples."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.desk.suggesting import Proposal, accept, proposals
from bot.library.loading import Reading, load
from bot.matching.calibration import calibration
from bot.matching.cleaning import clean, words
from bot.matching.matcher import Matcher
from bot.model.language import Language
from bot.store.asked import Asked

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def reading(folder: Path) -> Reading:
    """Return the small knowledge."""
    return load(folder)


@pytest.fixture
def small_matcher(reading: Reading) -> Matcher:
    """Return a matcher over the small knowledge."""
    return Matcher(reading.base, calibration())


def _asked(text: str, person: str, topic: str = "bridges", language: Language = "en") -> Asked:
    return Asked(text, " ".join(words(clean(text))), language, person, topic, NOON)


def test_a_settled_question_is_proposed_for_its_topic(small_matcher: Matcher) -> None:
    """Equal questions are one proposal, with the number of persons and what the bot says now."""
    asked = [
        _asked("ways to the far bank", "a"),
        _asked("Ways to the far bank?", "b"),
        _asked("ways to the far bank", "a"),
    ]
    (found,) = proposals(asked, small_matcher)
    assert (found.text, found.topic, found.language, found.askers) == ("ways to the far bank", "bridges", "en", 2)
    assert found.decision in {"suggest", "none", "answer"}


def test_the_language_is_the_questions_own(small_matcher: Matcher) -> None:
    """Somebody who reads English may ask in Ukrainian."""
    (found,) = proposals([_asked("чи є ще міст через річку", "a", language="en")], small_matcher)
    assert found.language == "uk"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param([_asked("Is there a new bridge", "a")], id="an-example-already"),
        pytest.param([_asked("call me at [phone] about bridges", "a")], id="redacted"),
        pytest.param([_asked("bridge " * 60, "a")], id="long"),
        pytest.param([_asked("ways to the far bank", "a", "gone-topic")], id="topic-gone"),
        pytest.param([_asked("far bank", "a"), _asked("far bank", "b", "residents")], id="settled-differently"),
    ],
)
def test_what_teaches_nothing_is_not_proposed(small_matcher: Matcher, asked: list[Asked]) -> None:
    """Known, personal, long, outdated and disputed questions are left out."""
    assert proposals(asked, small_matcher) == []


def test_proposals_come_by_topic_the_least_sure_first(small_matcher: Matcher) -> None:
    """A maintainer stays with one topic, and sees first what helps most."""
    asked = [
        _asked("which bridge over the river opened", "a"),
        _asked("far bank", "a"),
        _asked("any folk left there", "a", "residents"),
    ]
    found = proposals(asked, small_matcher)
    assert [one.topic for one in found] == ["residents", "bridges", "bridges"]
    assert found[1].score <= found[2].score


def test_an_accepted_question_is_written_and_all_else_kept(
    folder: Path, reading: Reading, small_matcher: Matcher
) -> None:
    """It stands last among the topic's examples; comments and order stay."""
    file = folder / "questions/en/town.yaml"
    file.write_text(file.read_text("utf-8").replace("- bridges river\n", "- bridges river  # short\n"), "utf-8")
    before = file.read_text("utf-8")
    proposal = Proposal("ways to: the far bank", "", "bridges", "en", 2, "none", 0.1)
    assert accept(folder, small_matcher, reading.origins, proposal) == (file, 14)
    assert file.read_text("utf-8") == before + "- 'ways to: the far bank'\n"
    assert load(folder).base.topics["bridges"].questions["en"][-1] == "ways to: the far bank"


def test_a_topic_without_examples_in_a_language_gets_a_file(folder: Path) -> None:
    """The theme's file of that language is made."""
    (folder / "questions/ru/town.yaml").unlink()
    reading = load(folder)
    matcher = Matcher(reading.base, calibration())
    file, line = accept(folder, matcher, reading.origins, Proposal("мосты", "", "bridges", "ru", 1, "none", 0.1))
    assert (file, line) == (folder / "questions/ru/town.yaml", 2)
    assert file.read_text("utf-8") == "bridges:\n- мосты\n"
