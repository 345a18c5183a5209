"""What a rule is, and what it looks at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.desk.rules.rule import Desk, Rule
from bot.library.loading import load
from bot.matching.index import Target
from bot.matching.match import Example
from bot.model.finding import Finding, Place


@pytest.fixture
def desk(folder: Path, today: dt.date) -> Desk:
    """Return the small knowledge before the rules."""
    reading = load(folder)
    return Desk(reading.base, reading.origins, today)


def test_a_breach_becomes_a_finding_of_the_rule(desk: Desk) -> None:
    """A finding has the rule's name and level, and the place and message of the breach."""
    rule = Rule("taste", "warning", "Be kind.", lambda desk: [(desk.place("fact", "bridges-2020"), "be kinder")])
    assert list(rule.findings(desk)) == [
        Finding(Place("topics/town.yaml", 19, 3), "warning", "taste", "be kinder"),
    ]


def test_sentences_and_notes_come_with_language_and_place(desk: Desk) -> None:
    """Three sentences a fact, and three more where it has a note, unfilled."""
    sentences = list(desk.sentences())
    assert len(sentences) == 3 * 3 + 3
    assert ("en", "There were {bridges} of them then.", Place("topics/town.yaml", 28, 7)) in sentences
    assert ("ru", "Пешеходные не считали.", Place("topics/town.yaml", 17, 7)) in sentences


def test_titles_of_themes_topics_and_declines_come_with_their_places(desk: Desk) -> None:
    """Three titles for each of two themes, two topics and a decline."""
    titles = list(desk.titles())
    assert len(titles) == 3 * (2 + 2 + 1)
    assert ("en", "Buildings", Place("topics/town.yaml", 2, 44)) in titles
    assert ("ru", "Погода", Place("declines.yaml", 3, 27)) in titles


@pytest.mark.parametrize(
    ("example", "place"),
    [
        pytest.param(
            Example(Target("topic", "residents"), "en", 11, "Current census of residents"),
            Place("questions/en/people.yaml", 13, 3),
            id="question",
        ),
        pytest.param(
            Example(Target("topic", "residents"), "uk", -1, "Яке населення тут?"),
            Place("topics/people.yaml", 18, 13),
            id="title",
        ),
        pytest.param(
            Example(Target("talk", "thanks"), "ru", 1, "большое спасибо"),
            Place("questions/ru/other.yaml", 6, 3),
            id="small-talk",
        ),
    ],
)
def test_an_example_is_found_where_it_stands(desk: Desk, example: Example, place: Place) -> None:
    """A question stands in its language's file, a title with its topic."""
    assert desk.question(example) == place
