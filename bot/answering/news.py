"""What is new in the knowledge since a day: new facts, corrections, withdrawals; figures with what they were before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answering.figures import date_in_words, fill, number_in_words
from bot.answering.reply import Citation
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact, Notice
from bot.model.language import Language
from bot.model.values import Number
from bot.model.when import When
from bot.texts import Say, words_of

Kind = Literal["new", "corrected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new: `day` is when the fact came, or was corrected or withdrawn."""

    kind: Kind
    day: dt.date
    fact: Fact

    @property
    def key(self) -> str:
        """Return what tells this change from all others, for as long as its fact keeps its id."""
        return f"{self.kind}:{self.fact.id}:{self.day}" if self.kind == "corrected" else f"{self.kind}:{self.fact.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in words: under which headings it stands, its sentence, who says so, and the ids of its sources.

    `notice` says that the fact was corrected or withdrawn; `before` the figure now and earlier, with its own sources.
    """

    theme: str
    topic: str | None
    text: str
    attribution: str
    sources: tuple[str, ...]
    notice: str | None = None
    before: str | None = None
    before_sources: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Return the ids of all its sources."""
        return tuple(dict.fromkeys((*self.sources, *self.before_sources)))


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Entries on one page, with the sources that they cite, numbered from 1."""

    language: Language
    title: str
    entries: tuple[Entry, ...]
    citations: tuple[Citation, ...]

    def marks(self, sources: Iterable[str]) -> str:
        """Return the numbers of `sources` as they stand behind a sentence."""
        numbers = {citation.source.id: citation.number for citation in self.citations}
        return "".join(f"[{numbers[id_]}]" for id_ in sources)


def arrived(base: KnowledgeBase, fact: Fact) -> dt.date | None:
    """Return the day from which `fact` is news; None where no date of it is known.

    That is the day on which it was added, else when the first of its sources was published (the last day that this
    may mean), else the day that it speaks of.
    """
    if fact.added is not None:
        return fact.added.earliest
    published = [base.sources[id_].published for id_ in fact.sources]
    known = [when for when in published if when.precision != "unknown"]
    when = min(known, key=lambda one: one.latest) if known else fact.as_of
    return None if when.precision == "unknown" else when.latest


def changes(base: KnowledgeBase, since: dt.date, today: dt.date) -> tuple[Change, ...]:
    """Return what changed from `since` to `today`, both included: the corrected and withdrawn first, newest first.

    New facts follow by theme, those of safety first; of a fact that is new, its corrections are left out.
    """
    found = [change for change in _all(base) if since <= change.day <= today]
    return settled(base, found)


def settled(base: KnowledgeBase, found: Collection[Change]) -> tuple[Change, ...]:
    """Return the changes in the order in which they are told, without corrections of what is itself new among them."""
    new = {change.fact.id for change in found if change.kind == "new"}
    told = [change for change in found if change.kind != "corrected" or change.fact.id not in new]
    homes = _homes(base)
    themes = sorted(base.themes, key=lambda id_: not base.themes[id_].safety)  # else as in the files

    def order(change: Change) -> tuple[int, int, int]:
        group = themes.index(base.topics[homes[change.fact.id]].theme) + 1 if change.kind == "new" else 0
        return group, -change.day.toordinal(), -change.fact.as_of.latest.toordinal()

    return tuple(sorted(told, key=order))


def entries(base: KnowledgeBase, told: Sequence[Change], language: Language) -> tuple[Entry, ...]:
    """Return `told` in words."""
    homes = _homes(base)
    return tuple(_entry(base, change, homes, language) for change in told)


def bulletin(base: KnowledgeBase, title: str, page: Sequence[Entry], language: Language) -> Bulletin:
    """Return a page of entries with its sources numbered."""
    cited = dict.fromkeys(id_ for entry in page for id_ in entry.cited)
    citations = tuple(
        Citation(number, base.sources[id_], dated(base.sources[id_].published, language))
        for number, id_ in enumerate(cited, 1)
    )
    return Bulletin(language, title, tuple(page), citations)


def titled(since: dt.date, language: Language) -> str:
    """Return the title of what is new since a day."""
    return words_of(language)("New since {date}", date=in_words(since, language))


def nothing(base: KnowledgeBase, language: Language, today: dt.date) -> str:
    """Return in words that nothing is new, and of when the latest news is."""
    say = words_of(language)
    latest = max((change.day for change in changes(base, dt.date.min, today)), default=None)
    if latest is None:
        return say("Nothing so far.")
    return say("Nothing so far. The latest news here is of {date}.", date=in_words(latest, language))


def in_words(day: dt.date, language: Language) -> str:
    """Return a day in words."""
    return date_in_words(When.parse(day.isoformat()), language)


def noticed(notice: Notice, language: Language, *, withdrawn: bool) -> str:
    """Return in words that, when and why a fact was corrected or withdrawn."""
    say = words_of(language)
    date, why = date_in_words(notice.date, language), notice.why.in_(language)
    if withdrawn:
        return say("Withdrawn on {date}: {why}", date=date, why=why)
    return say("Corrected on {date}: {why}", date=date, why=why)


def _all(base: KnowledgeBase) -> Iterator[Change]:
    homes = _homes(base)
    for fact in base.facts.values():
        if fact.id not in homes:
            continue
        day = arrived(base, fact)
        if day is not None:
            yield Change("new", day, fact)
        if fact.corrected is not None:
            yield Change("corrected", fact.corrected.date.earliest, fact)
    for fact in base.withdrawn.values():
        if fact.withdrawn is not None:
            yield Change("withdrawn", fact.withdrawn.date.earliest, fact)


def _homes(base: KnowledgeBase) -> dict[str, str]:
    """Return for each fact the first topic that tells it."""
    homes: dict[str, str] = {}
    for topic in base.topics.values():
        for id_ in (*topic.lead, *topic.facts):
            homes.setdefault(id_, topic.id)
    return homes


def _entry(base: KnowledgeBase, change: Change, homes: dict[str, str], language: Language) -> Entry:
    say, fact = words_of(language), change.fact
    text = fill(fact.says.in_(language), fact.values, language)
    attribution = f"{base.speakers[fact.by].in_(language)}, {dated(fact.as_of, language)}"
    if change.kind == "withdrawn" and fact.withdrawn is not None:
        notice = noticed(fact.withdrawn, language, withdrawn=True)
        said = say("It said: {sentence}", sentence=text)
        return Entry(say("Corrected and withdrawn"), None, said, attribution, fact.sources, notice)
    topic = base.topics[homes[fact.id]]
    title = topic.title.in_(language)
    if change.kind == "corrected" and fact.corrected is not None:
        notice = noticed(fact.corrected, language, withdrawn=False)
        return Entry(say("Corrected and withdrawn"), title, text, attribution, fact.sources, notice)
    theme = base.themes[topic.theme].title.in_(language)
    earlier = _earlier(base, fact)
    if earlier is None:
        return Entry(theme, title, text, attribution, fact.sources)
    before = _now_and_before(fact, earlier, language, say)
    return Entry(theme, title, text, attribution, fact.sources, before=before, before_sources=earlier.sources)


def _earlier(base: KnowledgeBase, fact: Fact) -> Fact | None:
    """Return the fact whose figure that of `fact`, the newest of its series, follows; None where there is none."""
    if fact.series is None or _figure(fact) is None:
        return None
    others = [
        other
        for other in base.facts.values()
        if other.series == fact.series and other.id != fact.id and other.as_of.precision != "unknown"
    ]
    if fact.as_of.precision == "unknown" or any(other.as_of.latest > fact.as_of.latest for other in others):
        return None
    older = [other for other in others if other.as_of.latest < fact.as_of.earliest and _figure(other) is not None]
    return max(older, key=lambda other: other.as_of.latest, default=None)


def _figure(fact: Fact) -> Number | None:
    """Return the figure of the series: the value that is named for it, else the first number."""
    if fact.series_value is not None:
        named = fact.values[fact.series_value]
        return named if isinstance(named, Number) else None
    return next((value for value in fact.values.values() if isinstance(value, Number)), None)


def _now_and_before(fact: Fact, earlier: Fact, language: Language, say: Say) -> str | None:
    now, was = _figure(fact), _figure(earlier)
    if now is None or was is None or now.unit != was.unit:
        return None
    return say(
        "Now: {now}. Before: {was} ({date}).",
        now=number_in_words(now, language),
        was=number_in_words(was, language),
        date=dated(earlier.as_of, language),
    )
