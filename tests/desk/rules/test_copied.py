"""No sentence is copied from an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.checking import check

TOWN = "topics/town.yaml"
EN = "The river has {bridges|bridge|bridges}; the latest opened in {opened}."


def test_a_text_of_its_own_keeps_the_rule(told: Callable[..., list[str]]) -> None:
    """Seven words in a row that an article has too are chance."""
    assert told("copied") == []
    assert told("copied", "The river has 7 bridges; the latest was a footbridge.") == []


@pytest.mark.parametrize(
    "article",
    [
        pytest.param("He said: the river has 7 bridges; the latest opened on Monday.", id="in-a-sentence"),
        pytest.param("Before.\nTHE RIVER — HAS 7 “BRIDGES”: THE LATEST OPENED\nAfter.", id="other-case-and-marks"),
    ],
)
def test_eight_words_in_a_row_are_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], article: str
) -> None:
    """The filled sentence is compared, so that a typed figure of the article counts."""
    line = edit(TOWN, EN, EN)
    fault = "copied from an article: “the river has 7 bridges the latest opened”: say it in your own words"
    assert told("copied", article) == [f"{TOWN}:{line}: error: {fault}"]


def test_a_translation_is_compared_in_its_own_language(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Each language stands for itself, and any of several articles counts."""
    line = edit(TOWN, "Через реку перекинуто", "Через реку перекинуто")
    article = "Через реку перекинуто 7 мостов, последний открыт в мае."
    (found,) = told("copied", "Nothing of it here at all, in no line.", article)
    assert found.startswith(f"{TOWN}:{line}: error: copied from an article: “через реку перекинуто 7 мостов ")


def test_a_run_reaches_over_lines(told: Callable[..., list[str]]) -> None:
    """An article's text may be wrapped anywhere."""
    (found,) = told("copied", "The river\nhas 7 bridges;\n\nthe latest opened in")
    assert "“the river has 7 bridges the latest opened”" in found


def test_seven_words_of_one_article_and_one_of_the_next_are_no_run(told: Callable[..., list[str]]) -> None:
    """Articles are compared each for itself."""
    assert told("copied", "The river has 7 bridges; the latest", "opened in May") == []


def test_without_articles_nothing_is_copied(folder: Path, today: dt.date) -> None:
    """The rule is silent where no article texts are at hand, and told of an empty one."""
    assert [one for articles in ((), ("",)) for one in check(folder, today, articles) if one.rule == "copied"] == []
