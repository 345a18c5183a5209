"""Which facts of an answer have changed in meaning."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.correcting import Meanings, corrected, correction, meaning
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact, Notice
from bot.model.language import LANGUAGES, Language, Translated
from bot.model.values import Number
from bot.model.when import When

TODAY = dt.date(2026, 4, 1)
FACT = "population-2025"
NOTICE = Notice.model_validate(
    {
        "date": "2026-03-30",
        "why": {"uk": "Порахували двічі.", "ru": "Посчитали дважды.", "en": "Counted twice."},
    }
)


def changed(base: KnowledgeBase, **update: object) -> KnowledgeBase:
    """Return the base with the fact changed."""
    return replace(base, facts={**base.facts, FACT: base.facts[FACT].model_copy(update=update)})


def said(base: KnowledgeBase, **texts: str) -> Translated:
    """Return the fact's sentence with some languages changed."""
    return base.facts[FACT].says.model_copy(update=texts)


@pytest.fixture
def before(small: KnowledgeBase) -> dict[str, str]:
    """Return what was given: the fact and another one."""
    return Meanings(small).of([FACT, "population-2024"])


def test_a_print_fits_the_store_and_tells_facts_apart(small: KnowledgeBase) -> None:
    """It is the same each time, short, and another for another fact."""
    prints = [meaning(fact) for fact in small.facts.values()]
    assert prints == [meaning(fact) for fact in small.facts.values()]
    assert len(set(prints)) == len(prints)
    assert {len(one) for one in prints} == {44}


@pytest.mark.parametrize(
    "update",
    [
        pytest.param({"values": {"people": Number(number=1300001)}}, id="figure"),
        pytest.param({"values": {"people": Number(number=1300000, about="over")}}, id="how-far-from-exact"),
        pytest.param({"as_of": When.parse("2025-10")}, id="date"),
        pytest.param({"by": "council"}, id="speaker"),
        pytest.param({"corrected": NOTICE}, id="mark"),
        pytest.param({"says": Translated(uk="Ні {people}.", ru="Нет {people}.", en="No {people}.")}, id="words"),
        pytest.param({"note": Translated(uk="Без сіл.", ru="Без сёл.", en="Without villages.")}, id="note"),
    ],
)
def test_a_change_of_meaning_is_a_correction(
    small: KnowledgeBase, before: dict[str, str], update: dict[str, object]
) -> None:
    """Figures, dates, speakers, and words in all three languages are meaning."""
    assert corrected(changed(small, **update), before)


def test_mending_words_is_no_correction(small: KnowledgeBase, before: dict[str, str]) -> None:
    """A slip in one language or two, signs and capitals in all, and other sources leave the meaning as it is."""
    assert not corrected(small, before)
    assert not corrected(changed(small, says=said(small, uk="У нашому місті {people:compact} осіб.")), before)
    assert not corrected(changed(small, says=said(small, uk="Людей {people}", en="People: {people}")), before)
    shouted = {language: small.facts[FACT].says.in_(language).replace(".", "!").upper() for language in LANGUAGES}
    shouted = {language: text.replace("{PEOPLE:COMPACT}", "{people:compact}") for language, text in shouted.items()}
    assert not corrected(changed(small, says=said(small, **shouted)), before)
    assert not corrected(changed(small, sources=("gazette", "almanac"), caution=("single",)), before)


def test_another_id_is_no_correction(small: KnowledgeBase, before: dict[str, str]) -> None:
    """A fact that got another id is the same fact; one that is gone is not."""
    facts: dict[str, Fact] = dict(small.facts)
    fact = facts.pop(FACT)
    assert corrected(replace(small, facts=facts), before)
    assert not corrected(replace(small, facts={**facts, "renamed": fact}), before)


def test_a_new_fact_is_no_correction(small: KnowledgeBase, before: dict[str, str]) -> None:
    """What was said with its date stays right when there is something newer."""
    newer = small.facts[FACT].model_copy(update={"id": "population-2026", "as_of": When.parse("2026-03")})
    assert not corrected(replace(small, facts={**small.facts, newer.id: newer}), before)


@pytest.mark.parametrize(
    ("language", "day", "reason"),
    [
        ("uk", "Виправлено 1 квітня 2026.", "Виправлено 30 березня 2026: Порахували двічі."),
        ("ru", "Исправлено 1 апреля 2026.", "Исправлено 30 марта 2026: Посчитали дважды."),
        ("en", "Corrected on 1 April 2026.", "Corrected on 30 March 2026: Counted twice."),
    ],
)
def test_a_correction_says_when_and_why(
    small: KnowledgeBase, before: dict[str, str], language: Language, day: str, reason: str
) -> None:
    """An editor's words where there are any, else the day on which the answer is corrected."""
    values = {"people": Number(number=5)}
    assert correction(changed(small, values=values), before, language, TODAY) == day
    assert correction(changed(small, values=values, corrected=NOTICE), before, language, TODAY) == reason
    assert correction(small, before, language, TODAY) == ""


def test_an_old_mark_explains_nothing_new(small: KnowledgeBase) -> None:
    """What changes after a marked correction is not said to be that correction."""
    marked = changed(small, corrected=NOTICE)
    before = Meanings(marked).of([FACT])
    later = changed(small, corrected=NOTICE, values={"people": Number(number=5)})
    assert correction(later, before, "en", TODAY) == "Corrected on 1 April 2026."


def test_a_withdrawal_is_said_as_such(small: KnowledgeBase, before: dict[str, str]) -> None:
    """The reason is the editor's."""
    facts: dict[str, Fact] = dict(small.facts)
    gone = facts.pop(FACT).model_copy(update={"withdrawn": NOTICE})
    base = replace(small, facts=facts, withdrawn={FACT: gone})
    assert correction(base, before, "en", TODAY) == "Withdrawn on 30 March 2026: Counted twice."


def test_a_fact_that_went_while_it_was_told_is_a_correction(small: KnowledgeBase) -> None:
    """An answer that was under way during a reload is corrected after it."""
    assert corrected(small, Meanings(small).of(["gone-already"]))
