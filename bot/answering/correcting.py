"""Which facts of an answer that was given have changed in meaning since, or hold no more.

The meaning of a fact is its figures, its date, its speaker, and its words. Words that changed in one language or two
are taken for a mended slip; in all three they say something else. Whatever changed, a fact that is marked `corrected`
anew is.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from bot.answering.news import in_words, noticed
from bot.matching.cleaning import clean, words
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact, Notice
from bot.model.language import LANGUAGES, Language
from bot.texts import words_of

Given = Mapping[str, str]
"""The facts of an answer: by their ids, what `meaning` said of each."""

_BYTES = 6
_NOTHING = "...."


def meaning(fact: Fact) -> str:
    """Return a print of what `fact` means, 44 characters: its data, its last correction, its words in each language."""
    values = {name: value.model_dump(mode="json") for name, value in sorted(fact.values.items())}
    data = json.dumps([values, fact.as_of.text, fact.by], sort_keys=True)
    mark = fact.corrected.date.text if fact.corrected else ""
    return ".".join(map(_digest, (data, mark, *(_words(fact, language) for language in LANGUAGES))))


class Meanings:
    """What the facts of one knowledge base mean, each worked out once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._known: dict[str, str] = {}

    def of(self, facts: Iterable[str]) -> dict[str, str]:
        """Return the print of each of `facts`; for one that the base has no more, a print that no fact has."""
        return {id_: self._known.get(id_) or self._known.setdefault(id_, self._print(id_)) for id_ in facts}

    def _print(self, id_: str) -> str:
        fact = self.base.facts.get(id_)
        return meaning(fact) if fact is not None else _NOTHING


def corrected(base: KnowledgeBase, before: Given) -> bool:
    """Tell whether any fact that was given has changed in meaning, was withdrawn or is gone."""
    return any(True for _ in _corrections(base, before))


def correction(base: KnowledgeBase, before: Given, language: Language, today: dt.date) -> str:
    """Return in words what became of the facts that were given, a line for each reason; "" where nothing did."""
    found = list(_corrections(base, before))
    lines = [noticed(notice, language, withdrawn=gone) for notice, gone in found if notice is not None]
    if found and not lines:
        lines = [words_of(language)("Corrected on {date}.", date=in_words(today, language))]
    return "\n".join(dict.fromkeys(lines))


def _corrections(base: KnowledgeBase, before: Given) -> Iterator[tuple[Notice | None, bool]]:
    """Yield for each fact that is not what it was the notice, if an editor wrote one, and whether it is withdrawn."""
    missing = []
    for id_, said in before.items():
        fact = base.facts.get(id_)
        if fact is not None:
            now = meaning(fact)
            if not _same(said, now):
                yield (fact.corrected if _mark(said) != _mark(now) else None), False
        elif id_ in base.withdrawn:
            yield base.withdrawn[id_].withdrawn, True
        else:
            missing.append(said)
    if missing:
        known = [meaning(fact) for fact in base.facts.values()]  # a fact that got another id is the same fact
        yield from ((None, False) for said in missing if not any(_same(said, now) for now in known))


def _same(before: str, now: str) -> bool:
    data, mark, *said = zip(before.split("."), now.split("."), strict=True)
    return data[0] == data[1] and mark[0] == mark[1] and any(one == other for one, other in said)


def _mark(said: str) -> str:
    return said.split(".")[1]


def _words(fact: Fact, language: Language) -> str:
    """Return the words of the sentence and the note; case, signs and spaces are no part of the meaning."""
    note = fact.note.in_(language) if fact.note else ""
    return " ".join([*words(clean(fact.says.in_(language))), "|", *words(clean(note))])


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:_BYTES]).decode("ascii")
