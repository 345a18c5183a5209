"""No digit is typed in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"


def test_figures_as_values_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Sentences with placeholders alone are in order."""
    assert told("typed-digits") == []


@pytest.mark.parametrize(
    ("old", "new", "digits"),
    [
        pytest.param("There were {bridges}", "There were 6, or {bridges}", "6,", id="figure"),
        pytest.param("There were {bridges}", "In 2020 there were {bridges}", "2020", id="year"),
        pytest.param("There were {bridges}", "1 300 000 saw {bridges}", "1 300 000", id="grouped-figure"),
        pytest.param("Тоді мостів було", "О 10:30 мостів було", "10:30", id="time"),
        pytest.param("Тогда мостов было", "На М-3 мостов было", "3", id="road"),
        pytest.param("Footbridges were", "The 4 footbridges were", "4", id="note"),
    ],
)
def test_a_typed_digit_is_found_at_its_sentence(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], old: str, new: str, digits: str
) -> None:
    """The digits are shown, with what to do instead."""
    line = edit(TOWN, old, new)
    fault = f"the digits {digits!r} are typed: put them under `values` and write {{name}} here"
    assert told("typed-digits") == [f"{TOWN}:{line}: error: {fault}"]


def test_digits_in_titles_are_allowed(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A title is a question, not a claim."""
    edit(TOWN, "How many bridges are there?", "How many bridges since 2022?")
    assert told("typed-digits") == []
