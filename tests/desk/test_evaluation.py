"""How well questions with known topics are answered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.desk.evaluation import (
    CLEAR,
    Given,
    Labelled,
    Result,
    answer_all,
    calibration_error,
    confusions,
    rates,
    read_labelled,
)
from bot.library.loading import load
from bot.matching.calibration import calibration
from bot.matching.match import Decision
from bot.matching.matcher import Matcher


def given_to(
    expect: str, decision: Decision, candidates: str, score: float = 0.5, *, lang: str = "en", style: str = "plain"
) -> Given:
    """Return what was made of a question; topics are single letters."""
    asked = Labelled(f"to {expect or 'nobody'}?", "en", tuple(expect), style)
    return Given(asked, decision, tuple(candidates), score, lang)


def test_labelled_questions_are_read_line_by_line() -> None:
    """Style and the question before may be left out; blank lines are skipped."""
    lines = [
        json.dumps({"q": "Скільки?", "lang": "uk", "expect": ["a", "b"], "style": "typo"}),
        "  ",
        json.dumps({"q": "And now?", "lang": "en", "expect": [], "after": "How many?", "more": 1}),
    ]
    assert read_labelled(lines) == [
        Labelled("Скільки?", "uk", ("a", "b"), "typo", None),
        Labelled("And now?", "en", (), "", "How many?"),
    ]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        pytest.param("{", "the line: Invalid JSON", id="no-json"),
        pytest.param('{"q": "x", "lang": "en"}', "expect: Field required", id="missing-key"),
        pytest.param('{"q": "x", "lang": "en", "expect": null}', "expect: ", id="nothing-expected"),
        pytest.param('{"q": "x", "lang": "en", "expect": "bridges"}', "expect: ", id="text-for-list"),
        pytest.param('{"q": "x", "lang": "en", "expect": [1]}', "expect.0: ", id="number-for-topic"),
        pytest.param('["q", "lang", "expect"]', "the line: ", id="list"),
        pytest.param("5", "the line: ", id="number"),
    ],
)
def test_a_wrong_line_is_named(line: str, where: str) -> None:
    """The number counts all lines, blank ones too; the key at fault and what is expected are told."""
    with pytest.raises(ValueError, match=r"; expected q, lang and a list expect$") as caught:
        read_labelled(['{"q": "x", "lang": "en", "expect": []}', "", line])
    assert str(caught.value).startswith(f"line 3: {where}")


@pytest.mark.parametrize(
    ("expect", "decision", "candidates", "result"),
    [
        pytest.param("a", "answer", "a", "right", id="answered"),
        pytest.param("ab", "answer", "bcd", "right", id="answered-with-another-accepted-topic"),
        pytest.param("a", "answer", "ba", "wrong", id="accepted-topic-only-second"),
        pytest.param("a", "suggest", "cba", "offered", id="offered-third"),
        pytest.param("a", "suggest", "dcba", "missed", id="offered-fourth"),
        pytest.param("a", "suggest", "bcd", "missed", id="others-offered"),
        pytest.param("a", "none", "", "missed", id="held-in-scope"),
        pytest.param("", "answer", "a", "false", id="answered-out-of-scope"),
        pytest.param("", "suggest", "ab", "nagged", id="offered-out-of-scope"),
        pytest.param("", "none", "", "held", id="held-out-of-scope"),
    ],
)
def test_each_outcome_has_its_name(expect: str, decision: Decision, candidates: str, result: Result) -> None:
    """In scope: right, offered, wrong or missed; out of scope: false, nagged or held."""
    assert given_to(expect, decision, candidates).result == result


def test_rates_of_a_handful_of_questions() -> None:
    """The shares are those counted by hand: seven questions in scope, three out of it."""
    found = rates(
        [
            given_to("a", "answer", "abc", 0.9),
            given_to("a", "answer", "abc", 0.9, lang="uk"),
            given_to("a", "answer", "ab", 0.7, lang="ru", style="mixed"),
            given_to("a", "answer", "ba", 0.7),
            given_to("a", "suggest", "bca", 0.4),
            given_to("a", "suggest", "bc", 0.4),
            given_to("a", "none", "", 0.1, style=""),
            given_to("", "answer", "a", 0.7, lang="ru"),
            given_to("", "suggest", "a", 0.3),
            given_to("", "none", "", 0.0),
        ]
    )
    assert asdict(found) == {
        "in_scope": 7,
        "right": round(3 / 7, 4),
        "offered": round(1 / 7, 4),
        "wrong": round(1 / 7, 4),
        "missed": round(2 / 7, 4),
        "first": round(3 / 7, 4),
        "top3": round(5 / 7, 4),
        "out_of_scope": 3,
        "false": round(1 / 3, 4),
        "nagged": round(1 / 3, 4),
        # 0.9: two of two right; 0.7: one of three; 0.4 and 0.3: none of two and of one.
        "ece": round((abs(2 - 1.8) + abs(1 - 2.1) + 0.8 + 0.3) / 8, 4),
        # "mixed" and no style are not clear; of the other five, one reply is in another language.
        "language": round(4 / 5, 4),
    }


def test_shares_of_nothing_are_none() -> None:
    """Where no question counts, there is no share, rather than 0 or 1."""
    nothing = asdict(rates([]))
    assert (nothing.pop("in_scope"), nothing.pop("out_of_scope")) == (0, 0)
    assert set(nothing.values()) == {None}
    held = rates([given_to("", "none", "")])
    assert (held.right, held.false, held.ece, held.language) == (None, 0.0, None, None)


def test_follow_ups_do_not_count_for_the_language() -> None:
    """Whether the language is right is asked only where the question stands alone."""
    asked = Labelled("And there?", "en", ("a",), "plain", "How many?")
    assert rates([Given(asked, "answer", ("a",), 0.9, "uk")]).language is None


def outcomes() -> st.SearchStrategy[Given]:
    """Return questions of few topics with what the bot may make of them."""
    candidates: dict[Decision, st.SearchStrategy[str]] = {
        "answer": st.text("abcde", min_size=1, max_size=4),
        "suggest": st.text("abcde", min_size=1, max_size=3),
        "none": st.just(""),
    }
    return st.sampled_from(sorted(candidates)).flatmap(
        lambda decision: st.builds(
            given_to,
            st.text("abcde", max_size=2),
            st.just(decision),
            candidates[decision].map(lambda letters: "".join(dict.fromkeys(letters))),
            st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0]),
            lang=st.sampled_from(["uk", "en"]),
            style=st.sampled_from([*sorted(CLEAR), "surzhyk"]),
        )
    )


def by_definition(given: Sequence[Given]) -> dict[str, float | None]:
    """Compute the figures anew, each straight from its definition."""

    def share(counts: Callable[[Given], bool], among: Callable[[Given], bool]) -> float | None:
        marks = [counts(one) for one in given if among(one)]
        return sum(marks) / len(marks) if marks else None

    def accepted(one: Given, most: int) -> bool:
        return any(topic in one.asked.expect for topic in one.candidates[:most])

    def inside(one: Given) -> bool:
        return one.asked.expect != ()

    def outside(one: Given) -> bool:
        return one.asked.expect == ()

    return {
        "right": share(lambda one: one.decision == "answer" and accepted(one, 1), inside),
        "wrong": share(lambda one: one.decision == "answer" and not accepted(one, 1), inside),
        "offered": share(lambda one: one.decision == "suggest" and accepted(one, 3), inside),
        "missed": share(lambda one: one.decision != "answer" and not accepted(one, 3), inside),
        "first": share(lambda one: accepted(one, 1), inside),
        "top3": share(lambda one: accepted(one, 3), inside),
        "false": share(lambda one: one.decision == "answer", outside),
        "nagged": share(lambda one: one.decision == "suggest", outside),
        "language": share(
            lambda one: one.language == one.asked.lang, lambda one: inside(one) and one.asked.style != "surzhyk"
        ),
        "ece": by_bins([(one.score, accepted(one, 1)) for one in given if one.decision != "none"]),
    }


def by_bins(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Return the weighted mean over ten bins of how far the mean score is from the share that was right."""
    if not scored:
        return None
    error = 0.0
    for number in range(10):
        low, high = number / 10, (number + 1) / 10 if number < 9 else 2.0
        inside = [(score, right) for score, right in scored if low <= score < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            error += len(inside) / len(scored) * abs(mean - share)
    return error


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(outcomes(), max_size=20))
def test_rates_are_those_of_the_definitions(given: list[Given]) -> None:
    """Over any questions and outcomes, each figure is what its definition says, to four places."""
    found = asdict(rates(given))
    expected = by_definition(given)
    assert found.keys() == expected.keys() | {"in_scope", "out_of_scope"}
    assert found["in_scope"] + found["out_of_scope"] == len(given)
    for name, figure in expected.items():
        assert found[name] == (None if figure is None else pytest.approx(figure, abs=0.000051)), name


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(outcomes(), max_size=20))
def test_every_question_has_one_outcome(given: list[Given]) -> None:
    """The four shares in scope add up to one, and none is lost out of scope."""
    found = rates(given)
    if found.in_scope:
        parts = (found.right, found.offered, found.wrong, found.missed)
        assert sum(part for part in parts if part is not None) == pytest.approx(1, abs=0.0002)
    held = sum(one.result == "held" for one in given)
    if found.out_of_scope:
        assert (found.false or 0) + (found.nagged or 0) + held / found.out_of_scope == pytest.approx(1, abs=0.0002)


@pytest.mark.parametrize(
    ("scored", "error"),
    [
        pytest.param([(1.0, True), (0.0, False)], 0.0, id="sure-and-right"),
        pytest.param([(1.0, False)], 1.0, id="sure-and-wrong"),
        pytest.param([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0, id="three-of-four"),
        pytest.param([(0.55, True), (0.58, False)], 0.065, id="one-bin"),
        pytest.param([(0.25, True), (0.75, False)], 0.75, id="errors-of-two-bins-do-not-cancel"),
    ],
)
def test_the_calibration_error_is_counted_by_bins(scored: list[tuple[float, bool]], error: float) -> None:
    """Within a bin errors cancel, between bins they add up."""
    given = [given_to("a", "answer", "a" if right else "b", score) for score, right in scored]
    assert calibration_error(given) == pytest.approx(error)
    assert by_bins(scored) == pytest.approx(error)


def test_what_was_neither_answered_nor_offered_has_no_calibration() -> None:
    """A score that led to nothing is not held against anybody."""
    assert calibration_error([given_to("a", "none", "", 0.9)]) is None


def test_confusions_are_the_commonest_mistakes_first() -> None:
    """Expected, given instead, times, and the first such question; right and offered ones are none."""
    other = Given(Labelled("first?", "en", ("a",)), "answer", ("b",), 0.9, "en")
    given = [
        given_to("c", "none", ""),
        other,
        given_to("a", "answer", "bc"),
        given_to("", "answer", "d"),
        given_to("a", "answer", "a"),
        given_to("a", "suggest", "ba"),
        given_to("", "suggest", "a"),
        given_to("", "none", ""),
    ]
    assert confusions(given) == [("a", "b", 2, "first?"), ("c", "-", 1, "to c?"), ("-", "d", 1, "to nobody?")]
    assert confusions(given, 1) == [("a", "b", 2, "first?")]


@pytest.fixture
def answerer(folder: Path) -> Answerer:
    """Return an answerer over the small knowledge."""
    base = load(folder).base
    return Answerer(base, Matcher(base, calibration()))


def test_every_question_is_asked_of_the_bot(answerer: Answerer, today: dt.date) -> None:
    """Examples are answered by their topic in their language; what nobody knows is held, in order."""
    questions = [
        Labelled("Which bridge opened last", "en", ("bridges",), "plain"),
        Labelled("Перепис мешканців", "uk", ("residents",), "plain"),
        Labelled("Thank you", "en", ()),
    ]
    given = answer_all(answerer, questions, today)
    assert [one.asked for one in given] == questions
    assert [one.result for one in given] == ["right", "right", "held"]
    assert [one.language for one in given] == ["en", "uk", "en"]
    assert [one.candidates[:1] for one in given] == [("bridges",), ("residents",), ()]
    probabilities = [answerer.ask(one.q, today=today).match.probability for one in questions]
    assert [one.score for one in given] == probabilities
    found = rates(given)
    assert (found.right, found.first, found.language, found.false) == (1.0, 1.0, 1.0, 0.0)


def test_candidates_are_the_topic_and_its_runners_up_once_each(answerer: Answerer, today: dt.date) -> None:
    """The topic answered comes first, the other topics after it."""
    (one,) = answer_all(answerer, [Labelled("How many bridges are there?", "en", ("bridges",))], today)
    assert one.decision == "answer"
    assert one.candidates == ("bridges", "residents")


def test_the_question_before_is_told_to_the_bot(answerer: Answerer, today: dt.date) -> None:
    """A follow-up is asked as one: its score is that of the two questions together."""
    before = "How many people live here"
    alone, followed = answer_all(
        answerer,
        [Labelled("and the river", "en", ("bridges",)), Labelled("and the river", "en", ("bridges",), "", before)],
        today,
    )
    assert followed.score == answerer.ask("and the river", today=today, after=before).match.probability
    assert followed.score != alone.score
