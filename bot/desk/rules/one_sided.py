"""No language has far fewer example questions than another."""

from __future__ import annotations

from collections.abc import Iterator

from bot.desk.rules.rule import Breach, Desk, Rule
from bot.model.language import LANGUAGES

SHARE = 0.5
"""Least number of examples in a language, as a share of the number in the language that has most."""

FEW = 4
"""Examples in all languages together up to which a record is only begun, and other rules speak."""


def check(desk: Desk) -> Iterator[Breach]:
    """Yield topics and declines that are asked for in one language much more than in another."""
    for kind, records in (("topic", desk.base.topics), ("decline", desk.base.declines)):
        for id_, record in records.items():
            counts = {language: len(record.questions.get(language, ())) for language in LANGUAGES}
            most = max(LANGUAGES, key=lambda language: counts[language])
            for language in LANGUAGES:
                if sum(counts.values()) > FEW and counts[language] < SHARE * counts[most]:
                    message = f"{counts[language]} example questions in {language}, but {counts[most]} in {most}"
                    yield desk.place(kind, id_), message, f"add some to questions/{language}/"


RULE = Rule("one-sided", "warning", "Each language has at least half as many examples as any other.", check)
