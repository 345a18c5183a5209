"""What a check finds in a knowledge folder, on a day of the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.checking import check


@pytest.fixture
def today() -> dt.date:
    """Return the day of the check; all dates of the small knowledge lie before it."""
    return dt.date(2025, 9, 15)


@pytest.fixture
def told(folder: Path, today: dt.date) -> Callable[..., list[str]]:
    """Return what checks the folder and returns the findings of one rule as `file:line: level: message`."""

    def findings(rule: str, *articles: str) -> list[str]:
        return [
            f"{one.place.file}:{one.place.line}: {one.level}: {one.message}"
            for one in check(folder, today, articles)
            if one.rule == rule
        ]

    return findings
