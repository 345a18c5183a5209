"""A question answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer, Outcome
from bot.answering.plain import as_text
from bot.answering.reply import Answer, Choice, Heading, NoAnswer
from bot.matching.calibration import Calibration, calibration
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import Language

EAGER = replace(calibration(), answer=0.0, answer_safety=0.0, suggest=0.0)
OFFERING = replace(calibration(), answer=2.0, answer_safety=2.0, suggest=0.0)
SILENT = replace(calibration(), answer=2.0, answer_safety=2.0, suggest=2.0)

NONE = {
    "uk": "На це я не маю відповіді з джерелом.",
    "ru": "На это у меня нет ответа с источником.",
    "en": "I have no cited answer to that.",
}


def _answerer(small: KnowledgeBase, wanted: Calibration) -> Answerer:
    return Answerer(small, Matcher(small, wanted))


def _certain(wanted: Calibration, offered: float) -> Calibration:
    """Return `wanted` with one fixed log odds that a right topic is among the first three."""
    return replace(wanted, offered_weights=(offered, *(0.0 for _ in wanted.offered_weights[1:])))


@pytest.mark.parametrize(
    ("question", "topic", "language"),
    [
        ("скільки мешканців у Харкові", "population", "uk"),
        ("сколько жителей в Харькове", "population", "ru"),
        ("how many residents are in Kharkiv", "population", "en"),
    ],
)
def test_a_question_is_answered_in_its_own_language(
    small_answerer: Answerer, today: dt.date, question: str, topic: str, language: Language
) -> None:
    """The reply is a whole answer in the language of the question, even where another is preferred."""
    outcome = small_answerer.ask(question, today=today, preferred="en" if language != "en" else "uk")
    assert isinstance(outcome.reply, Answer)
    assert (outcome.decision, outcome.topic, outcome.reply.language) == ("answer", topic, language)
    assert outcome.reply == small_answerer.topic(topic, language, today)


@pytest.mark.parametrize(
    ("pinned", "preferred", "expected"),
    [
        pytest.param(None, None, "uk", id="the-citys-own"),
        pytest.param(None, "ru", "ru", id="preferred"),
        pytest.param("en", None, "en", id="pinned"),
        pytest.param("en", "ru", "en", id="pinned-before-preferred"),
    ],
)
def test_a_question_that_tells_no_language_gets_the_preferred_one(
    small_answerer: Answerer, today: dt.date, pinned: Language | None, preferred: Language | None, expected: Language
) -> None:
    """Where the words tell nothing, the pinned language comes first, then the preferred, then the city's."""
    outcome = small_answerer.ask("2024?", today=today, language=pinned, preferred=preferred)
    assert outcome.reply.language == expected


def test_a_pinned_language_overrules_the_question(small_answerer: Answerer, today: dt.date) -> None:
    """Whoever pins a language gets it, whatever they write in."""
    reply = small_answerer.ask("скільки мешканців у Харкові", today=today, language="en").reply
    assert isinstance(reply, Answer)
    assert reply.title == "How many people live here?"


def test_the_day_that_is_given_decides_the_warning(small_answerer: Answerer) -> None:
    """The clock is the caller's: the same question is fresh on one day and outdated on another."""
    fresh, old = (
        small_answerer.ask("скільки мешканців у Харкові", today=day).reply
        for day in (dt.date(2025, 10, 10), dt.date(2027, 1, 1))
    )
    assert isinstance(fresh, Answer)
    assert isinstance(old, Answer)
    assert fresh.warning is None
    assert old.warning is not None


@pytest.mark.parametrize(
    ("language", "question", "says", "first"),
    [
        ("uk", "найближче укриття", "Можливо, ви питаєте про одне з цього?", "Де сховатися від обстрілу?"),
        ("en", "nearest shelter please", "Did you mean one of these questions?", "Where can I take cover?"),
    ],
)
def test_a_choice_offers_up_to_three_questions(
    small: KnowledgeBase, today: dt.date, language: Language, question: str, says: str, first: str
) -> None:
    """Where the matcher is not sure, the likeliest topics are offered by their titles."""
    outcome = _answerer(small, OFFERING).ask(question, today=today)
    assert isinstance(outcome.reply, Choice)
    assert (outcome.decision, outcome.topic, outcome.reply.language) == ("suggest", None, language)
    assert (outcome.reply.says, outcome.reply.offers[0]) == (says, Heading("shelters", first))
    assert outcome.suggestions == tuple(offer.topic for offer in outcome.reply.offers)
    assert 1 <= len(outcome.suggestions) <= 3


def test_an_answer_names_its_runners_up(small_answerer: Answerer, today: dt.date) -> None:
    """Beside an answer the suggestions are other topics, at most three."""
    outcome = small_answerer.ask("хто очолює місто", today=today)
    assert outcome.topic == "mayor"
    assert set(outcome.suggestions) == {"population", "shelters"}


def _nothing(outcome: Outcome) -> NoAnswer:
    assert isinstance(outcome.reply, NoAnswer)
    assert (outcome.decision, outcome.topic, outcome.suggestions) == ("none", None, ())
    return outcome.reply


@pytest.mark.parametrize(
    ("question", "language", "says", "invites", "first"),
    [
        ("Привіт!", "uk", "Вітаю!", "Наприклад, можна запитати:", "Скільки людей живе в місті?"),
        ("Good morning", "en", "Hello there!", "For example, you can ask:", "How many people live here?"),
    ],
)
def test_small_talk_gets_a_human_reply(
    small_answerer: Answerer, today: dt.date, question: str, language: Language, says: str, invites: str, first: str
) -> None:
    """A greeting is greeted in its language, with questions that can be asked; it is no answer."""
    reply = _nothing(small_answerer.ask(question, today=today))
    assert (reply.language, reply.says, reply.invites) == (language, says, invites)
    assert reply.offers[0] == Heading("population", first)
    assert len(reply.offers) == 2


@pytest.mark.parametrize(
    ("question", "language", "theme", "near"),
    [
        ("Яка завтра погода?", "uk", "Тема: Погода.", "Де сховатися від обстрілу?"),
        ("What is the weather tomorrow?", "en", "Theme: Weather.", "Where can I take cover?"),
    ],
)
def test_a_known_theme_without_an_answer_is_named(
    small_answerer: Answerer, today: dt.date, question: str, language: Language, theme: str, near: str
) -> None:
    """A decline says that there is no cited answer, names the theme, and offers its nearest topics."""
    reply = _nothing(small_answerer.ask(question, today=today))
    assert reply.language == language
    assert reply.says == f"{NONE[language]} {theme}"
    assert reply.offers == (Heading("shelters", near),)


@pytest.mark.parametrize(
    ("question", "language", "city"),
    [
        ("де найближче укриття в Києві", "uk", "Харків"),
        ("сколько жителей во Львове", "ru", "Харьков"),
        ("where is the nearest shelter in Lviv", "en", "Kharkiv"),
    ],
)
def test_another_city_is_declined_by_naming_this_one(
    small: KnowledgeBase, today: dt.date, question: str, language: Language, city: str
) -> None:
    """About another place nothing is answered or offered, however sure the matcher; the reply names the bot's city."""
    reply = _nothing(_answerer(small, EAGER).ask(question, today=today))
    assert reply.language == language
    assert reply.says.startswith(NONE[language].removesuffix("."))
    assert reply.says.endswith(f"{city}.")
    assert reply.offers == ()


@pytest.mark.parametrize(
    ("question", "preferred", "says"),
    [
        ("", "en", "I read questions in words: please write one."),
        ("🙂🙂", "uk", "Я розумію запитання, написані словами. Напишіть, будь ласка, що саме вас цікавить."),
        ("\u200b\u202e", "en", "I read questions in words: please write one."),
    ],
    ids=["empty", "emoji", "invisible"],
)
def test_a_text_without_words_is_asked_for_words(
    small: KnowledgeBase, today: dt.date, question: str, preferred: Language, says: str
) -> None:
    """What holds no words gets a request to write some, in the preferred language."""
    reply = _nothing(_answerer(small, EAGER).ask(question, today=today, preferred=preferred))
    assert (reply.language, reply.says, reply.offers) == (preferred, says, ())


def test_the_nearest_questions_are_named_where_one_may_help(small: KnowledgeBase, today: dt.date) -> None:
    """Without an answer up to three near topics stand in the reply, though not among the suggestions."""
    likely = _nothing(_answerer(small, _certain(SILENT, 0.0)).ask("хто живе під укриттям", today=today))
    assert likely.says == NONE["uk"]
    assert likely.invites == "Найближчі запитання, на які я маю відповідь:"
    assert 1 <= len(likely.offers) <= 3


def test_far_questions_are_not_named(small: KnowledgeBase, today: dt.date) -> None:
    """Where none of the topics is likely to help, none is named."""
    unlikely = _nothing(_answerer(small, _certain(SILENT, -20.0)).ask("хто живе під укриттям", today=today))
    assert (unlikely.says, unlikely.offers) == (NONE["uk"], ())


def test_a_follow_up_is_read_with_the_question_before(small: KnowledgeBase, today: dt.date) -> None:
    """The question asked just before decides what a brief follow-up is about."""
    outcome = _answerer(small, EAGER).ask("а в місті?", today=today, after="скільки мешканців у Харкові")
    assert outcome.topic == "population"


def test_a_topic_that_is_not_there_is_an_error(small_answerer: Answerer, today: dt.date) -> None:
    """Asking for an unknown topic by its id raises KeyError with the id."""
    with pytest.raises(KeyError, match="no-such"):
        small_answerer.topic("no-such", "uk", today)


@given(
    question=st.one_of(
        st.text(), st.lists(st.sampled_from(["де", "хто", "погода", "Київ", "укриття", "hi", "🙂"])).map(" ".join)
    ),
    wanted=st.sampled_from([EAGER, OFFERING, SILENT]),
)
def test_every_question_gets_words(
    small: KnowledgeBase, small_answerer: Answerer, question: str, wanted: Calibration
) -> None:
    """Whatever is asked, there is a reply with words in it, and its parts agree with the decision."""
    answerer = Answerer(small, Matcher(small, wanted, small_answerer.matcher.learned))
    outcome = answerer.ask(question, today=dt.date(2025, 10, 23))
    assert as_text(outcome.reply)
    assert (outcome.topic is not None) is (outcome.decision == "answer")
    assert outcome.topic not in outcome.suggestions
    assert len(set(outcome.suggestions)) == len(outcome.suggestions) <= 3
