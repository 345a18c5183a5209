"""What a rule is, and what it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.answering.figures import fill
from bot.library.records import Key, Origin
from bot.matching.calibration import calibration
from bot.matching.index import Target
from bot.matching.learned import DANGER, Learned, examples_of
from bot.matching.match import Example
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.finding import Finding, Level, Place
from bot.model.language import LANGUAGES, Language, Translated

Breach = tuple[Place, str] | tuple[Place, str, str]
"""Where a rule is broken, what is wrong, and perhaps how to mend it."""


@dataclass(frozen=True)
class Desk:
    """What lies before the rules: the sound part of the knowledge, where it stands, the day, and the article texts."""

    base: KnowledgeBase
    origins: Mapping[Key, Origin]
    today: dt.date
    articles: tuple[str, ...] = ()
    golden: Mapping[tuple[str, Language], int] | None = None
    """Golden questions of each topic and language, where they are at hand."""

    @cached_property
    def matcher(self) -> Matcher:
        """Return the matcher over the knowledge."""
        learned = Learned(examples_of(self.base), self.base, keep=True)
        return Matcher(self.base, calibration(), learned)

    def place(self, kind: str, id_: str, *path: str | int) -> Place:
        """Return where a record, or a part of it, stands."""
        return self.origins[kind, id_].at(*path)

    def question(self, example: Example) -> Place:
        """Return where an example question (or a title, number -1) stands."""
        if example.number < 0:
            return self.place("topic", example.target.id, "title", example.language)
        return self.origins["questions", example.target.id, example.language].at(example.number)

    def answering(self, target: Target) -> Target | None:
        """Return the topic that answers danger, if `target` is that."""
        danger = self.base.danger
        return Target("topic", danger.answers) if danger is not None and target == DANGER else None

    def sentences(self) -> Iterator[tuple[Language, str, Place]]:
        """Yield every sentence and note of the facts with its language and place, unfilled."""
        for fact in self.base.facts.values():
            for language in LANGUAGES:
                yield language, fact.says.in_(language), self.place("fact", fact.id, "says", language)
                if fact.note is not None:
                    yield language, fact.note.in_(language), self.place("fact", fact.id, "note", language)

    def filled(self, sentence: str, fact: Fact, language: Language) -> str:
        """Return a sentence of `fact` as it reads; as it stands where a figure is missing (`placeholders` tells)."""
        try:
            return fill(sentence, fact.values, language)
        except (LookupError, ValueError):
            return sentence

    def titles(self) -> Iterator[tuple[Language, str, Place]]:
        """Yield every title with its language and place."""
        for kind, records in (
            ("theme", self.base.themes),
            ("topic", self.base.topics),
            ("chart", self.base.charts),
            ("decline", self.base.declines),
        ):
            for id_, record in records.items():
                for language in LANGUAGES:
                    yield language, record.title.in_(language), self.place(kind, id_, "title", language)

    def sayings(self) -> Iterator[tuple[Language, str, Place]]:
        """Yield what else persons see, with language and place: small talk, speakers, notices, the city, places."""
        for language in LANGUAGES:
            for talk in self.base.talk.values():
                yield language, talk.says.in_(language), self.place("talk", talk.id, "says", language)
            for speaker in self.base.speakers.values():
                yield language, speaker.in_(language), self.place("speaker", speaker.id, language)
            for fact in (*self.base.facts.values(), *self.base.withdrawn.values()):
                for key, notice in (("corrected", fact.corrected), ("withdrawn", fact.withdrawn)):
                    if notice is not None:
                        yield language, notice.why.in_(language), self.place("fact", fact.id, key, "why", language)
            for part in ("name", "bot", "about", "official"):
                text: Translated | None = getattr(self.base.city, part)
                if text is not None:
                    yield language, text.in_(language), self.origins["city",].at(part, language)
            for number, label in self.base.city.telephones.items():
                yield language, label.in_(language), self.origins["city",].at("telephones", number, language)
            yield from self._of_places(language)

    def _of_places(self, language: Language) -> Iterator[tuple[Language, str, Place]]:
        gazetteer = self.base.gazetteer
        for line in gazetteer.lines.values():
            yield language, line.name.in_(language), self.place("line", line.id, "name", language)
        for origin in gazetteer.origins.values():
            yield language, origin.in_(language), self.place("origin", origin.id, language)
        for place in gazetteer.places.values():
            yield language, place.name.in_(language), self.place("place", place.id, "name", language)
            for number, former in enumerate(place.former):
                at = self.place("place", place.id, "former", number, "name", language)
                yield language, former.name.in_(language), at


@dataclass(frozen=True)
class Rule:
    """A rule: its name, how grave a breach is, what it asks of an editor, and the check itself.

    `check` yields a place and a message for each breach, and perhaps a tip on how to mend it; `applies` tells whether
    there is at hand what the rule needs.
    """

    name: str
    level: Level
    asks: str
    check: Callable[[Desk], Iterable[Breach]] = field(repr=False)
    applies: Callable[[Desk], bool] = field(default=lambda _: True, repr=False)

    def findings(self, desk: Desk) -> Iterator[Finding]:
        """Yield a finding for each breach."""
        return (Finding(place, self.level, self.name, *said) for place, *said in self.check(desk))
