"""A topic's facts arranged into an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.composing import compose, headings, outdated
from bot.answering.reply import Answer, Heading
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.fact import DAYS, Ages, Caution, Fact
from bot.model.language import LANGUAGES, Language, Translated
from bot.model.topic import Topic
from bot.model.values import Phone
from bot.model.when import When

DAY = dt.date(2025, 10, 23)


def _said(text: str) -> Translated:
    return Translated(uk=f"{text} uk", ru=f"{text} ru", en=f"{text} en")


def _fact(
    id_: str,
    as_of: str,
    *,
    sources: tuple[str, ...] = ("gazette",),
    series: str | None = None,
    caution: tuple[Caution, ...] = (),
    note: str | None = None,
    differs_from: tuple[str, ...] = (),
) -> Fact:
    record = {
        "id": id_,
        "sources": sources,
        "as_of": as_of,
        "by": "mayor",
        "series": series,
        "values": {"n": 12},
        "says": _said(f"{id_}: {{n}}"),
        "note": None if note is None else _said(note),
        "caution": caution,
        "differs_from": differs_from,
    }
    return Fact.model_validate(record)


def _answer(
    small: KnowledgeBase,
    *facts: Fact,
    ages: Ages = "never",
    theme: str = "people",
    language: Language = "en",
    today: dt.date = DAY,
) -> Answer:
    topic = Topic(id="asked", theme=theme, title=_said("Asked?"), ages=ages, facts=tuple(fact.id for fact in facts))
    base = replace(small, facts={fact.id: fact for fact in facts})
    return compose(base, topic, language, today)


def _ids(answer: Answer) -> tuple[list[str], list[str]]:
    return [one.fact for one in answer.statements], [one.fact for one in answer.earlier]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_tells_the_fact_its_speaker_and_date(small: KnowledgeBase, language: Language) -> None:
    """Sentence, speaker and date come in the language that was asked for."""
    answer = _answer(small, _fact("one", "2025-10-09"), language=language)
    speaker = {"uk": "мер, 9 жовтня 2025", "ru": "мэр, 9 октября 2025", "en": "the mayor, 9 October 2025"}
    assert (answer.language, answer.title) == (language, f"Asked? {language}")
    assert answer.statements[0].text == f"one: 12 {language}"
    assert answer.statements[0].attribution == speaker[language]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2024-07-30~", "about 30 July 2024", id="approximate"),
        pytest.param("2024-07", "July 2024", id="month"),
        pytest.param("XXXX", "undated", id="unknown"),
    ],
)
def test_a_date_says_how_sure_it_is(small: KnowledgeBase, as_of: str, expected: str) -> None:
    """An approximate date says so, and an unknown one is told as such."""
    assert dated(When.parse(as_of), "en") == expected
    assert _answer(small, _fact("one", as_of)).statements[0].attribution == f"the mayor, {expected}"


def test_facts_stand_in_the_topics_order(small: KnowledgeBase) -> None:
    """Facts of about one time are all current, in the order that the topic gives, newest first."""
    answer = _answer(small, _fact("b", "2025-10-09"), _fact("a", "2025-09-01"), _fact("c", "2025-01"))
    assert _ids(answer) == (["b", "a", "c"], [])


def test_earlier_members_of_a_series_are_history(small: KnowledgeBase) -> None:
    """Of one series only the newest is current, however close the earlier ones are; other facts stay."""
    facts = (
        _fact("now", "2025-10-09", series="people"),
        _fact("other", "2025-09-01"),
        _fact("before", "2025-09-02", series="people"),
        _fact("long-before", "2025-08-01", series="people"),
    )
    assert _ids(_answer(small, *facts)) == (["now", "other"], ["before", "long-before"])


def test_sources_that_disagree_on_one_day_stand_side_by_side(small: KnowledgeBase) -> None:
    """Members of a series with the same newest date are both current."""
    facts = (_fact("a", "2025-10-09", series="people"), _fact("b", "2025-10-09", series="people"))
    assert _ids(_answer(small, *facts)) == (["a", "b"], [])


def test_what_the_newest_contradicts_is_not_its_history(small: KnowledgeBase) -> None:
    """An older member of a series that the newest differs from stands beside it, unless it is a year older."""
    facts = (
        _fact("now", "2025-10-09", series="people", differs_from=("rival", "old-rival")),
        _fact("rival", "2025-09-02", series="people"),
        _fact("before", "2025-08-01", series="people"),
        _fact("old-rival", "2024-01", series="people"),
    )
    assert _ids(_answer(small, *facts)) == (["now", "rival"], ["before", "old-rival"])


@pytest.mark.parametrize(
    ("as_of", "history"),
    [
        pytest.param("2024-10-09", False, id="a-year"),
        pytest.param("2024-10-08", True, id="a-year-and-a-day"),
        pytest.param("2024-10", False, id="a-month-counts-by-its-end"),
        pytest.param("2023", True, id="the-year-before-last"),
        pytest.param("XXXX", False, id="undated"),
    ],
)
def test_a_fact_a_year_older_than_the_newest_is_history(small: KnowledgeBase, as_of: str, history: bool) -> None:
    """Without a series a fact becomes history more than a year before the newest; one without a date never does."""
    answer = _answer(small, _fact("now", "2025-10-09"), _fact("old", as_of))
    assert _ids(answer) == ((["now"], ["old"]) if history else (["now", "old"], []))


def test_the_newest_date_counts_by_its_latest_day(small: KnowledgeBase) -> None:
    """Where the newest fact is dated by a month, a year before that month's end is the limit of history."""
    facts = (_fact("now", "2025-10"), _fact("kept", "2024-10-31"), _fact("old", "2024-10-30"))
    assert _ids(_answer(small, *facts)) == (["now", "kept"], ["old"])


def test_history_is_told_in_words_too(small: KnowledgeBase) -> None:
    """An earlier fact keeps its sentence, date and citation."""
    answer = _answer(small, _fact("now", "2025-10-09"), _fact("old", "2022-03", sources=("courier",)))
    assert answer.earlier[0].text == "old: 12 en"
    assert answer.earlier[0].attribution == "the mayor, March 2022"
    assert answer.earlier[0].citations == (2,)


def test_sources_are_numbered_in_the_order_of_their_first_use(small: KnowledgeBase) -> None:
    """Each source has one number, from 1; statements that share a source share its number."""
    answer = _answer(
        small,
        _fact("one", "2025-10-09", sources=("courier", "gazette")),
        _fact("two", "2025-10-08", sources=("gazette", "almanac")),
    )
    assert [(one.number, one.source.id) for one in answer.citations] == [(1, "courier"), (2, "gazette"), (3, "almanac")]
    assert [one.citations for one in answer.statements] == [(1, 2), (2, 3)]
    assert [one.date for one in answer.citations] == ["about 30 July 2024", "9 October 2025", "undated"]


@pytest.mark.parametrize("ages", [ages for ages, days in DAYS.items() if days is not None])
def test_an_answer_warns_past_its_age_and_not_before(small: KnowledgeBase, ages: Ages) -> None:
    """The warning comes on the day after the topic's age, counted from the newest fact."""
    facts = (_fact("now", "2025-10-09"), _fact("old", "2022-03"))
    last = dt.date(2025, 10, 9) + dt.timedelta(days=DAYS[ages] or 0)
    assert _answer(small, *facts, ages=ages, today=last).warning is None
    warning = _answer(small, *facts, ages=ages, today=last + dt.timedelta(days=1)).warning
    assert warning == "This may be outdated: the newest fact here is dated 9 October 2025."


def test_history_never_ages(small: KnowledgeBase) -> None:
    """A topic that never ages has no warning, whatever the day."""
    assert _answer(small, _fact("one", "1654"), ages="never", today=dt.date(2090, 1, 1)).warning is None


def test_a_month_ages_from_its_last_day(small: KnowledgeBase) -> None:
    """A date that is known by the month counts as its latest day."""
    fact = _fact("one", "2025-09")
    assert _answer(small, fact, ages="weeks", today=dt.date(2025, 10, 30)).warning is None
    assert _answer(small, fact, ages="weeks", today=dt.date(2025, 10, 31)).warning is not None


def test_facts_without_a_date_do_not_age(small: KnowledgeBase) -> None:
    """Where no date is known nothing can be said to be outdated; beside a dated fact that one counts."""
    undated, old = _fact("one", "XXXX"), _fact("two", "2022")
    assert _answer(small, undated, ages="weeks").warning is None
    assert _answer(small, undated, old, ages="weeks").warning == (
        "This may be outdated: the newest fact here is dated 2022."
    )


@pytest.mark.parametrize(
    ("language", "warning"),
    [
        ("uk", "Ці відомості могли застаріти: найновіша з них має дату березень 2022."),
        ("ru", "Эти сведения могли устареть: у самого свежего из них дата март 2022."),
        ("en", "This may be outdated: the newest fact here is dated March 2022."),
    ],
)
def test_the_warning_is_in_the_language_of_the_answer(small: KnowledgeBase, language: Language, warning: str) -> None:
    """The warning and its date are told in the reply's language."""
    assert _answer(small, _fact("one", "2022-03"), ages="weeks", language=language).warning == warning


def test_outdated_tells_the_newest_date(small: KnowledgeBase) -> None:
    """The newest known date is returned where it is past the age, else nothing."""
    topic = small.topics["population"]
    facts = [small.facts[id_] for id_ in topic.facts]
    assert outdated(topic, facts, dt.date(2025, 11, 1)) is None
    assert outdated(topic, facts, dt.date(2026, 11, 1)) == When.parse("2025-10-09")
    assert outdated(topic, facts, dt.date(2020, 1, 1)) is None


def test_a_warning_on_safety_says_where_to_check(small: KnowledgeBase) -> None:
    """Where a wrong answer may harm, the warning names the official word if the city has one; elsewhere it does not."""
    fact = _fact("one", "2022-03")
    warning = "This may be outdated: the newest fact here is dated March 2022."
    unofficial = replace(small, city=small.city.model_copy(update={"official": None}))
    assert _answer(small, fact, ages="weeks", theme="safety").warning == f"{warning} Check: the city's site."
    assert _answer(unofficial, fact, ages="weeks", theme="safety").warning == warning
    assert _answer(small, fact, ages="weeks").warning == warning


@pytest.mark.parametrize(("theme", "urgent"), [("safety", True), ("people", False)])
def test_the_warning_is_urgent_for_safety_alone(small: KnowledgeBase, theme: str, urgent: bool) -> None:
    """Where a wrong answer may harm, the warning is to be said first."""
    assert _answer(small, _fact("one", "2022-03"), ages="weeks", theme=theme).urgent is urgent


@pytest.mark.parametrize(
    ("caution", "words"),
    [
        ("single", "Only this source says so."),
        ("undated", "The page has no date."),
        ("one-sided", "This is one side's own claim; nobody independent has confirmed it."),
        ("planned", "This was announced; whether it was done is not confirmed."),
    ],
)
def test_cautions_are_said_in_words(small: KnowledgeBase, caution: Caution, words: str) -> None:
    """What a claim's standing lacks is told beside it."""
    assert _answer(small, _fact("one", "2025-10-09", caution=(caution,))).statements[0].remarks == (words,)


def test_cautions_come_before_the_note_and_figures_fill_it(small: KnowledgeBase) -> None:
    """Several remarks stand in the fact's order, its note last with its figures filled in, in the reply's language."""
    fact = _fact("one", "2025-10-09", caution=("planned", "single"), note="Counted {n} times")
    assert _answer(small, fact).statements[0].remarks == (
        "This was announced; whether it was done is not confirmed.",
        "Only this source says so.",
        "Counted 12 times en",
    )
    assert _answer(small, fact, language="ru").statements[0].remarks[2] == "Counted 12 times ru"


def test_a_fact_that_others_contradict_says_so(small: KnowledgeBase) -> None:
    """Sources that disagree stand side by side, and the sentence says that others say otherwise."""
    one, other = _fact("one", "2025-10-09"), _fact("other", "2025-10-09")
    told = _answer(small, one.model_copy(update={"differs_from": ("other",)}), other)
    assert told.statements[0].remarks == ("Other sources say otherwise; they are given here too.",)
    assert told.statements[1].remarks == ()


def test_a_leading_fact_comes_first_and_never_becomes_history(small: KnowledgeBase) -> None:
    """What a topic leads with opens the answer once, however old it is."""
    old, now = _fact("old", "2022-03"), _fact("now", "2025-10-09")
    lead = {"id": "asked", "theme": "people", "title": _said("Asked?"), "ages": "never", "lead": ["old"]}
    base = replace(small, facts={"old": old, "now": now})
    for facts in (["now"], ["now", "old"]):
        answer = compose(base, Topic.model_validate({**lead, "facts": facts}), "en", DAY)
        assert _ids(answer) == (["old", "now"], [])


def test_a_fact_in_good_standing_has_no_remarks(small: KnowledgeBase) -> None:
    """Without a caution or a note nothing is added."""
    assert _answer(small, _fact("one", "2025-10-09")).statements[0].remarks == ()


def test_related_topics_are_named_in_the_language(small: KnowledgeBase) -> None:
    """A topic's related topics come as headings, in its order."""
    answer = compose(small, small.topics["population"], "ru", DAY)
    assert answer.related == (Heading("mayor", "Кто мэр города?"), Heading("shelters", "Где укрыться от обстрела?"))
    assert headings(small, [], "ru") == ()


def test_the_bots_own_topics_compose_in_every_language(base: KnowledgeBase) -> None:
    """Every topic of the bot's knowledge has a whole reply: all its facts once, each cited, no slot left open."""
    assert base.topics
    for topic in base.topics.values():
        for language in LANGUAGES:
            answer = compose(base, topic, language, DAY)
            told = (*answer.statements, *answer.earlier)
            assert sorted(one.fact for one in told) == sorted({*topic.lead, *topic.facts})
            assert answer.statements, topic.id
            assert all(one.citations and "{" not in one.text for one in told)
            cited = {number for one in told for number in one.citations}
            assert cited == {one.number for one in answer.citations} == set(range(1, len(answer.citations) + 1))


def test_a_statement_knows_its_telephone_numbers(small: KnowledgeBase) -> None:
    """What shows it can make them callable."""
    fact = _fact("call", "2025-10-09")
    values = {**fact.values, "line": Phone(phone="15 57")}
    (statement,) = _answer(small, fact.model_copy(update={"values": values})).statements
    assert statement.phones == ("15 57",)
