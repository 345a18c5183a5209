"""A question that people asked, as the workshop sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.model.language import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept question: its redacted `text`, `likeness` (equal for equal questions), and the pseudonym of who asked.

    `topic` is the one that settled it, if any; `at` is when it was asked (UTC).
    """

    text: str
    likeness: str
    language: Language
    person: str
    topic: str | None
    at: dt.datetime
