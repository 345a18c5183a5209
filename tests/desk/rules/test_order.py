"""Facts stand newest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"


def test_newest_first_keeps_the_rule(told: Callable[..., list[str]]) -> None:
    """2025 above 2020 is in order."""
    assert told("order") == []


def test_a_newer_fact_below_an_older_one_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """The fact that stands too low is placed in the topic's list."""
    edit(TOWN, "facts: [bridges-2025, bridges-2020]", "facts:\n    - bridges-2020\n    - bridges-2025")
    line = edit(TOWN, "    - bridges-2025", "    - bridges-2025")
    fault = "bridges-2025 (2025-05-20) is newer than bridges-2020 (2020-05): newest first"
    assert told("order") == [f"{TOWN}:{line}: warning: {fault}"]


@pytest.mark.parametrize("date", ["2025-05", "2025", "2025-05-20", "2025-05~"])
def test_facts_that_may_be_of_one_time_stand_in_any_order(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], date: str
) -> None:
    """A span that holds the other's day does not say which is newer."""
    edit(TOWN, 'as_of: "2020-05"', f'as_of: "{date}"')
    edit(TOWN, "facts: [bridges-2025, bridges-2020]", "facts: [bridges-2020, bridges-2025]")
    assert told("order") == []


def test_a_fact_of_unknown_date_stands_anywhere(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """An unknown date is skipped; the dated facts around it are still compared."""
    edit(TOWN, 'as_of: "2025-05-20"', 'as_of: "XXXX"')
    line = edit(TOWN, "[bridges-2025, bridges-2020]", "[bridges-2020, bridges-2025, residents-2025]")
    fault = "residents-2025 (2025) is newer than bridges-2020 (2020-05): newest first"
    assert told("order") == [f"{TOWN}:{line}: warning: {fault}"]
