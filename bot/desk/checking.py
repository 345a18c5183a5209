"""All rules over a knowledge folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bot.desk.exceptions import Exceptions
from bot.desk.rules import (
    addresses,
    alphabets,
    charts,
    copied,
    dates,
    few_questions,
    golden,
    lengths,
    near_same,
    one_sided,
    order,
    over_match,
    placeholders,
    places,
    same_question,
    sensitive,
    telephones,
    templated,
    typed_digits,
    unused,
)
from bot.desk.rules.rule import Desk, Rule
from bot.library.loading import Reading, read
from bot.model.finding import Finding, Place
from bot.model.language import Language

RULES: tuple[Rule, ...] = (
    placeholders.RULE,
    typed_digits.RULE,
    telephones.RULE,
    dates.RULE,
    places.RULE,
    charts.RULE,
    addresses.RULE,
    unused.RULE,
    order.RULE,
    alphabets.RULE,
    few_questions.RULE,
    one_sided.RULE,
    golden.RULE,
    same_question.RULE,
    near_same.RULE,
    templated.RULE,
    over_match.RULE,
    lengths.RULE,
    copied.RULE,
    sensitive.RULE,
)

TIPS = {
    "duplicate-id": "give one of them another id, and mend what names it",
    "missing-key": "knowledge/README.md shows every key of a record",
    "missing-translation": "every text stands in uk, ru and en",
    "unknown-fact": "write it under `facts:` in the topic's file",
    "unknown-line": "write it under `lines:` in places.yaml",
    "unknown-origin": "write it under `origins:` in places.yaml",
    "unknown-place": "write it under `places:` in places.yaml",
    "unknown-source": "`kharkiv-bot new source ID` begins one",
    "unknown-speaker": "write it under `speakers:` in sources.yaml",
    "withdrawn-fact": "a topic without another fact goes, too; who was told the fact is told that it is withdrawn",
    "unknown-topic": "`kharkiv-bot new topic ID --theme THEME` begins one",
    "yaml": "an editor that knows YAML marks such a place as you type",
}
"""How to mend what reading finds, by rule."""


def check(
    folder: Path,
    today: dt.date,
    articles: tuple[str, ...] = (),
    golden: Mapping[tuple[str, Language], int] | None = None,
) -> list[Finding]:
    """Return all findings on `folder`, by place; KnowledgeError where there is no such folder.

    Rules see what reading found sound, so that one broken record hides nothing else. `articles` are texts that no
    sentence may be copied from, `golden` the numbers of golden questions; without them their rules are silent.
    """
    return check_reading(read(folder), folder, today, articles, golden)


def check_reading(
    reading: Reading,
    folder: Path,
    today: dt.date,
    articles: tuple[str, ...] = (),
    golden: Mapping[tuple[str, Language], int] | None = None,
) -> list[Finding]:
    """Return all findings on what was just read from `folder`, as `check` does."""
    desk = Desk(reading.base, reading.origins, today, articles, golden)
    applied = [rule for rule in RULES if rule.applies(desk)]
    found = [finding for rule in applied for finding in _applied(rule, desk)]
    exceptions = Exceptions(folder, reading.origins)
    left = exceptions.apply(found, {rule.name for rule in RULES}, {rule.name for rule in applied})
    read_wrong = (replace(one, tip=TIPS.get(one.rule, "")) for one in (*reading.findings, *exceptions.findings))
    return sorted({*read_wrong, *left})


def _applied(rule: Rule, desk: Desk) -> Iterator[Finding]:
    """Apply one rule; one that breaks becomes a finding, so that the others are still told."""
    try:
        yield from rule.findings(desk)
    except Exception as error:  # noqa: BLE001 - any fault of a rule
        yield Finding(Place("."), "error", rule.name, f"the rule itself broke: {type(error).__name__}: {error}")
