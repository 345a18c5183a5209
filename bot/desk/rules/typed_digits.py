"""No digit is typed in a sentence: figures are values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place
from bot.model.sentence import parse

_DIGITS = re.compile(r"\d[\d .,:-]*")


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield each sentence or note with a digit outside a placeholder."""
    for _, text, place in desk.sentences():
        for part in parse(text):
            if isinstance(part, str) and (found := _DIGITS.search(part)):
                yield (
                    place,
                    f"the digits {found[0].strip()!r} are typed: put them under `values` and write {{name}} here",
                )


RULE = Rule("typed-digits", "error", "Figures and dates of a sentence are values, never typed.", check)
