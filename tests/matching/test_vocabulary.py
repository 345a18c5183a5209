"""Known words, and what unknown ones may have meant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.matching.matcher import Matcher
from bot.matching.vocabulary import ALIKE, Vocabulary

QUESTIONS = [
    ("де", "найближче", "укрите"),
    ("де", "метро"),
    ("де", "метрополитен"),
    ("хто", "мер", "миста", "метро"),
    ("скилки", "людеи", "населення"),
    ("де", "школа"),
    ("where", "shelter"),
    ("mayor", "2024"),
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the words of a few questions."""
    return Vocabulary(QUESTIONS)


def test_words_of_the_questions_are_known(vocabulary: Vocabulary) -> None:
    """The vocabulary holds the words of the questions and no others."""
    assert "метро" in vocabulary
    assert "трамваи" not in vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("найближе", "найближче", id="a-letter-left-out"),
        pytest.param("населенння", "населення", id="a-letter-too-many"),
        pytest.param("наслеення", "населення", id="neighbours-swapped"),
        pytest.param("шкода", "школа", id="another-letter"),
        pytest.param("ексрите", None, id="too-far"),
        pytest.param("анселення", "населення", id="the-first-letters-swapped"),
        pytest.param("sheltr", "shelter", id="english"),
        pytest.param("маyоr", None, id="another-alphabet"),
    ],
)
def test_typing_mistakes_find_the_word(vocabulary: Vocabulary, typed: str, meant: str | None) -> None:
    """An unknown word stands for the known word most like it, or for none."""
    found = vocabulary.near(typed)
    assert (found[0].word if found else None) == meant


def test_an_unfinished_last_word_is_completed(vocabulary: Vocabulary) -> None:
    """Of the words that begin so, the commonest is meant first where they are as near."""
    assert [known.word for known in vocabulary.near("мет", last=True)] == ["метро", "метрополитен"]


def test_only_the_last_word_may_be_unfinished(vocabulary: Vocabulary) -> None:
    """A word in the middle that merely begins a known one is not completed."""
    assert vocabulary.near("насе") == ()
    assert [known.word for known in vocabulary.near("насе", last=True)] == ["населення"]


@pytest.mark.parametrize("word", ["ме", "2025", "", "202"], ids=["two-letters", "year", "empty", "digits"])
def test_short_words_and_numbers_are_never_guessed(vocabulary: Vocabulary, word: str) -> None:
    """A number one digit off is another number, and two letters may be anything."""
    assert vocabulary.near(word, last=True) == ()


def test_the_rarer_a_word_the_more_it_weighs(vocabulary: Vocabulary) -> None:
    """Weight falls with the number of questions that hold the word and stays above 0."""
    never, once, often = map(vocabulary.rarity, ("трамваи", "школа", "де"))
    assert never > once > often > 0


def test_a_word_counts_once_a_question() -> None:
    """A question that repeats a word does not make it commoner."""
    assert Vocabulary([("метро", "метро"), ("де",)]).counts["метро"] == 1


@given(st.text(st.sampled_from("адеклмнорстхшщьabcehlmorsty02'"), max_size=40), st.booleans())
def test_guesses_are_few_known_and_ranked(word: str, last: bool) -> None:
    """Whatever the word: at most three guesses, all of known words, likeliest first, each with a likeness to 1."""
    vocabulary = Vocabulary(QUESTIONS)
    found = vocabulary.near(word, last=last)
    assert len(found) <= 3
    assert all(known.word in vocabulary for known in found)
    assert [known.likeness for known in found] == sorted((known.likeness for known in found), reverse=True)
    assert all(0 < known.likeness <= 1 for known in found)


def test_no_word_that_is_like_enough_is_left_out(matcher: Matcher) -> None:
    """Words are compared only where their letters allow for the likeness; comparing with all gives the same."""
    vocabulary = matcher.learned.vocabulary
    chance = random.Random(0)  # noqa: S311 - no secret is drawn
    for word in chance.sample([one for one in vocabulary.words if len(one) > 4], 60):
        place = chance.randrange(1, len(word) - 1)
        typed = chance.choice((word[:place] + word[place + 1 :], word[:place] + "ж" + word[place:]))
        if typed not in vocabulary:
            reach = max(1, round(len(typed) * (1 - ALIKE)))
            among = [one for one in vocabulary.words if one[0] == typed[0] and abs(len(one) - len(typed)) <= reach]
            alike = [likeness for one in among if (likeness := OSA.normalized_similarity(typed, one)) >= ALIKE]
            found = vocabulary.near(typed)
            assert bool(found) >= bool(alike)
            assert not alike or found[0].likeness == pytest.approx(max(alike), abs=1e-4)
