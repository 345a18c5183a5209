"""Sentences and their values agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"
OLD = {"uk": '"Тоді мостів було {bridges}."', "ru": '"Тогда мостов было {bridges}."'}
EN = '"There were {bridges} of them then."'


def test_sentences_that_use_their_values_alike_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Plurals of three forms in uk and ru and two in en, dates and bare numbers are in order."""
    assert told("placeholders") == []


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        pytest.param(
            "Six of them ({bridge}, {bridges}).",
            ["there is no value 'bridge': the values are bridges"],
            id="no-such-value",
        ),
        pytest.param("{bridges:short} of them.", ["{bridges:short}: the forms are compact, of"], id="unknown-form"),
        pytest.param(
            "{bridges|bridge|bridges|bridges}.",
            ["{bridges|...} has 3 plural forms: en needs 2"],
            id="three-forms-in-english",
        ),
        pytest.param("{bridges} of {them.", ["a brace stands alone in 'of {them.': write {name}"], id="open-brace"),
        pytest.param("{bridges} of them}.", ["a brace stands alone in 'of them}.': write {name}"], id="closed-brace"),
        pytest.param(
            "Some of them.",
            ["{bridges} stands in another language but not here: use the same figures in all three"],
            id="figure-left-out",
        ),
    ],
)
def test_a_wrong_placeholder_is_found_at_its_sentence(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], new: str, faults: list[str]
) -> None:
    """The finding stands on the line of the sentence in its language."""
    line = edit(TOWN, EN, f'"{new}"')
    found = told("placeholders")
    assert [one for one in found if one.startswith(f"{TOWN}:{line}: ")] == [
        f"{TOWN}:{line}: error: {fault}" for fault in faults
    ]


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_ukrainian_and_russian_need_three_plural_forms(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], language: str
) -> None:
    """Two forms are too few where numbers have one, few and many."""
    line = edit(TOWN, OLD[language], '"{bridges|міст|мостів}"')
    assert told("placeholders") == [
        f"{TOWN}:{line}: error: {{bridges|...}} has 2 plural forms: {language} needs 3",
    ]


def test_only_numbers_are_counted(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A date can't stand before a counted noun."""
    line = edit(TOWN, "the latest opened in {opened}.", "opened in {opened|month|months}.")
    assert told("placeholders") == [f"{TOWN}:{line}: error: {{opened|...}}: only a number can be counted"]


def test_a_figure_in_one_language_only_is_missed_in_the_others(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Each language that lacks the figure has its own finding."""
    edit(TOWN, "values: {bridges: 6}", "values: {bridges: 6, ferries: 2}")
    edit(TOWN, EN, '"There were {bridges}, and {ferries} ferries."')
    lines = [edit(TOWN, text, text) for text in OLD.values()]
    fault = "{ferries} stands in another language but not here: use the same figures in all three"
    assert told("placeholders") == [f"{TOWN}:{line}: error: {fault}" for line in lines]


def test_a_value_that_no_sentence_uses_is_found_at_the_value(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A figure left behind is placed where it stands."""
    line = edit(TOWN, "values: {bridges: 6}", "values: {bridges: 6, ferries: 2}")
    assert told("placeholders") == [
        f"{TOWN}:{line}: error: no sentence uses {{ferries}}: write it in, or delete it",
    ]


def test_a_value_may_be_used_in_the_note_alone(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A figure of the note counts as used."""
    edit(TOWN, "opened: {date", "left: 3, opened: {date")
    edit(TOWN, "Пішохідні не рахували.", "{left} не рахували.")
    edit(TOWN, "Пешеходные не считали.", "{left} не считали.")
    edit(TOWN, "Footbridges were left out.", "{left} were left out.")
    assert told("placeholders") == []


def test_a_wrong_placeholder_of_a_note_is_found_at_the_note(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Notes are held to the same rule as sentences."""
    line = edit(TOWN, "Footbridges were left out.", "Less {footbridges}.")
    assert told("placeholders") == [
        f"{TOWN}:{line}: error: there is no value 'footbridges': the values are bridges, opened",
    ]
