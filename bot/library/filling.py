"""Sentences held against their values, so that what was loaded can always be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from bot.library.records import Key, Origin
from bot.model.base import KnowledgeBase
from bot.model.finding import Finding
from bot.model.sentence import faults


def unfilled(base: KnowledgeBase, origins: Mapping[Key, Origin]) -> Iterator[Finding]:
    """Yield an error for each sentence or note that can't be filled with its fact's values."""
    for fact in chain(base.facts.values(), base.withdrawn.values()):
        for part, language, text in fact.texts():
            for fault in faults(text, fact.values, language):
                yield Finding(origins["fact", fact.id].at(part, language), "error", "placeholders", fault)
