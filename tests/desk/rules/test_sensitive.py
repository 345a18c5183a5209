"""Nothing that could guide an attack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"


def test_harmless_sentences_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Counts and dates are no positions."""
    assert told("sensitive") == []


@pytest.mark.parametrize(
    ("old", "new", "words", "what"),
    [
        pytest.param(
            "There were {bridges}", "At 49.9935, 36.2304: {bridges}", "49.9935, 36.2304", "coordinates", id="degrees"
        ),
        pytest.param("There were {bridges}", "At 49°59′ N: {bridges}", "49°59′", "coordinates", id="degree-sign"),
        pytest.param(
            "There were {bridges}", "The 92 brigade held {bridges}", "92 brigade", "a military unit", id="english-unit"
        ),
        pytest.param("Тоді мостів", "92-га бригада: мостів", "92-га бригад", "a military unit", id="ukrainian-unit"),
        pytest.param(
            "Тогда мостов",
            "93 отдельный полк: мостов",
            "93 отдельный полк",
            "a military unit",
            id="russian-unit",
        ),
        pytest.param("Тоді мостів", "в/ч А1234: мостів", "в/ч А1234", "a military unit", id="unit-number"),
        pytest.param(
            "There were {bridges}",
            "Stationed by the river are Patriot batteries, {bridges}",
            "Stationed by the river are Patriot",
            "a military position",
            id="air-defence",
        ),
        pytest.param(
            "Пішохідні не", "Біля них розміщено батарею: не", "розміщено батаре", "a military position", id="battery"
        ),
    ],
)
def test_what_could_guide_an_attack_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], *, old: str, new: str, words: str, what: str
) -> None:
    """The words are shown at the sentence or note that holds them."""
    line = edit(TOWN, old, new)
    assert told("sensitive") == [f"{TOWN}:{line}: error: {words!r} reads like {what}: leave it out"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Тоді мостів", "Було 25° морозу, мостів", id="temperature"),
        pytest.param("There were {bridges}", "There were 12.5, or 13.75, or {bridges}", id="decimals"),
        pytest.param("There were {bridges}", "A brigade of 12 menders kept {bridges}", id="number-after-the-word"),
        pytest.param("Тогда мостов", "Полки магазинов полны, мостов", id="shelves"),
    ],
)
def test_figures_that_guide_nobody_keep_the_rule(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], old: str, new: str
) -> None:
    """Temperatures, decimals and everyday words are no coordinates or units."""
    edit(TOWN, old, new)
    assert told("sensitive") == []


def test_a_unit_hidden_in_a_value_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """The sentence is read as people see it, with its values in place."""
    line = edit(TOWN, "Тоді мостів було {bridges}.", "Тоді {bridges} бригада тримала міст.")
    assert told("sensitive") == [f"{TOWN}:{line}: error: '6 бригад' reads like a military unit: leave it out"]
