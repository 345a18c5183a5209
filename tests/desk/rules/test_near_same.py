"""No question of a topic stands almost the same elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PEOPLE = "questions/en/people.yaml"
TOWN = "questions/en/town.yaml"


def test_different_questions_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Questions of their own are in order."""
    assert told("near-same") == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Which bridge opened laist", id="a-letter"),
        pytest.param("opened last which bridge", id="another-order"),
        pytest.param("Which bridges opened last?", id="a-plural"),
    ],
)
def test_almost_the_same_question_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], question: str
) -> None:
    """The later one is placed, with the text, topic and place of the first."""
    first = edit(PEOPLE, "- population figure", f"- {question}")
    line = edit(TOWN, "- Which bridge opened last", "- Which bridge opened last")
    fault = f"almost the question '{question}' of residents ({PEOPLE}:{first}:3)"
    assert told("near-same") == [f"{TOWN}:{line}: warning: {fault}"]


def test_the_same_question_is_another_rules_matter(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Equal questions are told once, as an error, by `same-question`."""
    edit(PEOPLE, "- population figure", "- Which bridge opened last")
    assert told("near-same") == []
    assert len(told("same-question")) == 1


def test_a_question_about_another_place_is_another_question(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """What differs in the place that it names is not the same."""
    edit(TOWN, "- Which bridge opened last", "- Which of the bridges over there opened last of all")
    edit(
        "questions/en/other.yaml",
        "- weather forecast",
        "- Which of the bridges over there opened last of all Elsewhere",
    )
    assert told("near-same") == []


def test_keywords_keep_the_rule(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """Two words are too few to be almost the same."""
    edit(PEOPLE, "- population figure", "- bridges rivers")
    assert told("near-same") == []
