"""The unit of knowledge and what it cites."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.model.fact import DAYS, Fact, Source
from bot.model.values import Number

SAYS = {"uk": "Мостів {bridges}.", "ru": "Мостов {bridges}.", "en": "{bridges} bridges."}
FACT: dict[str, Any] = {
    "id": "bridges-2025",
    "sources": ["gazette"],
    "as_of": "2025-05",
    "by": "mayor",
    "values": {"bridges": 7},
    "says": SAYS,
}
SOURCE: dict[str, Any] = {
    "id": "gazette",
    "publisher": "Gazette",
    "title": "Seven bridges",
    "url": "https://example.org/a?b=c#d",
    "published": "2025-06-01",
    "language": "en",
}


def test_a_fact_is_read_whole() -> None:
    """What a fact leaves out is empty, what it holds is typed."""
    fact = Fact.model_validate(FACT)
    assert fact.values == {"bridges": Number(number=7)}
    assert fact.sources == ("gazette",)
    assert (fact.series, fact.note, fact.caution, fact.differs_from) == (None, None, (), ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"id": "Bridges"}, "should match pattern", id="capital-in-id"),
        pytest.param({"id": "bridges--2025"}, "should match pattern", id="two-hyphens-in-id"),
        pytest.param({"id": "міст"}, "should match pattern", id="cyrillic-id"),
        pytest.param({"id": "b" * 49}, "at most 48 characters", id="long-id"),
        pytest.param({"sources": []}, "at least 1 item", id="no-source"),
        pytest.param({"sources": "gazette"}, "valid tuple", id="text-for-sources"),
        pytest.param({"as_of": "May"}, "'May' is not a date", id="no-date"),
        pytest.param({"values": {"2bridges": 7}}, "should match pattern", id="digit-in-value-name"),
        pytest.param({"says": {"uk": "а", "ru": "б"}}, "Field required", id="missing-language"),
        pytest.param({"says": SAYS | {"en": "  "}}, "at least 1 character", id="blank-language"),
        pytest.param({"says": SAYS | {"de": "x"}}, "not permitted", id="fourth-language"),
        pytest.param({"caution": ["rumour"]}, "'one-sided' or 'planned'", id="unknown-caution"),
        pytest.param({"mood": "glad"}, "not permitted", id="unknown-key"),
        pytest.param({"added": "2025-06"}, "'2025-06' is no day: write it as 2026-11-20", id="added-in-a-month"),
        pytest.param({"added": "2025-06-01~"}, "'2025-06-01~' is no day", id="added-about-then"),
        pytest.param({"corrected": {"date": "2025-06-01"}}, "Field required", id="corrected-without-a-reason"),
        pytest.param({"withdrawn": {"date": "2025", "why": SAYS}}, "'2025' is no day", id="withdrawn-in-a-year"),
        pytest.param(
            {"series_value": "bridges"},
            "series_value stands without a series: name the series, or delete series_value",
            id="series-value-alone",
        ),
        pytest.param(
            {"series": "bridges", "values": {}},
            "series 'bridges' has no figure here: add one to values, or delete series",
            id="series-without-figure",
        ),
        pytest.param(
            {"series": "bridges", "series_value": "towers"},
            "series_value 'towers' is not among the values: bridges",
            id="series-value-unknown",
        ),
    ],
)
def test_an_unsound_fact_is_refused(changed: dict[str, Any], fault: str) -> None:
    """Each thing that a fact must keep is refused with its reason where it is broken."""
    with pytest.raises(ValidationError, match=fault):
        Fact.model_validate(FACT | changed)


def test_a_series_may_name_its_figure() -> None:
    """With a series, a figure of the values may be named as the one that counts."""
    fact = Fact.model_validate(FACT | {"series": "bridges", "series_value": "bridges"})
    assert (fact.series, fact.series_value) == ("bridges", "bridges")


def test_a_fact_cannot_be_changed() -> None:
    """Facts are frozen."""
    fact = Fact.model_validate(FACT)
    with pytest.raises(ValidationError, match="Instance is frozen"):
        fact.by = "paper"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"url": "ftp://example.org"}, "should match pattern", id="other-scheme"),
        pytest.param({"url": "javascript:alert(1)"}, "should match pattern", id="script"),
        pytest.param({"url": "https://example.org/a b"}, "should match pattern", id="blank-in-address"),
        pytest.param({"url": 'https://example.org/"><b>'}, "should match pattern", id="markup-in-address"),
        pytest.param({"url": "https://example.org/\n"}, "should match pattern", id="newline-after-address"),
        pytest.param({"language": "english"}, "should match pattern", id="language-in-words"),
        pytest.param({"publisher": ""}, "at least 1 character", id="no-publisher"),
        pytest.param({"published": "2025-6"}, "'2025-6' is not a date", id="no-date"),
    ],
)
def test_an_unsound_source_is_refused(changed: dict[str, Any], fault: str) -> None:
    """A source has a web address without markup, a date and a publisher."""
    assert Source.model_validate(SOURCE).url == SOURCE["url"]
    with pytest.raises(ValidationError, match=fault):
        Source.model_validate(SOURCE | changed)


def test_faster_ages_have_shorter_limits() -> None:
    """Weeks, months and years last 30, 180 and 730 days; history never grows old."""
    assert DAYS == {"weeks": 30, "months": 180, "years": 730, "never": None}


@pytest.mark.parametrize(
    ("more", "figure"),
    [
        pytest.param({}, None, id="no-series"),
        pytest.param({"series": "bridges"}, 6, id="the-first"),
        pytest.param({"series": "bridges", "series_value": "piers"}, 12, id="the-one-named"),
    ],
)
def test_a_fact_has_one_figure_in_its_series(more: dict[str, str], figure: int | None) -> None:
    """The value that is named, else the first, stands for the fact."""
    fact = Fact.model_validate(FACT | {"values": {"bridges": 6, "piers": 12}} | more)
    assert fact.figure == (None if figure is None else Number(number=figure))
