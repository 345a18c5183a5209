"""Words without their endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.folding import fold
from bot.matching.stemming import SHORTEST, stem


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param(("лікарня", "лікарні", "лікарню", "лікарнею", "лікарнях", "лікарнями"), id="noun-uk"),
        pytest.param(("район", "району", "районів", "районам", "районами"), id="masculine-uk"),
        pytest.param(("город", "города", "городе", "городам", "городов"), id="noun-ru"),
        pytest.param(("новий", "нова", "нове", "нові", "нового", "новому"), id="adjective-uk"),
        pytest.param(("безопасный", "безопасная", "безопасное", "безопасного"), id="adjective-ru"),
        pytest.param(("ховатися", "ховатись", "ховаться"), id="reflexive"),
        pytest.param(("shelter", "shelters"), id="plural-en"),
        pytest.param(("attack", "attacks", "attacked", "attacking"), id="verb-en"),
        pytest.param(("city", "cities"), id="y-en"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    """Endings of case, number and person fall away."""
    assert len({stem(fold(form)) for form in forms}) == 1


def test_a_reflexive_verb_is_its_plain_verb() -> None:
    """The reflexive ending falls before the verb's own."""
    assert stem(fold("ховатися")) == stem(fold("ховати"))


@pytest.mark.parametrize(
    ("first", "second"), [("школа", "шкода"), ("метро", "метал"), ("water", "war"), ("мер", "мир")]
)
def test_other_words_keep_other_stems(first: str, second: str) -> None:
    """Words that only begin alike stay apart."""
    assert stem(fold(first)) != stem(fold(second))


@given(st.text(st.sampled_from("абвгдежзиклмнопрстуфхцчшюя"), max_size=30))
def test_a_stem_begins_the_word_and_keeps_its_least_length(word: str) -> None:
    """A stem is the beginning of its word, at least `SHORTEST` letters of it."""
    found = stem(word)
    assert word.startswith(found)
    assert len(found) >= min(SHORTEST, len(word))


@pytest.mark.parametrize("word", ["ies", "yes", "bed", "дни", "уже", "300", "а", ""])
def test_short_words_stay(word: str) -> None:
    """A word of up to three letters is its own stem."""
    assert stem(word) == word
