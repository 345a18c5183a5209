"""Numbers told apart: those that lead to a person or a place, and the figures, dates and times of a plain question."""

from __future__ import annotations

import re

_SEP = r"[ ().-]{0,3}"
_MONTH_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"

_IBAN = re.compile(
    r"(?<!\w)(?:[A-ZА-ЯІЇЄ]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![A-Za-z\d])"
    r"|[A-Za-zА-яіїє]{2}\d{2}(?:[ -]?\d){10,30}(?!\w))"
)
# A passport (МТ123456) and a number plate (АХ1234ВВ).
_DOCUMENT = re.compile(r"(?<!\w)(?:[A-ZА-ЯІЇЄҐ]{2} ?(?:№ ?)?\d{6}(?!\d)|[A-ZА-ЯІЇЄ]{2}\d{4}[A-ZА-ЯІЇЄ]{2}(?!\w))")

_UNITS = (
    r"(?:людей|люди|осіб|особи|особ|чоловік|человека?|жител\w{1,3}|мешканц\w{1,2}|населення|населения|"
    r"people|residents|inhabitants|persons|грн|гривень|гривен|гривні|гривны|доларів|долари|долара|долларов|доллара|"
    r"євро|евро|euros?|usd|uah|eur|dollars|hryvnias?|тонн?\w?|кв\.?\s?к?м|квадратн\w+|км|м|кубометр\w*|"
    r"мвт|квт|mw|kwh|гкал|руб(?:л\w+)?|шт(?:ук)?)(?!\w)"
)

# After a word such as "phone" any five digits or more are one; not a date, and not a figure of people or money.
_CALLED = (
    r"(?<!\w)(?P<called>(?:тел(?:ефон\w{0,4})?|моб(?:[іи]льн\w{0,5})?|phone|cell|mobile|viber|вайбер\w{0,2}|"
    r"whats\s?app|вотсап\w{0,2}|ватсап\w{0,2}|signal|telegram|телеграм\w{0,2}|call|text me|номер\w{0,3}|"
    r"\w{0,4}дзвон\w{1,6}|\w{0,4}звон\w{1,6}|(?:за|по)?телефону\w{1,4}|набер\w{1,4})"
    r"(?:\s(?:me|at|on|is|за|на|по|мені|мне|телефону?|номер\w{0,3})){0,3}\s?[.:№#-]{0,2}\s?)"
    rf"(?!{_MONTH_DAY}[./-]{_MONTH}[./-]\d|\d{{4}}-\d\d-\d\d)"
    rf"(?P<dialled>[+(]{{0,2}}\d(?:{_SEP}\d){{4,16}})(?!\d)(?!\s?{_UNITS})"
)
_HOST = rf"(?P<host>{_OCTET}(?:\.{_OCTET}){{3}}(?![.-]?\d))"
# Dates, times, years side by side, decimals.
_KEPT = (
    r"\d{4}-\d\d-\d\d(?!\d)"
    rf"|{_MONTH_DAY}(?P<dot>[./-]){_MONTH}(?P=dot)(?:(?:19|20)\d\d|\d\d)(?![.-]?\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|(?:19|20)\d\d(?: ?[-/,;] ?|\s)(?:19|20)\d\d(?!-?\d)"
    r"|[1-9]?\d[.,]\d{1,9}(?![ ().,-]?\d)"
)
_CARD = (
    r"(?P<card>\d{4}(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{1,3})?(?![ -]?\d)"
    r"|3[47]\d\d[ -]?\d{6}[ -]?\d{5}(?![ -]?\d))"
)
_PHONE = (
    # International: +380..., 00380..., 380..., 8 (057)...; then Ukrainian with its leading zero.
    rf"(?P<phone>(?:\+ ?\(?\d(?:{_SEP}\d){{8,16}}"
    rf"|00[1-9](?:{_SEP}\d){{8,14}}"
    rf"|3 ?8{_SEP}0(?:{_SEP}\d){{9}}"
    rf"|8{_SEP}0(?:{_SEP}\d){{9}}"
    rf"|[78]{_SEP}[3-9]\d\d{_SEP}\d{{3}}[ -]?\d\d[ -]?\d\d"
    rf"|0(?:{_SEP}\d){{8,9}}"
    # In groups, without any prefix: 212-555-0123, 67 123 45 67, 731-23-45, 73-12-34.
    r"|\d{3}[-.]\d{3}[-.]\d{4}"
    r"|\d{2,4}[ -]\d{3}(?P<two>[ -])\d\d(?P=two)\d\d"
    r"|\d{2,3}-\d\d-\d\d)(?!\d))"
)
_WITH_AREA = r"(?P<area>\(\+?\d{2,5}\) ?\d(?:[ -]?\d){4,9}(?!\d))"
_WITH_PLUS = r"(?P<plus>\+ ?\d(?:[ -]?\d){6,8}(?!\d))"
# Thousands in groups: 1 300 000; 12,500; 1.421.125,5.
_FIGURE = r"[1-9]\d{0,2}(?P<group>[ '’.,])\d{3}(?:(?P=group)\d{3}){0,5}(?:[.,]\d{1,8})?(?!\d)"

# A scanner: the first that fits at a place wins and is read as a whole, so a phone can't begin inside a date.
_NUMBERS = re.compile(
    rf"(?<!\d)(?:{_CALLED}|{_HOST}|{_KEPT}|{_CARD}|{_PHONE}|{_WITH_AREA}|{_WITH_PLUS}|{_FIGURE}|(?P<long>\d{{7,}})|\d+)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\s?{_UNITS}", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ -]?)+\Z")
_THOUSANDS = re.compile(r"\+ ?[1-9]\d{0,2}(?: \d{3})+\Z")

_LONGEST_ROUND = 12
"""Digits of the longest round number, written without a space, that is taken for a figure."""

_LONGEST_COUNT = 8
"""Digits of the longest number, written without a space, that is taken for a figure where a unit follows it."""

_THOUSAND_ZEROS = 3


def without_digits(text: str) -> str:
    """Return `text` with phones, cards, IBANs, documents and long numbers replaced by bracketed words."""
    text = _IBAN.sub("[iban]", text)
    text = _DOCUMENT.sub("[number]", text)
    return _NUMBERS.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    whole = match[0]
    if match["dialled"]:
        return f"{match['called']}[phone]"
    if match["phone"] or match["area"] or (match["plus"] and not _THOUSANDS.match(whole)):
        return "[phone]"
    if match["card"] and not _YEARS.match(whole):
        return "[card]"
    if match["host"] or (match["long"] and not _is_figure(match)):
        return "[number]"
    return whole


def _is_figure(match: re.Match[str]) -> bool:
    """Tell whether a long run of digits is a round number, or counts people, money or the like."""
    digits = match[0]
    if digits.startswith("0") or len(digits) > _LONGEST_ROUND:
        return False
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros * 2 >= len(digits):
        return True
    counted = zeros >= _THOUSAND_ZEROS or _COUNTED.match(match.string, match.end()) is not None
    return len(digits) <= _LONGEST_COUNT and counted
