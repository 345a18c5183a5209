"""Questions matched against examples."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.calibration import Calibration, calibration
from bot.matching.index import Target
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES

DECISIONS = {"answer", "suggest", "none"}

EAGER = replace(calibration(), answer=0.0, answer_safety=0.0, suggest=0.0)
"""Answers whatever comes, unless something forbids it."""

OFFERING = replace(calibration(), answer=2.0, answer_safety=2.0, suggest=0.0)
"""Offers a choice, unless something forbids it."""

SILENT = replace(calibration(), answer=2.0, answer_safety=2.0, suggest=2.0)
"""Answers and offers nothing but exact examples."""

QUESTIONS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None, categories=None)),
    st.lists(
        st.sampled_from(
            [
                "де",
                "метро",
                "укриття",
                "Харків",
                "Києві",
                "shelter",
                "lt",
                "skilky",
                "2024",
                "-",
                "🙂",
                "\u202e",
                "п'ять",
            ]
        )
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def small_matcher(small: KnowledgeBase) -> Matcher:
    """Return a matcher over the small knowledge base with the bot's own calibration."""
    return Matcher(small, calibration())


def _with(small_matcher: Matcher, wanted: Calibration) -> Matcher:
    return Matcher(small_matcher.base, wanted)


@pytest.mark.parametrize("wanted", [EAGER, SILENT], ids=["eager", "silent"])
@pytest.mark.parametrize(
    ("question", "topic"),
    [
        pytest.param("де найближче укриття", "shelters", id="as-written"),
        pytest.param("  Де НАЙБЛИЖЧЕ укриття?!", "shelters", id="case-and-marks"),
        pytest.param("Where can I take cover?", "shelters", id="a-title"),
        pytest.param("lt yfq,kb;xt erhbnnz", "shelters", id="wrong-layout"),
        pytest.param("skilky meshkantsiv u harkovi", "population", id="latin-letters"),
        pytest.param("хто очолює\u200b місто", "mayor", id="zero-width"),
        pytest.param("xто oчолює місто", "mayor", id="look-alikes"),
        pytest.param("хто очолює м\u0456\u0301сто", "mayor", id="stress-mark"),
        pytest.param("чи правда що мер бував у Києві", "mayor", id="naming-another-place"),
    ],
)
def test_an_exact_example_always_wins(small: KnowledgeBase, wanted: Calibration, question: str, topic: str) -> None:
    """A question that reads like an example is answered by its topic, whatever the probabilities say."""
    match = Matcher(small, wanted).match(question)
    assert match.exact
    assert match.decision == "answer"
    assert match.topics[0].target == match.best.target == Target("topic", topic)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("question", "target"),
    [
        pytest.param("яка завтра погода", Target("decline", "weather"), id="decline"),
        pytest.param("Привіт!", Target("talk", "hello"), id="talk"),
    ],
)
def test_an_exact_example_of_no_topic_is_never_answered(small: KnowledgeBase, question: str, target: Target) -> None:
    """Small talk and themes without an answer don't become answers, however eager the calibration."""
    match = Matcher(small, EAGER).match(question)
    assert (match.decision, match.exact) == ("none", True)
    assert match.best is not None
    assert match.best.target == target


def test_every_topics_own_examples_are_answered_by_it(base: KnowledgeBase, matcher: Matcher) -> None:
    """In the bot's own knowledge each topic's title and first example in each language lead to that topic."""
    asked = 0
    seen: set[str] = set()
    for topic in base.topics.values():
        for language in LANGUAGES:
            for question in (topic.title.in_(language), *topic.questions.get(language, ())[:1]):
                match = matcher.match(question)
                assert match.decision == "answer", question
                assert match.example is not None
                assert match.topics[0].target == match.example.target, question
                seen.add(match.topics[0].target.id)
                asked += 1
    assert asked >= 3 * len(base.topics) > 0
    assert len(seen) > len(base.topics) / 2  # questions that two topics share are the editors' business


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        pytest.param("найблище укртитя де", "shelters", id="mistakes-and-order"),
        pytest.param("де найближче укр", "shelters", id="unfinished"),
        pytest.param("сховище де найближче", "shelters", id="words-of-two-examples"),
        pytest.param("очолює місто хто саме", "mayor", id="a-word-more"),
        pytest.param("residents of Kharkiv, how many", "population", id="english"),
        pytest.param("население Харькова какое", "population", id="russian"),
        pytest.param("ghbdsn? lt yfq,kb;xt erhbnnz", "shelters", id="wrong-layout-with-a-word-more"),
    ],
)
def test_the_topic_comes_first_without_an_exact_example(small_matcher: Matcher, question: str, topic: str) -> None:
    """Words in another order, mistakes and unfinished words still rank the right topic first."""
    match = small_matcher.match(question)
    assert not match.exact
    assert match.topics[0].target.id == topic


def test_thresholds_decide(small_matcher: Matcher) -> None:
    """The same question is answered, offered or left by how much probability each asks for."""
    decisions = [
        _with(small_matcher, wanted).match("найближче укриття").decision for wanted in (EAGER, OFFERING, SILENT)
    ]
    assert decisions == ["answer", "suggest", "none"]


def test_safety_asks_for_more(small_matcher: Matcher) -> None:
    """A topic of a safety theme has a threshold of its own; other topics don't obey it."""
    careful = _with(small_matcher, replace(EAGER, answer_safety=2.0))
    assert careful.match("найближче укриття").decision == "suggest"
    assert careful.match("мешканці Харкова, скільки їх").decision == "answer"


@pytest.mark.parametrize("wanted", [EAGER, OFFERING], ids=["eager", "offering"])
@pytest.mark.parametrize(
    ("question", "place"),
    [
        pytest.param("де найближче укриття в Києві", "kyiv", id="ukrainian"),
        pytest.param("сколько жителей во Львове", "lviv", id="russian"),
        pytest.param("who runs the city of Lviv", "lviv", id="english"),
    ],
)
def test_another_place_forbids_an_answer(small: KnowledgeBase, wanted: Calibration, question: str, place: str) -> None:
    """A question about another city is neither answered nor offered, whatever its probability."""
    match = Matcher(small, wanted).match(question)
    assert (match.decision, match.place) == ("none", place)


def test_a_place_that_the_topic_names_does_not_forbid(small: KnowledgeBase) -> None:
    """A topic whose own examples name the place may answer."""
    match = Matcher(small, EAGER).match("мер бував у Києві чи ні")
    assert match.topics[0].target.id == "mayor"
    assert (match.decision, match.place) == ("answer", None)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "🙂🙂", "\u200b\u200f\u202e", "?!…", "\x00", "\ud800"],
    ids=["empty", "space", "emoji", "invisible", "marks", "nul", "surrogate"],
)
def test_a_text_without_words_has_no_answer(small: KnowledgeBase, text: str) -> None:
    """Where there are no words nothing matches, not even for an eager calibration."""
    match = Matcher(small, EAGER).match(text)
    assert (match.decision, match.topics, match.best, match.language) == ("none", (), None, None)
    assert match.probability == 0


@pytest.mark.parametrize("question", ["найближче укритя де", "metro i ukryttia", "хтозна", "Хто мер міста?"])
def test_the_same_text_gives_the_same_result(small: KnowledgeBase, question: str) -> None:
    """A result depends on nothing but the text: not on earlier questions, not on the matcher's age."""
    used = Matcher(small, calibration())
    first = used.match(question)
    for other in ("де метро", "погода", question[::-1], "shelter"):
        used.match(other)
    assert used.match(question) == first == Matcher(small, calibration()).match(question)


@given(text=QUESTIONS, after=st.none() | QUESTIONS)
def test_any_text_gets_a_decision(small_matcher: Matcher, text: str, after: str | None) -> None:
    """Whatever is asked, and after whatever: one of three decisions, a probability, and never an exception."""
    match = small_matcher.match(text, after)
    assert match.decision in DECISIONS
    assert 0 <= match.probability <= 1
    assert 0 <= match.offered <= 1
    assert len(match.topics) <= 5
    assert all(candidate.target.kind == "topic" for candidate in match.topics)
    assert match.decision == "none" or match.topics
    assert 0 <= sum(candidate.share for candidate in match.topics) <= 1.000001


@given(text=QUESTIONS)
def test_candidates_come_best_first(small_matcher: Matcher, text: str) -> None:
    """Topics are ranked by score; only an exact example may stand before a better score."""
    match = small_matcher.match(text)
    scores = [candidate.score for candidate in match.topics[1 if match.exact else 0 :]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("а" * 100_000, id="one-word"),
        pytest.param("укритя " * 14_000, id="one-mistake-again-and-again"),
        pytest.param("".join(chr(0x430 + n * n % 32) + " " * (n % 7 == 0) for n in range(100_000)), id="unknown-words"),
        pytest.param("shchzhkh" * 12_500, id="a-transliteration-of-one-word"),
        pytest.param("where zhchshts " * 7_000, id="latin-words"),
        pytest.param("\u200b" * 100_000, id="invisible"),
        pytest.param("\ufdfa" * 100_000, id="a-sign-that-unfolds-into-many"),
        pytest.param("🙂" * 100_000, id="emoji"),
        pytest.param("и" + "\u0306" * 100_000, id="marks-upon-marks"),
        pytest.param("'".join("щ" * 50_000), id="apostrophes"),
    ],
)
def test_a_huge_text_takes_less_than_a_second(matcher: Matcher, text: str) -> None:
    """A text of 100,000 characters gets a decision at once."""
    start = time.perf_counter()
    decision = matcher.match(text).decision
    assert time.perf_counter() - start < 1
    assert decision in DECISIONS


@pytest.mark.parametrize("question", ["Добрий день", "чи буде дощ", "метро"])
def test_a_base_without_topics_answers_nothing(small: KnowledgeBase, question: str) -> None:
    """With small talk and declines alone there is a decision all the same: none."""
    match = Matcher(replace(small, topics={}), EAGER).match(question)
    assert (match.decision, match.topics) == ("none", ())


def test_a_follow_up_takes_the_question_before_into_account(small: KnowledgeBase) -> None:
    """A follow-up that says little by itself is read with the question before."""
    matcher = Matcher(small, EAGER)
    alone = matcher.match("а найближче?")
    after = matcher.match("а в місті?", "скільки мешканців у Харкові")
    assert not alone.followed
    assert after.followed
    assert after.topics[0].target.id == "population"


def test_winner_scores_words_only(small_matcher: Matcher) -> None:
    """The target with the best words is told for any text with words, and none for a text without."""
    assert small_matcher.winner("найближче укриття") == Target("topic", "shelters")
    assert small_matcher.winner("дощ завтра") == Target("decline", "weather")
    assert small_matcher.winner("🙂") is None


def test_the_example_most_like_the_question_is_told(small_matcher: Matcher) -> None:
    """The explanation names an example of the first topic: the exact one, else the most alike."""
    exact = small_matcher.match("Хто мер міста?").example
    alike = small_matcher.match("очолює місто хто саме").example
    assert exact is not None
    assert alike is not None
    assert (exact.text, exact.number) == ("Хто мер міста?", -1)
    assert (alike.text, alike.language) == ("хто очолює місто", "uk")
