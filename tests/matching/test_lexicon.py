"""Concepts and places found in a text's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.cleaning import clean, words
from bot.matching.folding import fold
from bot.matching.lexicon import Concepts, Places
from bot.matching.tokens import Tokens

FORMS = {
    "shelter": ["укритт*", "убежищ*", "Shelter", "take cover"],
    "metro": ["метро", "метрополітен*", "underground"],
    "siren": ["повітряна тривога", "сирен*"],
    "hide": ["сховат*", "take cover"],
}

SAID = [
    *(fold(word) for word in words(clean("укриття укрит shelter shelters take cover метро повітряна тривога"))),
    "а",
]


def _found(text: str, forms: dict[str, list[str]] = FORMS) -> list[str]:
    return Concepts(forms).of([fold(word) for word in words(clean(text))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("де метро", ["metro"], id="a-word"),
        pytest.param("у метрополітені", ["metro"], id="any-ending"),
        pytest.param("укриття в метро", ["metro", "shelter"], id="several-sorted"),
        pytest.param("метро метро", ["metro"], id="each-once"),
        pytest.param("УКРИТТЯ", ["shelter"], id="any-case"),
        pytest.param("криття", [], id="the-end-of-a-form-only"),
        pytest.param("убежища", ["shelter"], id="another-language"),
        pytest.param("метрова лінійка", [], id="no-star-no-ending"),
        pytest.param("shelters", [], id="english-no-star"),
        pytest.param("where to take cover now", ["hide", "shelter"], id="a-phrase-of-two-concepts"),
        pytest.param("take the cover", [], id="a-phrase-interrupted"),
        pytest.param("cover take", [], id="a-phrase-turned-round"),
        pytest.param("повітряна тривога", ["siren"], id="a-phrase"),
        pytest.param("тривога", [], id="half-a-phrase"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_forms_name_their_concepts(text: str, expected: list[str]) -> None:
    """Words and whole phrases name a concept; a star stands for any ending, also for none."""
    assert _found(text) == expected


def test_a_star_stands_for_no_ending_too() -> None:
    """The beginning alone is a form."""
    assert _found("сирен") == ["siren"]


def test_spellings_that_fold_alike_are_one_form() -> None:
    """A form in one language finds the other language's spelling of it."""
    assert _found("сырена") == ["siren"]


def test_without_forms_nothing_is_found() -> None:
    """An empty lexicon finds nothing and does not fail."""
    assert _found("де метро", {}) == []
    assert _found("де метро", {"empty": ["?!", "*"]}) == []


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    """Looking up a word, and again, gives the same."""
    concepts = Concepts(FORMS)
    assert [concepts.of(["метро"]) for _ in range(3)] == [["metro"]] * 3
    assert concepts.of_word("метро") == frozenset({"metro"})
    assert concepts.of_word("трамваи") == frozenset()


PLACES = {"kyiv": ["київ", "києві", "києва"], "lviv": ["львів", "львові"], "new-york": ["нью йорк"]}
LOCAL = ["київський район", "вулиця нового києва", "станція київ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("укриття в Києві", ["kyiv"], id="a-place"),
        pytest.param("зі Львів у Київ", ["kyiv", "lviv"], id="several-sorted"),
        pytest.param("Нью-Йорк", ["new-york"], id="a-place-of-two-words"),
        pytest.param("київський район", [], id="another-word"),
        pytest.param("де станція Київ", [], id="inside-the-city"),
        pytest.param("вулиця Нового Києва", [], id="at-the-end-of-a-name-inside"),
        pytest.param("від станція Київ у Київ", ["kyiv"], id="inside-and-the-place-itself"),
        pytest.param("станція Львів", ["lviv"], id="half-of-a-name-inside"),
        pytest.param("метро", [], id="none"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_other_places_are_found_but_for_names_inside_the_city(text: str, expected: list[str]) -> None:
    """A place is named by any of its names, except where that is a part of a local name."""
    assert Places(PLACES, LOCAL).of([fold(word) for word in words(clean(text))]) == expected


@given(st.lists(st.lists(st.sampled_from(SAID), max_size=6), max_size=4))
def test_many_texts_have_the_names_that_each_has(texts: list[list[str]]) -> None:
    """Looked up together, texts have the concepts that they have one by one."""
    concepts = Concepts(FORMS)
    known, rows, names = concepts.of_all(Tokens(texts))
    found = [[known[name] for name in names[rows == number]] for number in range(len(texts))]
    assert found == [concepts.of(text) for text in texts]


def test_words_are_looked_up_together() -> None:
    """A word of its own, the first word of a name, and a word of none."""
    expected = {"київ": True, "київський": False, "львові": True, "нью": True, "йорк": False}
    asked = sorted(expected, key=fold)
    begin = Places(PLACES, LOCAL).may_begin(list(map(fold, asked))).tolist()
    assert dict(zip(asked, begin, strict=True)) == expected


def test_words_that_name_nothing_are_passed_over_together() -> None:
    """What was found is found again, words and phrases, after many words that name nothing."""
    concepts = Concepts(FORMS)
    nothing, asked = [f"а{number}" for number in range(50)], ["take", "cover", "метро"]
    for _ in range(2):
        assert not concepts.of(nothing)
        assert not list(concepts.spans(nothing))
        assert concepts.of([*nothing, *asked]) == ["hide", "metro", "shelter"]
        assert len(list(concepts.spans([*nothing, *asked]))) == 3
    concepts.forget()
    assert concepts.of(asked) == ["hide", "metro", "shelter"]
