"""No question stands in two topics, nor twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PEOPLE = "questions/en/people.yaml"
TOWN = "questions/en/town.yaml"


def test_different_questions_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Questions of their own are in order, and a Ukrainian one may read like a Russian one of its topic."""
    assert told("same-question") == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Is there a new bridge", id="exactly"),
        pytest.param("is there a NEW bridge?!", id="but-for-case-and-marks"),
        pytest.param("Is  there a new “bridge”", id="but-for-blanks-and-quotes"),
    ],
)
def test_a_question_of_two_topics_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], question: str
) -> None:
    """The later of two equal questions, in the order of the topics, is placed, with the place of the first."""
    first = edit(PEOPLE, "- population figure", f"- {question}")
    line = edit(TOWN, "- Is there a new bridge", "- Is there a new bridge")
    assert told("same-question") == [
        f"{TOWN}:{line}: error: the same question stands in residents ({PEOPLE}:{first}:3): keep one",
    ]


def test_a_question_of_two_languages_and_topics_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Ukrainian and Russian meet in one folded alphabet, so an equal reading counts."""
    first = edit("questions/ru/people.yaml", "- Людно ли здесь", "- мости рiчка")
    line = edit("questions/uk/town.yaml", "- мости річка", "- мости річка")
    fault = f"the same question stands in residents (questions/ru/people.yaml:{first}:3): keep one"
    assert told("same-question") == [f"questions/uk/town.yaml:{line}: error: {fault}"]


def test_a_question_of_a_topic_and_a_decline_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """What is declined can't be answered too."""
    line = edit("questions/en/other.yaml", "- Will it rain tomorrow", "- Which bridge opened last")
    first = edit(TOWN, "- Which bridge opened last", "- Which bridge opened last")
    fault = f"the same question stands in bridges ({TOWN}:{first}:3): keep one"
    assert told("same-question") == [f"questions/en/other.yaml:{line}: error: {fault}"]


def test_a_title_of_another_topic_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A topic's title counts as its question."""
    first = edit(PEOPLE, "- population figure", "- How many bridges are there?")
    line = edit("topics/town.yaml", "How many bridges are there?", "How many bridges are there?")
    (found,) = told("same-question")
    fault = f"the same question stands in residents ({PEOPLE}:{first}:3): keep one"
    assert found == f"topics/town.yaml:{line}: error: {fault}"


def test_a_question_twice_in_a_topic_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """The second of two equal questions in one list is placed."""
    first = edit(PEOPLE, "- population figure", "- population figure")
    line = edit(PEOPLE, "- Inhabitants today", "- Population figure")
    assert told("same-question") == [
        f"{PEOPLE}:{line}: error: the same question stands in {PEOPLE}:{first}:3: keep one",
    ]


def test_a_question_may_repeat_its_own_title(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A topic's title among its own examples is no breach."""
    edit(PEOPLE, "- population figure", "- What is the population?")
    assert told("same-question") == []
