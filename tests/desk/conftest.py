"""The small knowledge that keeps every rule, and a way to plant a breach in it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk.checking import check

SMALL = Path(__file__).parents[1] / "library" / "small"


@pytest.fixture
def today() -> dt.date:
    """Return the day of the check; all dates of the small knowledge lie before it."""
    return dt.date(2025, 9, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small knowledge: two themes with a topic each, a decline, small talk."""
    return shutil.copytree(SMALL, tmp_path / "knowledge")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], int]:
    """Return what replaces the only `old` in `file` by `new` and returns the line, from 1, that it starts on."""

    def replace(file: str, old: str, new: str) -> int:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace


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
