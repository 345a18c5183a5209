"""Telephone numbers are values of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def test_the_small_knowledge_keeps_the_rule(told: Callable[..., list[str]]) -> None:
    """Texts without a telephone number are in order."""
    assert told("telephones") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "number"),
    [
        pytest.param("talk.yaml", "You are welcome!", "Call 0 800 33 92 91!", "0 800 33 92 91", id="small-talk"),
        pytest.param("topics/town.yaml", "How many bridges", "Call +380 57 760 77 77", "+380 57 760 77 77", id="title"),
        pytest.param("sources.yaml", "the newspaper", "the newspaper (057-700-00-00)", "(057-700-00-00", id="speaker"),
        pytest.param("city.yaml", "questions about the town", "calls to 0577607777", "0577607777", id="about"),
    ],
)
def test_a_number_in_a_text_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], file: str, old: str, new: str, number: str
) -> None:
    """It is told as it is typed."""
    line = edit(file, old, new)
    assert told("telephones") == [f"{file}:{line}: error: the telephone number {number!r} is typed in a text"]


def test_a_number_in_a_name_is_found(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A name may hold digits, as addresses do, but no telephone number."""
    file = "topics/town.yaml"
    name = '{name: {uk: "вул. Нова, 12", ru: "ул. Новая, 12", en: "12 New St, 0577000000"}}'
    line = edit(file, "values: {bridges: 6}", f"values: {{bridges: 6, where: {name}}}")
    assert told("telephones") == [f"{file}:{line}: error: the telephone number '0577000000' is typed in a name"]


@pytest.mark.parametrize("text", ["in 2014-2022", "dial 112", "1,300,000 people", "12 New Street, 61001"])
def test_other_digits_keep_the_rule(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], text: str
) -> None:
    """Years, short numbers and figures are no telephone numbers (other rules may mind them)."""
    edit("talk.yaml", "You are welcome!", text)
    assert told("telephones") == []


def test_a_named_number_that_no_fact_gives_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A button would never show for it."""
    labels = '  telephones:\n    "112": {uk: допомога, ru: помощь, en: help}\n  default_language'
    line = edit("city.yaml", "  default_language", labels) + 1
    assert told("telephones") == [f"city.yaml:{line}: error: no fact gives the telephone number 112"]
