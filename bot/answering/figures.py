"""Figures, dates and sentences in words, by the rules of CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_currency_name,
    parse_decimal,
)

from bot.answering.locales import locale_of
from bot.model.language import Language
from bot.model.sentence import Slot, parse
from bot.model.values import Clock, Dated, Money, Named, Number, Phone, Value
from bot.model.when import When
from bot.texts import words_of

MILLION = 1_000_000


def fill(sentence: str, values: Mapping[str, Value], language: Language) -> str:
    """Return `sentence` with each slot replaced by its value; KeyError for a slot without a value."""
    parts = (part if isinstance(part, str) else _filled(part, values[part.name], language) for part in parse(sentence))
    return "".join(parts)


def date_in_words(when: When, language: Language, *, genitive: bool = False) -> str:
    """Return the date as `1 March 2024`, `March 2024` or `2024`; `genitive` is for a month in uk and ru."""
    month = "MMMM y" if genitive else "LLLL y"
    pattern = {"day": "d MMMM y", "month": month, "year": "y"}.get(when.precision)
    if pattern is None:
        return words_of(language)("undated")
    return format_date(when.earliest, pattern, locale=locale_of(language))


def number_in_words(value: Number, language: Language) -> str:
    """Return a figure that stands alone, with how exact it is: `over 1 million`, `about 45%`, `2,730`."""
    words = scale_in_words(value.number, language, percent=value.unit == "percent")
    say = words_of(language)
    match value.about:
        case "about":
            return say("about {figure}", figure=words)
        case "over":
            return say("over {figure}", figure=words)
        case "at-least":
            return say("at least {figure}", figure=words)
        case "nearly":
            return say("nearly {figure}", figure=words)
        case "under":
            return say("under {figure}", figure=words)
    return words


def scale_in_words(number: float, language: Language, *, percent: bool = False) -> str:
    """Return a bare number, or a share from 0 to 100, as on a scale; from a million on in few words: `1.4 million`.

    Ukrainian and Russian have the short form, `1,4 млн`, which needs no case.
    """
    locale = locale_of(language)
    if percent:
        return format_percent(Decimal(str(number)) / 100, locale=locale, decimal_quantization=False)
    form: Literal["long", "short"] = "long" if language == "en" else "short"
    return _number(number, locale, compact=number >= MILLION, form=form)


def _filled(  # noqa: PLR0911 - one for each kind of value
    slot: Slot, value: Value, language: Language
) -> str:
    locale = locale_of(language)
    match value:
        case Dated(date=date):
            return date_in_words(date, language, genitive=slot.form == "of")
        case Money(money=amount, currency=currency):
            figure = _number(amount, locale, compact=True)
            many = not figure[-1].isdigit()  # "10 billion dollars": the noun follows the power of ten
            return f"{figure} {get_currency_name(currency, count=5 if many else amount, locale=locale)}"
        case Phone(phone=phone):
            return phone
        case Clock(clock=clock):
            return clock
        case Named(name=name):
            return name.in_(language)
        case Number(number=number, unit="percent"):
            return format_percent(Decimal(str(number)) / 100, locale=locale, decimal_quantization=False)
        case Number(number=number):
            figure = _number(number, locale, compact=slot.form == "compact")
            return f"{figure} {_counted(number, slot.nouns, locale)}" if slot.nouns else figure


def _number(number: float, locale: Locale, *, compact: bool, form: Literal["long", "short"] = "long") -> str:
    exact = Decimal(str(number))
    if compact:
        short = format_compact_decimal(exact, format_type=form, locale=locale, fraction_digits=2)
        figure, _, power = short.replace("\xa0", " ").partition(" ")
        size = next((10**zeros for zeros in (3, 6, 9, 12) if exact < 10 ** (zeros + 3)), 1)
        if power and parse_decimal(figure, locale=locale) * size == exact:  # nothing was rounded away
            return f"{figure}\xa0{power}"
    return format_decimal(exact, locale=locale)


def _counted(number: float, nouns: tuple[str, ...], locale: Locale) -> str:
    forms = ("one", "few", "many") if len(nouns) > len(("one", "other")) else ("one", "other")
    form = locale.plural_form(number)
    if form not in forms:
        form = "few"  # a fraction: the genitive singular, which is the form after 2 for most nouns
    return nouns[forms.index(form)]
