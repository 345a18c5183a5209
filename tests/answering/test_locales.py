"""The rules of CLDR, of which most are let go."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name
from babel.units import format_unit

from bot.answering.locales import locale_of
from bot.model.language import LANGUAGES

WHOLE = {"uk": "uk", "ru": "ru", "en": "en_GB"}


def said(locale: Locale) -> list[str]:
    """Return what answers take from a locale: dates, numbers, money, distances."""
    months = [dt.date(2025, month, 7) for month in range(1, 13)]
    numbers = (0, 1, 2, 5, 21, 1234, 45_000, 1_400_000, 3_200_000_000)
    currencies = ("UAH", "USD", "EUR", "GBP")
    tell: list[Callable[[], str]] = [
        *(lambda day=day: format_date(day, "d MMMM y LLLL", locale=locale) for day in months),
        *(lambda number=number: format_decimal(number, locale=locale) for number in numbers),
        *(lambda number=number: format_compact_decimal(number, locale=locale, fraction_digits=2) for number in numbers),
        *(
            lambda number=number: format_compact_decimal(number, format_type="long", locale=locale)
            for number in numbers
        ),
        *(lambda number=number: format_percent(number / 100, locale=locale) for number in numbers),
        *(
            lambda number=number, currency=currency: get_currency_name(currency, count=number, locale=locale)
            for number in numbers
            for currency in currencies
        ),
        *(
            lambda number=number, unit=unit: format_unit(number, unit, length="short", locale=locale)
            for number in (0.4, 1, 2, 5, 850)
            for unit in ("length-meter", "length-kilometer")
        ),
        *(lambda number=number: locale.plural_form(number) for number in numbers),
    ]
    return [one() for one in tell]


def test_what_is_let_go_changes_no_word() -> None:
    """Dates, numbers, money and distances read as they do with the whole of CLDR."""
    code = (
        "import json, sys\n"
        f"sys.path.insert(0, {str(__file__).rpartition('/')[0]!r})\n"
        "from babel import Locale\n"
        "from test_locales import WHOLE, said\n"
        "print(json.dumps({language: said(Locale.parse(name)) for language, name in WHOLE.items()}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert {language: said(locale_of(language)) for language in LANGUAGES} == json.loads(done.stdout)
