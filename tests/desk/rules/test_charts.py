"""Charts show numbers of one unit."""

from __future__ import annotations

from collections.abc import Callable

TOWN = "topics/town.yaml"
CHART = 'charts:\n  bridges:\n    title: {uk: "Мости", ru: "Мосты", en: "Bridges"}\ntopics:\n'

Edit = Callable[[str, str, str], int]
Told = Callable[..., list[str]]


def test_a_chart_of_counts_keeps_the_rule(edit: Edit, told: Told) -> None:
    """Two numbers without a unit can stand in one picture."""
    edit(TOWN, "topics:\n", CHART)
    assert told("charts") == []


def test_a_figure_that_is_no_number_is_found(edit: Edit, told: Told) -> None:
    """A date, a telephone number or a sum of money is placed where the fact names it."""
    edit(TOWN, "topics:\n", CHART)
    edit(
        TOWN,
        "series: bridges\n    values: {bridges: 7",
        "series: bridges\n    series_value: opened\n    values: {bridges: 7",
    )
    line = edit(TOWN, "series_value: opened", "series_value: opened")
    assert told("charts") == [
        f"{TOWN}:{line}: error: the figure is no number: name one in series_value; `charts:` draws this series"
    ]


def test_a_share_among_counts_is_found(edit: Edit, told: Told) -> None:
    """What is 40% has no place on a scale of bridges."""
    edit(TOWN, "topics:\n", CHART)
    edit(TOWN, "values: {bridges: 6}", "values: {bridges: {number: 6, unit: percent}}")
    (found,) = told("charts")
    assert found.endswith(": error: one chart can't show a share and a count; `charts:` draws this series")


def test_a_figure_below_zero_is_found(edit: Edit, told: Told) -> None:
    """The scale of a chart begins at zero."""
    edit(TOWN, "topics:\n", CHART)
    edit(TOWN, "values: {bridges: 6}", "values: {bridges: -6}")
    (found,) = told("charts")
    assert found.endswith(": error: -6 has no place on a scale from zero; `charts:` draws this series")


def test_without_a_chart_a_series_may_be_anything(edit: Edit, told: Told) -> None:
    """A timeline in words needs no numbers of one unit."""
    edit(TOWN, "values: {bridges: 6}", "values: {bridges: {number: 6, unit: percent}}")
    assert told("charts") == []
