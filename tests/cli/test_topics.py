"""`kharkiv-bot topics`."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

Run = Callable[..., CompletedProcess[str]]


def test_topics_are_listed_by_theme(run: Run) -> None:
    """The list names each theme and below it its topics with their ids, in the city's own language."""
    done = run("topics")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["Люди", "Безпека"]
    assert [line.split(maxsplit=1) for line in lines if line.startswith(" ")] == [
        ["population", "Скільки людей живе в місті?"],
        ["mayor", "Хто мер міста?"],
        ["shelters", "Де сховатися від обстрілу?"],
    ]


@pytest.mark.parametrize(
    ("language", "first"), [("uk", "Люди"), ("ru", "Люди"), ("en", "People")], ids=["uk", "ru", "en"]
)
def test_the_list_may_be_in_any_language(run: Run, language: Language, first: str) -> None:
    """`--lang` gives themes and titles in that language."""
    done = run("topics", "--lang", language)
    assert done.stdout.splitlines()[0] == first
    assert ("Who is the mayor?" in done.stdout) is (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_shows_publisher_date_and_link_of_each_source(
    run: Run, base: KnowledgeBase, language: Language
) -> None:
    """In the bot's own knowledge, the topic with the most sources names them all, whole addresses unwrapped."""
    cited = {
        topic.id: {source for fact in topic.facts for source in base.facts[fact].sources}
        for topic in base.topics.values()
    }
    topic = max(cited, key=lambda id_: len(cited[id_]))
    done = run("topics", topic, "--lang", language, KNOWLEDGE_DIR="")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == base.topics[topic].title.in_(language)
    for id_ in cited[topic]:
        source = base.sources[id_]
        (line,) = [line for line in lines if line.endswith(f" {source.url}")]
        assert source.publisher in line
        assert dated(source.published, language) in line


def test_a_topic_shows_all_its_facts(run: Run) -> None:
    """Current facts and history are both told."""
    out = run("topics", "population", "--lang", "en").stdout.replace("\u00a0", " ")
    assert "The city has 1.3 million people." in out
    assert "Earlier:\n- The city had 1.2 million people." in out


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("populaton", ": did you mean 'population'?"), ("qqq", ": expected one of mayor, population, shelters")],
    ids=["typing-mistake", "nothing-alike"],
)
def test_an_unknown_topic_names_the_nearest(run: Run, asked: str, meant: str) -> None:
    """An id that is not there ends with 2, and says what may have been meant."""
    done = run("topics", asked)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"there is no topic {asked!r}{meant}\n")
