"""The day since which somebody wants to know what is new: "week", "місяць", 2026-10-01, 1.10.2026."""

from __future__ import annotations

import datetime as dt
import re

from bot.model.when import When

MONTH = 30
"""Days of a month, and of the look back for somebody who never asked before."""

SPANS = {"week": 7, "month": MONTH, "year": 365}
"""Days of each span, by its English word."""

_WORDS = {
    "week": ("week", "тиждень", "тижня", "неделя", "неделю", "недели"),
    "month": ("month", "місяць", "місяця", "месяц", "месяца"),
    "year": ("year", "рік", "року", "год", "года"),
}
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


def since(text: str, today: dt.date) -> dt.date | None:
    """Return the day that `text` names, a span counted back from `today`; None where it names none, or one to come."""
    asked = text.strip().casefold()
    for span, forms in _WORDS.items():
        if asked in forms:
            return today - dt.timedelta(days=SPANS[span])
    if found := _DAY_FIRST.fullmatch(asked):
        day, month, year = found.groups()
        asked = f"{year}-{int(month):02}-{int(day):02}"
    try:
        named = When.parse(asked)
    except ValueError:
        return None
    return named.earliest if named.precision != "unknown" and named.earliest <= today else None
