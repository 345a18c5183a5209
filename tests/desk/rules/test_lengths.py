"""Texts fit where they are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"


def test_short_texts_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Titles and replies of the small knowledge fit."""
    assert told("lengths") == []


@pytest.mark.parametrize(
    ("file", "old"),
    [
        pytest.param(TOWN, '"How many bridges are there?"', id="topic"),
        pytest.param(TOWN, '"Buildings"', id="theme"),
        pytest.param("declines.yaml", '"Weather"', id="decline"),
    ],
)
def test_a_title_has_sixty_characters_at_most(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], file: str, old: str
) -> None:
    """Sixty fit on a button, sixty-one are found."""
    edit(file, old, f'"{"x" * 60}"')
    assert told("lengths") == []
    line = edit(file, f'"{"x" * 60}"', f'"{"x" * 61}"')
    fault = "the title has 61 characters: at most 60 fit on a button"
    assert told("lengths") == [f"{file}:{line}: error: {fault}"]


def test_a_reply_fits_in_three_messages(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """The whole reply of a topic is measured, in each language, in the units of Telegram."""
    edit(TOWN, "Footbridges were left out.", "x" * 11_000)
    assert told("lengths") == []
    edit(TOWN, "x" * 11_000, "\U0001f309" * 6_000)
    line = edit(TOWN, "  bridges:\n", "  bridges:\n")
    (found,) = told("lengths")
    start, _, rest = found.partition("the reply in en has ")
    units, _, end = rest.partition(" ")
    assert start == f"{TOWN}:{line}: error: "
    assert 12_000 < int(units) < 12_600
    assert end == "characters: at most 12000; split the topic"


def test_a_pack_fits_in_a_hundred_kilobytes(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """The page that people save is measured in bytes, in each language."""
    line = edit("city.yaml", "  default_language: uk", "  pack: [bridges]\n  default_language: uk")
    edit(TOWN, "Footbridges were left out.", "x" * 11_000)
    assert told("lengths") == []
    edit(TOWN, "x" * 11_000, "x " * 49_900 + "x")
    (found,) = [one for one in told("lengths") if "the page to save" in one]
    assert found.startswith(f"city.yaml:{line}: error: the page to save in en has 1")
    assert found.endswith("bytes: at most 100000; leave topics out")
