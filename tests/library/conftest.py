"""A small sound knowledge folder, and a way to plant a fault in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.loading import read

SMALL = Path(__file__).with_name("small")


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
def faults(folder: Path) -> Callable[[], list[str]]:
    """Return what reads the folder and returns its findings as `file:line: rule: message`."""

    def found() -> list[str]:
        return [f"{one.place.file}:{one.place.line}: {one.rule}: {one.message}" for one in read(folder).findings]

    return found
