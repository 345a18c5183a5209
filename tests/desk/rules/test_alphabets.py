"""Letters are those of the language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TOWN = "topics/town.yaml"


def test_words_in_their_own_letters_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Ukrainian, Russian and English words are in order."""
    assert told("alphabets") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        pytest.param(TOWN, "Тоді мостів", "Тоді мoстів", "мoстів", id="latin-o-in-ukrainian"),
        pytest.param(TOWN, "There were", "Thеre were", "Thеre", id="cyrillic-e-in-english"),
        pytest.param(TOWN, "Пешеходные", "Пешexодные", "Пешexодные", id="latin-in-a-note"),
        pytest.param(TOWN, "Сколько мостов в городе?", "Сколько мостов в гopоде?", "гopоде", id="latin-in-a-title"),
        pytest.param("declines.yaml", 'uk: "Погода"', 'uk: "Пoгода"', "Пoгода", id="latin-in-a-decline"),
        pytest.param("questions/uk/town.yaml", "- мости річка", "- мости pічка", "pічка", id="latin-in-a-question"),
        pytest.param("questions/en/town.yaml", "- bridges river", "- bridgеs river", "bridgеs", id="english-question"),
    ],
)
def test_look_alike_letters_are_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], *, file: str, old: str, new: str, word: str
) -> None:
    """A word of two alphabets is shown at the line where it stands."""
    line = edit(file, old, new)
    fault = f"{word!r} mixes Latin and Cyrillic letters that look alike: type it again"
    assert told("alphabets") == [f"{file}:{line}: error: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "word", "language"),
    [
        pytest.param("Тоді мостів", "Тогды мостів", "Тогды", "uk", id="russian-letter-in-ukrainian"),
        pytest.param("Тоді мостів", "Объект: мостів", "Объект", "uk", id="hard-sign-in-ukrainian"),
        pytest.param("Тогда мостов", "Тоді мостов", "Тоді", "ru", id="ukrainian-letter-in-russian"),
        pytest.param("Тогда мостов", "Ґрунт: мостов", "Ґрунт", "ru", id="ukrainian-capital-in-russian"),
        pytest.param("There were", "Тогда there were", "Тогда", "en", id="cyrillic-in-english"),
    ],
)
def test_letters_of_a_neighbour_are_found(
    edit: Callable[[str, str, str], int],
    told: Callable[..., list[str]],
    *,
    old: str,
    new: str,
    word: str,
    language: str,
) -> None:
    """A letter that the language does not have is shown in its word."""
    line = edit(TOWN, old, new)
    assert told("alphabets") == [f"{TOWN}:{line}: error: {word!r} has letters that {language} does not use"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("There were", "The “Тоді” were", id="curly-quotes"),
        pytest.param("Тогда мостов", "«Київ» мостов", id="guillemets"),
        pytest.param("Тоді мостів", "AFP: мостів", id="latin-word-alone"),
    ],
)
def test_quoted_names_keep_their_letters(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], old: str, new: str
) -> None:
    """A name in quotation marks may be foreign, and a Latin name may stand among Cyrillic words."""
    edit(TOWN, old, new)
    assert told("alphabets") == []


def test_questions_may_use_a_neighbours_letters(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """People mix Ukrainian and Russian as they type."""
    edit("questions/uk/town.yaml", "- мости річка", "- мости рэчка")
    assert told("alphabets") == []
