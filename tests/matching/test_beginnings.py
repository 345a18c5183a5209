"""Topics by the beginnings of words."""

from __future__ import annotations

import pytest

from bot.matching.learned import Learned, examples_of
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase


@pytest.fixture(scope="module")
def learned(small: KnowledgeBase) -> Learned:
    """Return what the small knowledge teaches."""
    return Learned(examples_of(small), small)


def test_beginnings_need_every_word(learned: Learned) -> None:
    """Each word typed so far must begin a word of one and the same example."""
    assert learned.beginnings.topics(["очол"]) == ["mayor"]
    assert learned.beginnings.topics(["очол", "мист"]) == ["mayor"]
    assert learned.beginnings.topics(["очол", "укри"]) == []


@pytest.mark.parametrize("folded", [[], ["zzz"]], ids=["no-words", "an-unknown-word"])
def test_nothing_begun_finds_nothing(learned: Learned, folded: list[str]) -> None:
    """Without words, or with one that begins none, there are no topics."""
    assert learned.beginnings.topics(folded) == []


def test_titles_come_first(learned: Learned) -> None:
    """A topic whose title begins so stands before one of which only examples do."""
    assert learned.beginnings.topics(["ск"]) == ["population"]
    assert learned.beginnings.topics(["мис"])[0] == "population"  # "Скільки людей живе в місті?"
    assert learned.beginnings.topics(["миста"])[0] == "mayor"  # "Хто мер міста?"


def test_only_topics_are_found(learned: Learned) -> None:
    """What declines and small talk are asked with leads nowhere."""
    assert learned.beginnings.topics(["погод"]) == []


def test_a_single_letter_counts_at_the_end_only(learned: Learned) -> None:
    """Words of one letter say nothing, unless more letters may follow."""
    assert learned.beginnings.topics(["z", "очол"]) == ["mayor"]
    assert learned.beginnings.topics(["очол", "z"]) == []


def test_the_bots_own_topics_are_found(matcher: Matcher) -> None:
    """What the bot knows is found while it is typed."""
    assert "mayor" in matcher.learned.beginnings.topics(["мер"])
