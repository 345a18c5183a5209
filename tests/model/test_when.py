"""Dates as sources give them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.model.when import Precision, When

WHEN = TypeAdapter(When)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        pytest.param("2024-07-23", "day", dt.date(2024, 7, 23), dt.date(2024, 7, 23), id="day"),
        pytest.param("2024-02-29", "day", dt.date(2024, 2, 29), dt.date(2024, 2, 29), id="leap-day"),
        pytest.param("2022-12", "month", dt.date(2022, 12, 1), dt.date(2022, 12, 31), id="december"),
        pytest.param("2023-02", "month", dt.date(2023, 2, 1), dt.date(2023, 2, 28), id="february"),
        pytest.param("2024-02", "month", dt.date(2024, 2, 1), dt.date(2024, 2, 29), id="leap-february"),
        pytest.param("2022", "year", dt.date(2022, 1, 1), dt.date(2022, 12, 31), id="year"),
    ],
)
@pytest.mark.parametrize("mark", [pytest.param("", id="exact"), pytest.param("~", id="approximate")])
def test_a_date_bounds_the_days_it_may_mean(
    text: str, precision: Precision, earliest: dt.date, latest: dt.date, mark: str
) -> None:
    """A day, month or year spans its first to its last day; `~` marks it approximate and widens nothing."""
    assert When.parse(text + mark) == When(text + mark, precision, earliest, latest, approximate=mark == "~")


def test_an_unknown_date_may_mean_any_day() -> None:
    """`XXXX` spans all days that there are."""
    assert When.parse("XXXX") == When("XXXX", "unknown", dt.date.min, dt.date.max, approximate=False)


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_of_the_calendar_is_read(day: dt.date) -> None:
    """A day, its month and its year are read from ISO form, and the wider spans hold the day."""
    iso = day.isoformat()
    assert (When.parse(iso).earliest, When.parse(iso).latest) == (day, day)
    for text in (iso[:7], iso[:4]):
        assert When.parse(text).earliest <= day <= When.parse(text).latest


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("~", id="mark-alone"),
        pytest.param("2024~~", id="two-marks"),
        pytest.param("2024?", id="uncertain"),
        pytest.param("XXXX~", id="unknown-approximate"),
        pytest.param("24", id="two-digit-year"),
        pytest.param("20241", id="five-digit-year"),
        pytest.param("2024-7-23", id="one-digit-month"),
        pytest.param("202412-", id="hyphen-astray"),
        pytest.param("2024--1", id="two-hyphens"),
        pytest.param("-2024", id="before-our-era"),
        pytest.param("2024-00", id="month-zero"),
        pytest.param("2024-13", id="month-thirteen"),
        pytest.param("2024-07-32", id="day-thirty-two"),
        pytest.param("2024-02-30", id="thirtieth-of-february"),
        pytest.param("2024/07/23", id="slashes"),
        pytest.param("2024-07/08", id="interval"),
        pytest.param("23.07.2024", id="dots"),
        pytest.param(" 2024", id="blank-before"),
        pytest.param("2024\n", id="newline-after"),
        pytest.param("٢٠٢٤", id="other-digits"),
        pytest.param("2²24", id="superscript"),
        pytest.param("2024-07-23T10:00", id="time"),
        pytest.param("yesterday", id="word"),
    ],
)
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    """The error repeats what was written and shows the forms that are read."""
    with pytest.raises(ValueError, match="is not a date") as caught:
        When.parse(text)
    assert str(caught.value) == (
        f"{text!r} is not a date: "
        "expected a day, month or year such as 2024-07-23, 2022-12, 2022 or 2022-12~, or XXXX if not known"
    )


@pytest.mark.parametrize("text", ["2024-07-23~", "2022-12", "2022", "XXXX"])
def test_a_record_keeps_a_date_as_it_was_written(text: str) -> None:
    """Validation reads a text, and serialisation gives the same text back."""
    assert WHEN.dump_python(WHEN.validate_python(text)) == text


@pytest.mark.parametrize("value", [2022, 2022.0, dt.date(2022, 1, 1), None, b"2022"], ids=repr)
def test_only_texts_are_read_as_dates(value: object) -> None:
    """A bare year that YAML reads as a number is refused, not guessed at."""
    with pytest.raises(ValidationError, match="Input should be a valid string"):
        WHEN.validate_python(value)
