"""What is said of a former name in a question."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.answerer import Answerer
from bot.answering.plain import as_text
from bot.answering.reply import Answer, Choice, NoAnswer
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase

DAY = dt.date(2026, 4, 1)


@pytest.fixture(scope="module")
def answerer(base: KnowledgeBase, matcher: Matcher) -> Answerer:
    """Return what answers from the knowledge that comes with the bot."""
    return Answerer(base, matcher)


@pytest.mark.parametrize(
    ("question", "topic", "said", "source"),
    [
        ("where is metro Pushkinska", "metro-station-list",
            "The metro station Pushkinska has been called Yaroslava Mudroho since 26 April 2024.",
            "bagnet-renaming-2024-04-30"),
        ("до скольких работает метро Героев Труда", "metro-hours",
            "Станция метро «Героев Труда» с 26 июля 2024 года называется «Салтовская».",
            "interfax-renaming-2024-07-26"),
        ("Дзержинський район безпечний?", "safe-districts",
            "Дзержинський район із 2 лютого 2016 року має назву «Шевченківський».", "varta-districts-2016-02-03"),
        ("нова назва станції Московський проспект", "station-renamings",
            "Станція метро «Московський проспект» з 12 серпня 2020 року називається «Турбоатом».",
            "rbc-turboatom-2020-08-12"),
    ],
)  # fmt: skip
def test_an_answer_says_the_current_name_since_when_and_who_says_so(
    answerer: Answerer, question: str, topic: str, said: str, source: str
) -> None:
    """Whatever the topic, the line stands before its facts, with the number of a source of the answer."""
    reply = answerer.ask(question, today=DAY).reply
    assert isinstance(reply, Answer)
    assert reply.topic == topic
    (statement,) = reply.renamed
    assert statement.text == said
    cited = {citation.number: citation.source.id for citation in reply.citations}
    assert source in [cited[number] for number in statement.citations]
    assert sorted(cited) == list(range(1, len(cited) + 1))
    text = as_text(reply)
    assert text.index(said) < text.index(reply.statements[0].text)


def test_the_current_name_needs_no_line(answerer: Answerer) -> None:
    """Who says it already is told nothing of what was."""
    reply = answerer.ask("which line is Yaroslava Mudroho on", today=DAY).reply
    assert isinstance(reply, Answer)
    assert reply.renamed == ()


def test_a_street_of_that_name_is_no_station(answerer: Answerer) -> None:
    """Nothing is said of the metro where a street was meant."""
    reply = answerer.ask("коли дадуть світло на вулиці Пушкінській", today=DAY).reply
    assert not isinstance(reply, Answer)
    assert reply.renamed is None


def test_danger_hears_numbers_first(answerer: Answerer) -> None:
    """A former name in a cry for help is no time for history."""
    reply = answerer.ask("пожежа біля метро Пушкінська, люди під завалами, допоможіть", today=DAY).reply
    assert isinstance(reply, Answer)
    assert reply.topic == "emergency-numbers"
    assert reply.renamed == ()


@pytest.mark.parametrize(
    "question", ["metro pushkinska toilets are where", "skating rink near metro station Proletarska"]
)
def test_without_an_answer_the_name_is_told_with_its_source(answerer: Answerer, question: str) -> None:
    """A choice or an honest no can still tell the current name."""
    reply = answerer.ask(question, today=DAY).reply
    assert isinstance(reply, Choice | NoAnswer)
    assert reply.renamed is not None
    text = as_text(reply)
    assert "has been called" in text
    assert all(citation.source.url in text for citation in reply.renamed.citations)
    assert reply.says in text
