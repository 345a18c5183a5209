"""What reading finds wrong with a knowledge folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.loading import read


@pytest.fixture
def faults(folder: Path) -> Callable[[], list[str]]:
    """Return what reads the folder and returns its findings as `file:line: rule: message`."""

    def found() -> list[str]:
        return [f"{one.place.file}:{one.place.line}: {one.rule}: {one.message}" for one in read(folder).findings]

    return found
