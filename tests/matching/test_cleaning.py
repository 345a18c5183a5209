"""Text as typed, made uniform."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.cleaning import LONGEST, clean, is_cyrillic, is_latin, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("Харків", "харків", id="capitals"),
        pytest.param("и\u0306од", "йод", id="decomposed-short-i"),
        pytest.param("і\u0308жа", "їжа", id="decomposed-yi"),
        pytest.param("Ха\u0301рків", "харків", id="stress-mark"),
        pytest.param("ｍｅｔｒｏ", "metro", id="full-width"),
        pytest.param("№ ②", "no 2", id="compatibility-signs"),
        pytest.param("  де\t\nметро\r\n ", "де метро", id="white-space"),
        pytest.param("де\u00a0метро\u2003тут\u2028є", "де метро тут є", id="unicode-spaces"),
        pytest.param("STRASSE Straße", "strasse strasse", id="casefold"),
        pytest.param("İzium", "izium", id="a-capital-that-unfolds"),
    ],
)
def test_text_gets_one_form(typed: str, expected: str) -> None:
    """Case, Unicode form and spaces make no difference."""
    assert clean(typed) == expected


@pytest.mark.parametrize("mark", list("'’ʼ‘`´′＇"), ids=lambda mark: f"U+{ord(mark):04X}")
def test_apostrophes_become_one_inside_the_word(mark: str) -> None:
    """Every apostrophe that keyboards offer is the plain one and does not split the word."""
    assert words(clean(f"п{mark}ять")) == ["п'ять"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("Xapкiв", "харків", id="latin-x-a-p-i-in-a-cyrillic-word"),
        pytest.param("XАРКІB", "харків", id="latin-capitals-in-a-cyrillic-word"),
        pytest.param("yкриття", "укриття", id="latin-y"),
        pytest.param("м0ст", "мост", id="zero-for-o"),
        pytest.param("mеtro", "metro", id="cyrillic-letter-in-a-latin-word"),
        pytest.param("shеltеr", "shelter", id="cyrillic-letters-in-a-latin-word"),
    ],
)
def test_look_alikes_become_the_words_own_alphabet(typed: str, expected: str) -> None:
    """A letter of the other alphabet that looks the same is turned into the word's own."""
    assert clean(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("metro", id="latin-alone"),
        pytest.param("метро", id="cyrillic-alone"),
        pytest.param("metro метро", id="both-side-by-side"),
        pytest.param("2030 рік", id="a-number-beside-a-word"),
        pytest.param("2030р", id="a-number-joined-to-a-word"),
        pytest.param("с300", id="a-number-after-a-letter"),
        pytest.param("wжуr", id="not-of-look-alikes-only"),
    ],
)
def test_words_of_one_alphabet_stay(text: str) -> None:
    """Letters change only within a word that mixes alphabets and only where that makes it pure."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("ук\u200bри\u200cт\u200dтя", "укриття", id="zero-width"),
        pytest.param("\ufeffметро", "метро", id="byte-order-mark"),
        pytest.param("ме\u00adтро", "метро", id="soft-hyphen"),
        pytest.param("\u202eметро\u202c \u200fтут\u200e \u2067є\u2069", "метро тут є", id="direction-marks"),
        pytest.param("мет\udc80ро", "метро", id="lone-surrogate"),
        pytest.param("де\x00метро", "де метро", id="nul-parts-words"),
        pytest.param("\u200b\u200f\x00\ufe0f", "", id="nothing-visible"),
        pytest.param("", "", id="empty"),
    ],
)
def test_nothing_invisible_is_left(typed: str, expected: str) -> None:
    """Invisible characters vanish; a control character that takes a place parts words."""
    assert clean(typed) == expected


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    """Of a text beyond `LONGEST` characters the rest is left out."""
    assert clean("а" * LONGEST + "б" * 50) == "а" * LONGEST


@given(st.text())
def test_any_text_comes_out_uniform(text: str) -> None:
    """Whatever comes in, only visible characters and single spaces between words come out."""
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cf", "Cs"}]


@given(st.text(st.sampled_from("аеіїйхАЕІЇ'’ʼ axeiopAXEIOP036-?,.\u0301\u200b\u00a0")))
@example("аa3ґ")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """What was cleaned is clean."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("п'ять шкіл, 300 дітей!", ["п'ять", "шкіл", "300", "дітей"], id="punctuation"),
        pytest.param("'метро' ''", ["метро"], id="quotes-are-no-part"),
        pytest.param("с-300_м", ["с", "300", "м"], id="hyphen-and-underscore-part"),
        pytest.param("🙂 ?! …", [], id="no-words"),
    ],
)
def test_words_are_letters_and_digits(text: str, expected: list[str]) -> None:
    """Words are runs of letters and digits; an apostrophe counts only inside one."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "cyrillic", "latin"),
    [("метро", True, False), ("metro", False, True), ("zоо", True, True), ("300", False, False), ("café", False, True)],
)
def test_alphabets_are_told_apart(word: str, cyrillic: bool, latin: bool) -> None:
    """A word counts for an alphabet by any letter of it; digits count for none."""
    assert (is_cyrillic(word), is_latin(word)) == (cyrillic, latin)
