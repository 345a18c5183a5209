"""Every example question is won by its own topic."""

from __future__ import annotations

from collections.abc import Callable


def test_questions_in_their_topics_own_words_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Two topics that share no words win their own questions."""
    assert told("over-match") == []


def test_a_question_in_another_topics_words_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A question that its words give to another topic is placed, with the winner."""
    file = "questions/en/people.yaml"
    line = edit(file, "- population figure", "- Which bridge over the river is the latest bridge")
    advice = "reword it, move it there, or give residents more questions with its words"
    fault = f"'Which bridge over the river is the latest bridge' of residents is won by bridges: {advice}"
    assert told("over-match") == [f"{file}:{line}: warning: {fault}"]


def test_a_title_in_another_topics_words_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A title counts as an example and is placed in the topics' file."""
    line = edit("topics/people.yaml", "What is the population?", "Which new bridge crosses the river?")
    advice = "reword it, move it there, or give residents more questions with its words"
    fault = f"'Which new bridge crosses the river?' of residents is won by bridges: {advice}"
    assert told("over-match") == [f"topics/people.yaml:{line}: warning: {fault}"]
