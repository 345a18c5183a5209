"""No telephone number is typed in a text: numbers are values, which people can copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk.rules.rule import Breach, Desk, Rule
from bot.model.language import LANGUAGES
from bot.model.values import Named, Phone

_NUMBER = re.compile(r"(?<![\d.,])\+?\(?\d(?:[ \u00a0()-]{0,2}\d){6,13}(?![\d.,]?\d)")
_YEARS = re.compile(r"\d{4}-\d{4}")

TIP = 'put it under a fact\'s `values` as {phone: "..."}'


def check(desk: Desk) -> Iterator[Breach]:
    """Yield texts, and names among the values, that hold a telephone number; and numbers that no fact gives."""
    for _, text, place in (*desk.titles(), *desk.sayings()):
        if number := _typed(text):
            yield place, f"the telephone number {number!r} is typed in a text", TIP
    yield from _without_number(desk)
    for fact in desk.base.facts.values():
        for name, value in fact.values.items():
            if isinstance(value, Named):
                for language in LANGUAGES:
                    if number := _typed(value.name.in_(language)):
                        place = desk.place("fact", fact.id, "values", name, "name", language)
                        yield place, f"the telephone number {number!r} is typed in a name", TIP


def _without_number(desk: Desk) -> Iterator[Breach]:
    """Yield names of telephone numbers that no fact gives."""
    given = {
        value.digits for fact in desk.base.facts.values() for value in fact.values.values() if isinstance(value, Phone)
    }
    for digits in desk.base.city.telephones:
        if digits not in given:
            place = desk.origins["city",].at("telephones", digits)
            yield place, f"no fact gives the telephone number {digits}", "write its digits alone, or delete it"


def _typed(text: str) -> str | None:
    found = _NUMBER.search(text)
    return found[0] if found and not _YEARS.fullmatch(found[0]) else None


RULE = Rule("telephones", "error", "Telephone numbers are values of their own.", check)
