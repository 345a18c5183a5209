"""Charts show numbers of one unit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Desk, Rule
from bot.library.filling import undrawn
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield figures that a chart can't show."""
    return ((finding.place, finding.message) for finding in undrawn(desk.base, desk.origins))


RULE = Rule("charts", "error", "A chart's figures are numbers of one unit.", check)
