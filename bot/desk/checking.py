"""All rules over a knowledge folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from bot.desk.rules import (
    alphabets,
    copied,
    dates,
    few_questions,
    lengths,
    order,
    over_match,
    placeholders,
    same_question,
    sensitive,
    templated,
    typed_digits,
    unused,
)
from bot.desk.rules.rule import Desk, Rule
from bot.library.loading import read
from bot.model.finding import Finding, Place

RULES: tuple[Rule, ...] = (
    placeholders.RULE,
    typed_digits.RULE,
    dates.RULE,
    unused.RULE,
    order.RULE,
    alphabets.RULE,
    few_questions.RULE,
    same_question.RULE,
    templated.RULE,
    over_match.RULE,
    lengths.RULE,
    copied.RULE,
    sensitive.RULE,
)


def check(folder: Path, today: dt.date, articles: tuple[str, ...] = ()) -> list[Finding]:
    """Return all findings on `folder`, by place; KnowledgeError where there is no such folder.

    Rules see what reading found sound, so that one broken record hides nothing else.
    """
    reading = read(folder)
    desk = Desk(reading.base, reading.origins, today, articles)
    findings = list(reading.findings)
    for rule in RULES:
        findings += _applied(rule, desk)
    return sorted(set(findings))


def _applied(rule: Rule, desk: Desk) -> Iterator[Finding]:
    """Apply one rule; one that breaks becomes a finding, so that the others are still told."""
    try:
        yield from rule.findings(desk)
    except Exception as error:  # noqa: BLE001 - any fault of a rule
        yield Finding(Place("."), "error", rule.name, f"the rule itself broke: {type(error).__name__}: {error}")
