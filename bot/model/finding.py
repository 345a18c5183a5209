"""What is wrong in a knowledge file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a knowledge file; `file` is relative to the knowledge folder, lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend: where, how bad, by which rule, in words what is wrong, and a `tip` on how to mend it ("")."""

    place: Place
    level: Level
    rule: str
    message: str
    tip: str = ""

    def __str__(self) -> str:
        tip = f" ({self.tip})" if self.tip else ""
        return f"{self.place}: {self.level}: {self.rule}: {self.message}{tip}"
