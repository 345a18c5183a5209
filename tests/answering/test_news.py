"""What is new in the knowledge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.news import arrived, bulletin, changes, entries, nothing, titled
from bot.answering.plain import bulletin_as_text
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact, Notice
from bot.model.language import LANGUAGES, Language, Translated
from bot.model.when import When

TODAY = dt.date(2026, 4, 1)
WHY = Translated(uk="Порахували двічі.", ru="Посчитали дважды.", en="Counted twice.")


def with_fact(base: KnowledgeBase, fact: Fact, **changed: object) -> KnowledgeBase:
    """Return the base with `fact` changed."""
    return replace(base, facts={**base.facts, fact.id: fact.model_copy(update=changed)})


def notice(day: str) -> Notice:
    """Return a notice of `day`."""
    return Notice.model_validate({"date": day, "why": WHY})


def test_a_fact_is_news_from_the_day_it_was_added(small: KnowledgeBase) -> None:
    """Without such a day it is from when its first source was published, else from when it speaks of, else never."""
    fact = small.facts["population-2024"]
    assert arrived(small, fact) == dt.date(2024, 7, 30)
    assert arrived(small, fact.model_copy(update={"added": When.parse("2026-03-30")})) == dt.date(2026, 3, 30)
    undated = fact.model_copy(update={"sources": ("almanac",), "as_of": When.parse("2024-02")})
    assert arrived(small, undated) == dt.date(2024, 2, 29)
    assert arrived(small, small.facts["mayor-now"]) is None


def test_changes_lie_between_the_days(small: KnowledgeBase) -> None:
    """Both days are included; a day that an editor has written ahead is not told before it comes."""
    fact = small.facts["mayor-now"]
    new = with_fact(small, fact, added=When.parse("2026-03-30"))
    day = dt.date(2026, 3, 30)
    assert [change.key for change in changes(new, day, day)] == ["new:mayor-now"]
    assert changes(new, day + dt.timedelta(days=1), TODAY) == ()
    assert changes(new, dt.date(2026, 1, 1), day - dt.timedelta(days=1)) == ()


def test_corrections_come_first_then_safety(small: KnowledgeBase) -> None:
    """Who reads no further has read what matters most; within a theme the newest stands first."""
    base = with_fact(small, small.facts["mayor-now"], added=When.parse("2025-10-10"))
    base = with_fact(base, small.facts["shelters-2022"], corrected=notice("2026-03-30"))
    gone = small.facts["population-2024"].model_copy(update={"withdrawn": notice("2026-03-31")})
    base = replace(base, withdrawn={gone.id: gone})
    found = changes(base, dt.date(2022, 1, 1), TODAY)
    assert [change.key for change in found][:2] == ["withdrawn:population-2024", "new:shelters-2022"]
    assert [change.key for change in found][2:4] == ["new:mayor-now", "new:population-2025"]


def test_a_correction_of_what_is_new_is_no_news(small: KnowledgeBase) -> None:
    """Who hears of a fact for the first time hears it as it is now; who knew it hears of the correction."""
    base = with_fact(small, small.facts["population-2025"], corrected=notice("2026-03-30"))
    assert [change.key for change in changes(base, dt.date(2026, 1, 1), TODAY)] == [
        "corrected:population-2025:2026-03-30"
    ]
    assert "new:population-2025" in [change.key for change in changes(base, dt.date(2025, 1, 1), TODAY)]
    assert not any(change.kind == "corrected" for change in changes(base, dt.date(2025, 1, 1), TODAY))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("uk", "Зараз: 1,3 млн. Раніше: 1,2 млн (орієнтовно 30 липня 2024). [2][1]"),
        ("ru", "Сейчас: 1,3 млн. Раньше: 1,2 млн (примерно 30 июля 2024). [2][1]"),
        ("en", "Now: 1.3 million. Before: 1.2 million (about 30 July 2024). [2][1]"),
    ],
)
def test_a_figure_is_told_with_what_it_was(small: KnowledgeBase, language: Language, line: str) -> None:
    """The newest of a series says now and before, with the sources of both."""
    found = changes(small, dt.date(2025, 1, 1), TODAY)
    page = bulletin(small, titled(dt.date(2025, 1, 1), language), entries(small, found, language), language)
    lines = bulletin_as_text(page).replace("\xa0", " ").splitlines()
    assert line in lines
    assert lines.index(line) == next(number for number, text in enumerate(lines) if "(" in text) + 1
    assert [citation.source.id for citation in page.citations] == ["gazette", "courier"]


def test_an_older_figure_is_not_told_as_now(small: KnowledgeBase) -> None:
    """A fact of long ago that is added today is news, but not the figure of today."""
    base = with_fact(small, small.facts["population-2024"], added=When.parse("2026-03-30"))
    (entry,) = entries(base, changes(base, dt.date(2026, 1, 1), TODAY), "en")
    assert (entry.before, entry.sources) == (None, ("courier", "gazette"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("uk", "Відкликано 31 березня 2026"), ("ru", "Отозвано 31 марта 2026"), ("en", "Withdrawn on 31 March 2026")],
)
def test_a_withdrawal_says_when_why_and_of_what(small: KnowledgeBase, language: Language, expected: str) -> None:
    """The sentence that holds no more stands there as such, with its source."""
    gone = small.facts["population-2024"].model_copy(update={"withdrawn": notice("2026-03-31")})
    base = replace(small, withdrawn={gone.id: gone}, facts={"mayor-now": small.facts["mayor-now"]})
    found = [change for change in changes(base, dt.date(2026, 3, 1), TODAY) if change.kind == "withdrawn"]
    (entry,) = entries(base, found, language)
    assert entry.notice == f"{expected}: {WHY.in_(language)}"
    assert entry.text.endswith((".", "!"))
    assert entry.text.count(": ") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_new_names_the_latest_news(small: KnowledgeBase, language: Language) -> None:
    """Who asks in a quiet month learns how far back the news lies."""
    assert "2025" in nothing(small, language, TODAY)
    assert "2025" not in nothing(replace(small, facts={}, topics={}), language, TODAY)


def test_all_of_the_knowledge_can_be_told(base: KnowledgeBase) -> None:
    """Every fact that comes with the bot is told as news once, in each language, with all of its sources."""
    found = changes(base, dt.date.min, dt.date.max)
    assert len({change.key for change in found}) == len(found) > 200
    for language in LANGUAGES:
        told = entries(base, found, language)
        page = bulletin(base, "x", told, language)
        assert all(entry.text and page.marks(entry.cited) for entry in told)
