"""A chart before it is drawn."""

from __future__ import annotations

import pytest

from bot.answering.charting import drawn
from bot.charts.chart import chart
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from tests.charts.conftest import FIGURES, Made


def test_each_figure_is_told_with_date_speaker_and_sources(made: Made) -> None:
    """The alternative text has a line for each figure, newest first, with the numbers of its sources."""
    assert [line.replace("\u00a0", " ") for line in made().lines()] == [
        "9 October 2025: 1.3 million (the mayor) [1][2]",
        "March 2025: about 800,000 (the mayor) [2]",
        "March 2025: over 1 million (the mayor) [1]",
        "about 2024: 750,000 (the mayor) [1]",
        "undated: 700,000 (the city council) [1]",
    ]


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("uk", "Трамваї міста", "березень 2025: понад 1 млн (мер) [1]"),
        ("ru", "Трамваи города", "март 2025: более 1 млн (мэр) [1]"),
        ("en", "Trams of the city", "March 2025: over 1 million (the mayor) [1]"),
    ],
)
def test_words_are_the_askers(made: Made, language: Language, title: str, line: str) -> None:
    """Title, numbers, dates and speakers are in the language asked for."""
    shown = made(language)
    assert shown.title == title
    assert line in [one.replace("\u00a0", " ") for one in shown.lines()]


def test_what_is_uncertain_is_known(made: Made) -> None:
    """Rough numbers and dates, open ends, and figures that contradict each other are told apart."""
    points = {point.fact: point for point in made().points}
    assert {id_ for id_, point in points.items() if point.approximate} == {"rival", "rough-date", "undated"}
    assert {id_ for id_, point in points.items() if point.open_ended} == {"over"}
    assert {id_ for id_, point in points.items() if point.disputed} == {"over", "rival"}


def test_a_contradiction_of_something_not_shown_is_no_dispute(made: Made) -> None:
    """Only figures that stand in the same picture can disagree in it."""
    shown = made(figures={**FIGURES, "over": ("2025-03", 1000000, {"differs_from": ["elsewhere"]})})
    assert not [point for point in shown.points if point.disputed]


def test_sources_are_numbered_as_they_come(made: Made) -> None:
    """The legend has each source once, with its date in words."""
    assert [(one.number, one.source.id, one.date) for one in made().citations] == [
        (1, "gazette", "9 October 2025"),
        (2, "courier", "about 30 July 2024"),
    ]


def test_equal_charts_are_equal(made: Made) -> None:
    """A picture serves again for the same figures, and not for other ones or another language."""
    assert made() == made()
    assert hash(made()) == hash(made())
    assert made() != made("uk")
    assert made() != made(figures={**FIGURES, "now": ("2025-10-09", 1300001, {})})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_knowledge_is_told(base: KnowledgeBase, language: Language) -> None:
    """In each language each chart has all its facts, and a source for each number."""
    assert drawn(base)
    for id_ in drawn(base):
        shown = chart(base, id_, language)
        assert {point.fact for point in shown.points} == {f.id for f in base.facts.values() if f.series == id_}
        numbers = {number for point in shown.points for number in point.citations}
        assert numbers == set(range(1, len(shown.citations) + 1))
