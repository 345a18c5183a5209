"""The day since which somebody wants to know what is new."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.since import since

TODAY = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("week", dt.date(2026, 3, 25)),
        ("Тиждень", dt.date(2026, 3, 25)),
        ("неделю", dt.date(2026, 3, 25)),
        ("місяць", dt.date(2026, 3, 2)),
        ("месяц", dt.date(2026, 3, 2)),
        ("рік", dt.date(2025, 4, 1)),
        ("год", dt.date(2025, 4, 1)),
        (" 2026-03-09 ", dt.date(2026, 3, 9)),
        ("2026-03", dt.date(2026, 3, 1)),
        ("2025", dt.date(2025, 1, 1)),
        ("9.3.2026", dt.date(2026, 3, 9)),
        ("01.04.2026", TODAY),
    ],
)
def test_days_and_spans_are_read(text: str, day: dt.date) -> None:
    """Spans count back from today, in each language; a month or year means its first day."""
    assert since(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "2026-04-02", "31.02.2026", "99.99.2026", "XXXX", "2027", "-1", "тижні"])
def test_what_is_no_day_until_today_is_told_apart(text: str) -> None:
    """Neither nonsense nor a day to come is guessed at."""
    assert since(text, TODAY) is None
