"""What people ask and get no answer to."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.desk.gaps import ASKERS, VARIANTS, gaps
from bot.library.loading import load
from bot.matching.calibration import calibration
from bot.matching.cleaning import clean, words
from bot.matching.matcher import Matcher
from bot.model.language import Language
from bot.store.asked import Asked

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def small_matcher(folder: Path) -> Matcher:
    """Return a matcher over the small knowledge, in which "please" is a filler and "town" the city."""
    return Matcher(load(folder).base, calibration())


def _asked(text: str, person: str, language: Language = "en", hours: int = 0) -> Asked:
    return Asked(text, " ".join(words(clean(text))), language, person, None, NOON + dt.timedelta(hours=hours))


def _told(asked: Iterable[Asked], matcher: Matcher) -> list[tuple[str, int, int]]:
    return [(gap.text, gap.askers, gap.times) for gap in gaps(list(asked), matcher)]


def test_like_questions_are_one_gap(small_matcher: Matcher) -> None:
    """Typing mistakes, fillers, the city's name and the order of words make no other gap; its askers are counted."""
    asked = [
        _asked("When is the museum open", "a"),
        _asked("when is the musem open?", "b"),
        _asked("please when is the museum open", "c"),
        _asked("museum open when is the", "d"),
        _asked("When is the museum open in town", "a"),
    ]
    (gap,) = gaps(asked, small_matcher)
    assert (gap.text, gap.askers, gap.times) == ("When is the museum open", 4, 5)


def test_other_questions_are_other_gaps(small_matcher: Matcher) -> None:
    """The gap of most persons comes first."""
    asked = [_asked("opening hours of the museum", person) for person in "abc"]
    asked += [_asked("where to buy train tickets", person) for person in "abcd"]
    assert _told(asked, small_matcher) == [("where to buy train tickets", 4, 4), ("opening hours of the museum", 3, 3)]


def test_what_fewer_than_three_persons_asked_is_not_shown(small_matcher: Matcher) -> None:
    """Asking often makes nobody several persons."""
    assert ASKERS == 3
    assert _told([_asked("where is my lost cat", person) for person in "aabbbb"], small_matcher) == []


def test_a_gap_joins_languages_that_read_alike(small_matcher: Matcher) -> None:
    """Ukrainian and Russian meet in one alphabet; the ways of asking are listed by language."""
    asked = [_asked("де працює музей історії", "a", "uk"), _asked("де працює музей історії", "b", "uk")]
    asked += [_asked("где работает музей истории", "d", "ru"), _asked("де працює музей истории мисто", "c", "ru")]
    (gap,) = gaps(asked, small_matcher)
    assert gap.variants == {"uk": ("де працює музей історії",), "ru": ("где работает музей истории",)}
    assert gap.askers == 4


def test_a_gap_tells_when_it_was_asked_last_and_what_is_near(small_matcher: Matcher) -> None:
    """The topics that come nearest are named, each with its probability, the nearest first."""
    asked = [_asked("who painted the bridge blue", person, hours=hours) for hours, person in enumerate("abc")]
    (gap,) = gaps(asked, small_matcher)
    assert gap.last == NOON + dt.timedelta(hours=2)
    assert gap.nearest[0].topic == "bridges"
    assert gap.nearest[0].probability >= gap.nearest[1].probability >= 0


def test_ways_of_asking_are_bounded(small_matcher: Matcher) -> None:
    """A gap of many ways of asking shows the commonest."""
    asked = [_asked(f"where can one see the old town museum {end}", end) for end in "abcdefghijklmnop"]
    (gap,) = gaps(asked, small_matcher)
    assert (len(gap.variants["en"]), gap.askers) == (VARIANTS, 16)


def test_signs_alone_are_no_gap(small_matcher: Matcher) -> None:
    """A question without a word is left out."""
    assert _told([_asked("???", person) for person in "abcd"], small_matcher) == []


def test_ten_thousand_questions_take_less_than_ten_seconds(matcher: Matcher) -> None:
    """A month of questions, with typing mistakes and some asked very often, is gathered while the maintainer waits."""
    chance = random.Random(7)  # noqa: S311 - no secret is drawn
    pool = [text for decline in matcher.base.declines.values() for text in decline.questions["uk"]]
    assert len(pool) > 500
    asked = []
    for number in range(10_000):
        text = pool[min(int(chance.expovariate(1 / 300)), len(pool) - 1)]
        cut = chance.randrange(len(text))
        typed = text if chance.random() < 0.6 else text[:cut] + text[cut + 1 :]
        asked.append(_asked(typed, f"p{chance.randrange(3000)}", "uk", number // 20))
    begun = time.process_time()
    found = gaps(asked, matcher)
    assert time.process_time() - begun < 10
    assert len(found) == 50
    assert found[0].askers >= found[-1].askers >= ASKERS
