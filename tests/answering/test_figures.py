"""Figures, dates and sentences in words, by the rules of CLDR."""

from __future__ import annotations

import pytest

from bot.answering.figures import date_in_words, fill, number_in_words
from bot.model.language import LANGUAGES, Language, Translated
from bot.model.values import Clock, Dated, Money, Named, Number, Phone, Value
from bot.model.when import When


def _filled(sentence: str, value: Value, language: Language) -> str:
    """Return the sentence with plain spaces in place of no-break ones."""
    return fill(sentence, {"x": value}, language).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("number", "uk", "ru", "en"),
    [
        pytest.param(7, "7", "7", "7", id="one-digit"),
        pytest.param(1234, "1 234", "1 234", "1,234", id="thousands"),
        pytest.param(1300000, "1 300 000", "1 300 000", "1,300,000", id="millions"),
        pytest.param(2.5, "2,5", "2,5", "2.5", id="fraction"),
        pytest.param(1234.75, "1 234,75", "1 234,75", "1,234.75", id="thousands-with-fraction"),
        pytest.param(0.1, "0,1", "0,1", "0.1", id="no-binary-dust"),
        pytest.param(0, "0", "0", "0", id="zero"),
        pytest.param(-5, "-5", "-5", "-5", id="below-zero"),
    ],
)
def test_numbers_follow_the_language(number: float, uk: str, ru: str, en: str) -> None:
    """Groups and decimal marks are each language's own, and no digit is lost."""
    assert tuple(_filled("{x}", Number(number=number), language) for language in LANGUAGES) == (uk, ru, en)


@pytest.mark.parametrize(
    ("number", "uk", "ru", "en"),
    [
        pytest.param(1300000, "1,3 мільйона", "1,3 миллиона", "1.3 million", id="tenths-of-a-million"),
        pytest.param(1000000, "1 мільйон", "1 миллион", "1 million", id="one-million"),
        pytest.param(5000000, "5 мільйонів", "5 миллионов", "5 million", id="five-million"),
        pytest.param(206000, "206 тисяч", "206 тысяч", "206 thousand", id="thousands"),
        pytest.param(2000000000, "2 мільярди", "2 миллиарда", "2 billion", id="billions"),
        pytest.param(1310000, "1,31 мільйона", "1,31 миллиона", "1.31 million", id="hundredths"),
        pytest.param(1306123, "1 306 123", "1 306 123", "1,306,123", id="too-exact-to-shorten"),
        pytest.param(999999, "999 999", "999 999", "999,999", id="not-rounded-to-the-next-power"),
        pytest.param(940, "940", "940", "940", id="nothing-to-shorten"),
    ],
)
def test_compact_numbers_are_shortened_only_where_nothing_is_lost(number: int, uk: str, ru: str, en: str) -> None:
    """`compact` writes the power in words, in its right form; a figure that would be rounded stays whole."""
    assert tuple(_filled("{x:compact}", Number(number=number), language) for language in LANGUAGES) == (uk, ru, en)


def test_a_number_does_not_break_across_lines() -> None:
    """Groups of digits, and a figure and its power, are held together by no-break spaces."""
    assert " " not in fill("{x}", {"x": Number(number=1300000)}, "uk")
    assert " " not in fill("{x:compact}", {"x": Number(number=1300000)}, "ru")


@pytest.mark.parametrize(
    ("number", "uk", "ru", "en"),
    [
        (1, "1 будинок", "1 дом", "1 house"),
        (2, "2 будинки", "2 дома", "2 houses"),
        (4, "4 будинки", "4 дома", "4 houses"),
        (5, "5 будинків", "5 домов", "5 houses"),
        (0, "0 будинків", "0 домов", "0 houses"),
        (11, "11 будинків", "11 домов", "11 houses"),
        (12, "12 будинків", "12 домов", "12 houses"),
        (21, "21 будинок", "21 дом", "21 houses"),
        (22, "22 будинки", "22 дома", "22 houses"),
        (111, "111 будинків", "111 домов", "111 houses"),
        (1001, "1 001 будинок", "1 001 дом", "1,001 houses"),
        (8000, "8 000 будинків", "8 000 домов", "8,000 houses"),
    ],
)
def test_counted_nouns_take_their_plural_form(number: int, uk: str, ru: str, en: str) -> None:
    """The noun stands in the form that the number asks for, of three or of two."""
    value = Number(number=number)
    assert _filled("{x|будинок|будинки|будинків}", value, "uk") == uk
    assert _filled("{x|дом|дома|домов}", value, "ru") == ru
    assert _filled("{x|house|houses}", value, "en") == en


def test_a_fraction_takes_the_form_after_two() -> None:
    """After a fraction the noun stands as after 2 in Russian, and in the plural in English."""
    assert _filled("{x|год|года|лет}", Number(number=1.5), "ru") == "1,5 года"
    assert _filled("{x|year|years}", Number(number=1.5), "en") == "1.5 years"


def test_a_compact_number_counts_by_its_value() -> None:
    """Beside a million the noun stands as the whole number asks."""
    assert _filled("{x:compact|мешканець|мешканці|мешканців}", Number(number=2000000), "uk") == "2 мільйони мешканців"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(37, ("37%", "37 %", "37%"), id="whole"),
        pytest.param(100, ("100%", "100 %", "100%"), id="all"),
        pytest.param(0, ("0%", "0 %", "0%"), id="none"),
        pytest.param(12.5, ("12,5%", "12,5 %", "12.5%"), id="a-fraction-is-not-rounded"),
        pytest.param(0.25, ("0,25%", "0,25 %", "0.25%"), id="less-than-one"),
    ],
)
def test_a_share_is_written_by_the_language(number: float, expected: tuple[str, str, str]) -> None:
    """A percent sign stands as the language has it, and no digit of the share is lost."""
    value = Number(number=number, unit="percent")
    assert tuple(_filled("{x}", value, language) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        pytest.param(
            2500000000,
            "USD",
            ("2,5 мільярда доларів США", "2,5 миллиарда долларов США", "2.5 billion US dollars"),
            id="billions",
        ),
        pytest.param(
            10000000, "EUR", ("10 мільйонів євро", "10 миллионов евро", "10 million euros"), id="millions-of-euros"
        ),
        pytest.param(
            1234567, "EUR", ("1 234 567 євро", "1 234 567 евро", "1,234,567 euros"), id="too-exact-to-shorten"
        ),
        pytest.param(1, "USD", ("1 долар США", "1 доллар США", "1 US dollar"), id="one"),
        pytest.param(22, "USD", ("22 долари США", "22 доллара США", "22 US dollars"), id="a-few"),
    ],
)
def test_money_names_amount_and_currency(amount: int, currency: str, expected: tuple[str, str, str]) -> None:
    """An amount is shortened where nothing is lost, and its currency named in words."""
    value = Money(money=amount, currency=currency)
    assert tuple(_filled("{x}", value, language) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2024-07-23", ("23 липня 2024", "23 июля 2024", "23 July 2024"), id="day"),
        pytest.param("2024-07", ("липень 2024", "июль 2024", "July 2024"), id="month"),
        pytest.param("2022", ("2022", "2022", "2022"), id="year"),
        pytest.param("2024-07~", ("липень 2024", "июль 2024", "July 2024"), id="approximate"),
        pytest.param("XXXX", ("без дати", "без даты", "undated"), id="unknown"),
    ],
)
def test_dates_are_as_exact_as_known(written: str, expected: tuple[str, str, str]) -> None:
    """A day, a month or a year is told in words, no more exactly than it is known."""
    assert tuple(date_in_words(When.parse(written), language) for language in LANGUAGES) == expected
    value = Dated.model_validate({"date": written})
    assert tuple(_filled("{x}", value, language) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("uk", "з липня 2024"), ("ru", "с июля 2024"), ("en", "since July 2024")]
)
def test_a_month_may_stand_in_the_genitive(language: Language, expected: str) -> None:
    """`of` puts the month in the genitive where the language has one."""
    preposition = expected.split(maxsplit=1)[0]
    assert _filled(f"{preposition} {{x:of}}", Dated.model_validate({"date": "2024-07"}), language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_clocks_and_phones_stay_as_written(language: Language) -> None:
    """Times are told in 24 hours in every language, telephone numbers as they are dialled."""
    assert fill("{x}", {"x": Clock(clock="23:05")}, language) == "23:05"
    assert fill("{x}", {"x": Phone(phone="+380 57 760-20-20")}, language) == "+380 57 760-20-20"


def test_a_name_is_told_in_the_language() -> None:
    """A proper name has its own form in each language."""
    value = Named(name=Translated(uk="лінія 1", ru="линия 1", en="Line 1"))
    assert [_filled("{x}", value, language) for language in LANGUAGES] == ["лінія 1", "линия 1", "Line 1"]


def test_a_sentence_keeps_its_words_around_the_figures() -> None:
    """Slots are filled in their places; the rest stays letter for letter."""
    values: dict[str, Value] = {"dead": Number(number=3), "date": Dated.model_validate({"date": "2022-03"})}
    sentence = "  У {date}: {dead|людина|люди|людей} — ні, {dead}; {dead}."
    assert fill(sentence, values, "uk") == "  У березень 2022: 3 люди — ні, 3; 3."
    assert fill("No slots at all: 100%.", {}, "en") == "No slots at all: 100%."


def test_a_slot_without_a_value_is_an_error() -> None:
    """A placeholder that nothing fills is never shown; the error names it."""
    with pytest.raises(KeyError, match="people"):
        fill("There are {people}.", {"others": Number(number=1)}, "en")


@pytest.mark.parametrize(
    ("value", "uk", "ru", "en"),
    [
        pytest.param(Number(number=2730), "2 730", "2 730", "2,730", id="exact"),
        pytest.param(Number(number=1650000), "1,65 млн", "1,65 млн", "1.65 million", id="million"),
        pytest.param(Number(number=1234567), "1 234 567", "1 234 567", "1,234,567", id="nothing-is-rounded"),
        pytest.param(Number(number=1000000, about="over"), "понад 1 млн", "более 1 млн", "over 1 million", id="over"),
        pytest.param(Number(number=900, about="about"), "близько 900", "около 900", "about 900", id="about"),
        pytest.param(Number(number=3000, about="nearly"), "майже 3 000", "почти 3 000", "nearly 3,000", id="nearly"),
        pytest.param(Number(number=3, about="at-least"), "щонайменше 3", "не менее 3", "at least 3", id="at-least"),
        pytest.param(Number(number=3, about="under"), "менш ніж 3", "менее 3", "under 3", id="under"),
        pytest.param(Number(number=44.5, unit="percent"), "44,5%", "44,5 %", "44.5%", id="share"),
    ],
)
def test_a_figure_that_stands_alone_says_how_exact_it_is(value: Number, uk: str, ru: str, en: str) -> None:
    """In the words of each language, in a form that needs no case."""
    found = [number_in_words(value, language).replace("\u00a0", " ") for language in LANGUAGES]
    assert found == [uk, ru, en]
