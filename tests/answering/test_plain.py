"""A reply as plain text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.composing import compose
from bot.answering.plain import as_text
from bot.answering.reply import Choice, Heading, NoAnswer
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

OFFERS = (Heading("mayor", "Who is the mayor?"), Heading("shelters", "Where can I take cover?"))


def test_an_answer_is_told_whole(small: KnowledgeBase) -> None:
    """Title, current facts, history, warning, sources and related questions stand in this order."""
    answer = compose(small, small.topics["population"], "en", dt.date(2026, 10, 23))
    assert as_text(answer).replace("\u00a0", " ") == (
        "How many people live here?\n"
        "\n"
        "The city has 1.3 million people. (the mayor, 9 October 2025) [1]\n"
        "\n"
        "Earlier:\n"
        "- The city had 1.2 million people. (the city council, about 30 July 2024) [2][1]\n"
        "\n"
        "This may be outdated: the newest fact here is dated 9 October 2025.\n"
        "\n"
        "Sources:\n"
        "[1] The Gazette, Ann Other, 9 October 2025: How many remain. https://gazette.example/remain?a=1&b=2\n"
        "[2] Кур'єр, about 30 July 2024: Скільки нас. https://courier.example/skilky\n"
        "\n"
        "See also:\n"
        "- Who is the mayor?\n"
        "- Where can I take cover?"
    )


def test_a_safety_topic_opens_with_its_warning(small: KnowledgeBase, today: dt.date) -> None:
    """Where a wrong answer may harm, the warning comes before any fact, once, and says where to check."""
    answer = compose(small, small.topics["shelters"], "en", today)
    lines = as_text(answer).splitlines()
    warning = "This may be outdated: the newest fact here is dated March 2022. Check: the city's site."
    assert lines[:5] == [
        "Where can I take cover?", "", warning, "", "The nearest shelter is the metro. (the mayor, March 2022) [1]"
    ]  # fmt: skip
    assert lines.count(warning) == 1


def test_a_fresh_answer_has_no_warning(small: KnowledgeBase, today: dt.date) -> None:
    """Within its age a reply says nothing of being outdated."""
    assert "outdated" not in as_text(compose(small, small.topics["population"], "en", today))


def test_remarks_stand_below_their_statement(small: KnowledgeBase, today: dt.date) -> None:
    """A caution is a line of its own, right after what it is about."""
    lines = as_text(compose(small, small.topics["mayor"], "en", today)).splitlines()
    assert lines[2:4] == ["The mayor is Ihor Testing. (the city council, undated) [1]", "The page has no date."]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", ("Раніше:", "Джерела:", "Дивіться також:")),
        ("ru", ("Раньше:", "Источники:", "Смотрите также:")),
        ("en", ("Earlier:", "Sources:", "See also:")),
    ],
)
def test_the_parts_are_named_in_the_language(
    small: KnowledgeBase, today: dt.date, language: Language, words: tuple[str, ...]
) -> None:
    """The words around the facts are in the reply's language."""
    lines = as_text(compose(small, small.topics["population"], language, today)).splitlines()
    assert [line for line in lines if line in words] == list(words)


def test_a_choice_numbers_its_questions() -> None:
    """The questions to choose from have numbers from 1."""
    assert as_text(Choice("en", "Which?", OFFERS)) == "Which?\n1. Who is the mayor?\n2. Where can I take cover?"


def test_no_answer_names_what_may_help() -> None:
    """What is said comes first, then the invitation and the nearest questions."""
    reply = NoAnswer("en", "Nothing.", "Nearest:", OFFERS)
    assert as_text(reply) == "Nothing.\nNearest:\n- Who is the mayor?\n- Where can I take cover?"


def test_no_answer_invites_to_nothing() -> None:
    """Without questions to name there is no invitation."""
    assert as_text(NoAnswer("en", "Nothing.", "Nearest:")) == "Nothing."


def test_the_bots_own_topics_read_as_text_with_all_their_sources(base: KnowledgeBase, today: dt.date) -> None:
    """Every topic in every language shows publisher, date and whole address of each source, and no open slot."""
    assert base.topics
    for topic in base.topics.values():
        sources = {id_ for fact in topic.facts for id_ in base.facts[fact].sources}
        for language in LANGUAGES:
            answer = compose(base, topic, language, today)
            text = as_text(answer)
            assert text.startswith(answer.title + "\n\n")
            assert text == text.strip()
            assert "{" not in text, topic.id
            for id_ in sources:
                source = base.sources[id_]
                (line,) = [line for line in text.splitlines() if line.endswith(f". {source.url}")]
                assert source.publisher in line
                year = source.published.text[:4]
                assert (year if year != "XXXX" else answer.citations[0].date) in line or year == "XXXX"


def test_an_answer_without_sources_has_no_heading_for_them(small: KnowledgeBase, today: dt.date) -> None:
    """Where sources stand elsewhere, once for many answers, none are announced."""
    answer = compose(small, small.topics["mayor"], "en", today)
    assert "Sources:" in as_text(answer)
    assert "Sources:" not in as_text(replace(answer, citations=()))
