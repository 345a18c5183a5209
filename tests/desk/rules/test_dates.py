"""Dates that can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"
BRIDGES = 'as_of: "2025-05-20"'


def test_dates_before_today_and_before_their_source_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Days, months and years that may lie before their source are in order."""
    assert told("dates") == []


@pytest.mark.parametrize("date", ["2025-09-16", "2025-10", "2026", "2026~"])
def test_a_fact_of_tomorrow_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """A date that can only lie after the day of the check is a breach."""
    line = edit(TOWN, BRIDGES, f'as_of: "{date}"')
    assert told("dates") == [f"{TOWN}:{line}: error: {date} is in the future"]


@pytest.mark.parametrize("date", ["2025-09-16", "2025-10", "2026"])
def test_a_source_of_tomorrow_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """Nothing is published after today."""
    line = edit("sources.yaml", 'published: "2025-06-01"', f'published: "{date}"')
    assert told("dates") == [f"sources.yaml:{line}: error: {date} is in the future"]


@pytest.mark.parametrize("date", ["2025-09-15", "2025-09", "2025"])
def test_a_source_of_today_keeps_the_rule(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """Today is no future, nor is the month or year that holds it."""
    edit("sources.yaml", 'published: "2025-06-01"', f'published: "{date}"')
    assert told("dates") == []


def test_a_fact_of_today_keeps_the_rule(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """What is said today of today is in order."""
    edit("sources.yaml", 'published: "2025-06-01"', 'published: "2025-09-15"')
    edit(TOWN, BRIDGES, 'as_of: "2025-09-15"')
    assert told("dates") == []


@pytest.mark.parametrize("date", ["2025-06-02", "2025-07", "2025-06-02~"])
def test_a_fact_later_than_its_source_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """A fact can't speak of a day after its source was published."""
    line = edit(TOWN, BRIDGES, f'as_of: "{date}"')
    fault = f"{date} is later than its source, published 2025-06-01: which is right?"
    assert told("dates") == [f"{TOWN}:{line}: error: {fault}"]


@pytest.mark.parametrize("date", ["2025-06-01", "2025-06", "2025", "XXXX"])
def test_a_fact_that_may_be_as_old_as_its_source_keeps_the_rule(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """The same day, or a span that holds it, is not later; an unknown date never is."""
    edit(TOWN, BRIDGES, f'as_of: "{date}"')
    assert told("dates") == []


def test_the_latest_of_several_sources_counts(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A fact may be later than one of its sources."""
    edit("sources.yaml", 'published: "2020-05~"', 'published: "2020-05"')
    line = edit(TOWN, 'as_of: "2020-05"', 'as_of: "2021-01"')
    fault = "2021-01 is later than its source, published 2020-05: which is right?"
    assert told("dates") == [f"{TOWN}:{line}: error: {fault}"]
    edit(TOWN, "sources: [courier-2020-05]", "sources: [courier-2020-05, gazette-2025-06-01]")
    assert told("dates") == []


def test_an_approximate_source_bounds_nothing(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A source dated `~` may be later than it says."""
    edit(TOWN, 'as_of: "2020-05"', 'as_of: "2020-07"')
    assert told("dates") == []


def test_an_unknown_date_of_a_source_bounds_nothing(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A source of unknown date is neither in the future nor too early."""
    edit("sources.yaml", 'published: "2025-06-01"', 'published: "XXXX"')
    edit(TOWN, BRIDGES, 'as_of: "2025-09-01"')
    assert told("dates") == []


NOTICE = '{{date: "{date}", why: {{uk: "Хиба.", ru: "Ошибка.", en: "A slip."}}}}'


@pytest.mark.parametrize(
    ("key", "date", "fault"),
    [
        ("added", "2025-09-16", "2025-09-16 is in the future"),
        ("corrected", "2025-09-16", "2025-09-16 is in the future"),
        ("corrected", "2025-06-03", "2025-06-03 is before the fact was added, 2025-06-04"),
        ("added", "2025-05-31", "2025-05-31 is before its source was published, 2025-06-01: which is right?"),
    ],
)
def test_a_day_on_which_a_fact_cannot_have_changed_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], key: str, date: str, fault: str
) -> None:
    """A fact is added after its source and before today, and corrected after that."""
    added = f'added: "{date if key == "added" else "2025-06-04"}"'
    line = edit(TOWN, BRIDGES, f"{BRIDGES}\n    {added}") + 1
    if key == "corrected":
        line = edit(TOWN, added, f"{added}\n    corrected: {NOTICE.format(date=date)}") + 1
    assert told("dates") == [f"{TOWN}:{line}: error: {fault}"]


@pytest.mark.parametrize("key", ["added", "corrected"])
def test_a_fact_added_or_corrected_today_keeps_the_rule(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], key: str
) -> None:
    """Today is no future here either; a correction may be of the day on which the fact was added."""
    today = '"2025-09-15"'
    notice = f"\n    corrected: {NOTICE.format(date='2025-09-15')}" if key == "corrected" else ""
    edit(TOWN, BRIDGES, f"{BRIDGES}\n    added: {today}{notice}")
    assert told("dates") == []
