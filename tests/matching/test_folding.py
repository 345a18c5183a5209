"""One folded alphabet for Ukrainian, Russian and their Latin spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.cleaning import is_latin
from bot.matching.folding import fold, transliterations


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [
        pytest.param("місто", "мисто", id="i"),
        pytest.param("сирена", "сырена", id="y"),
        pytest.param("експорт", "экспорт", id="e"),
        pytest.param("єдина", "едина", id="ye"),
        pytest.param("зелёный", "зеленый", id="yo-as-e"),
        pytest.param("ґудзик", "гудзик", id="g"),
        pytest.param("сім'я", "симья", id="apostrophe-and-soft-sign"),
        pytest.param("країна", "краина", id="yi"),
        pytest.param("щастя", "шчастя", id="shch"),
        pytest.param("статистика", "статиистика", id="double-letters"),
    ],
)
def test_spellings_of_both_languages_meet(ukrainian: str, russian: str) -> None:
    """Words that the two languages spell differently for like sounds fold to one."""
    assert fold(ukrainian) == fold(russian)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("метро", "мітро", id="different-vowels"),
        pytest.param("ппо", "по", id="short-words-keep-doubles"),
        pytest.param("2200", "220", id="doubled-digits-in-numbers"),
        pytest.param("дім", "дам", id="another-word"),
    ],
)
def test_other_words_stay_apart(first: str, second: str) -> None:
    """Folding does not merge words that only look close, abbreviations or numbers."""
    assert fold(first) != fold(second)


def test_english_words_keep_their_letters() -> None:
    """A Latin word only loses its apostrophes and doubles."""
    assert [fold(word) for word in ("shelter", "city's", "hello")] == ["shelter", "citys", "helo"]


@given(st.text(st.sampled_from("абвгґдеєёжзиіїйклмнопрстуфхцчшщьъыэюя'"), max_size=20))
def test_a_folded_word_stays_folded(word: str) -> None:
    """Folding twice changes nothing more."""
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        pytest.param("skilky", "скільки", id="ukrainian"),
        pytest.param("ukryttia", "укриття", id="ia-for-ya"),
        pytest.param("kharkiv", "харків", id="kh"),
        pytest.param("harkov", "харьков", id="h-for-kh"),
        pytest.param("xarkov", "харьков", id="x-for-kh"),
        pytest.param("4elovek", "человек", id="digit-for-a-letter"),
        pytest.param("shcho", "що", id="shch"),
        pytest.param("yizhachok", "їжачок", id="yi-and-zh"),
        pytest.param("gde", "где", id="russian"),
        pytest.param("chomu", "чому", id="ch"),
        pytest.param("zgurskyi", "згурський", id="ending"),
        pytest.param("p'iat", "п'ять", id="apostrophe"),
    ],
)
def test_a_latin_spelling_finds_its_word(latin: str, cyrillic: str) -> None:
    """Among the readings of a Latin spelling is the word that was meant."""
    assert fold(cyrillic) in transliterations(latin)


def test_a_spelling_may_have_several_readings() -> None:
    """Where letters are ambiguous, all readings are kept, the likeliest first, each once."""
    found = transliterations("hata")
    assert found == ("гата", "хата")


def test_readings_are_no_more_than_asked_for() -> None:
    """A long ambiguous word does not explode."""
    assert len(transliterations("hahehohuhyhihahe")) == 24
    assert transliterations("hihihihi", most=3) == transliterations("hihihihi")[:3]
    assert len(transliterations("hihihihi")) > 3


@pytest.mark.parametrize("word", ["метро", "300", "café", ""], ids=["cyrillic", "number", "not-ascii", "empty"])
def test_other_words_are_no_transliterations(word: str) -> None:
    """Only a word in plain Latin letters has Cyrillic readings."""
    assert transliterations(word) == ()


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz'4"), min_size=1, max_size=40))
def test_readings_of_any_spelling_are_cyrillic(word: str) -> None:
    """No Latin letter is left in a reading, and no reading comes twice."""
    found = transliterations(word)
    assert not any(map(is_latin, found))
    assert len(set(found)) == len(found) <= 24
