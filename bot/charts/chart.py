"""A chart before it is drawn: its figures in words, newest first, and the sources that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.charting import figures_of
from bot.answering.figures import number_in_words
from bot.answering.reply import Citation
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import Language
from bot.model.values import Number


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: the number, the words for it, and what is uncertain about it.

    `open_ended` says that it may be more ("over", "at least"), `approximate` that the number or its date is rough,
    `disputed` that another figure of the chart contradicts it. `citations` are numbers of the chart's sources.
    """

    fact: str
    number: float
    figure: str
    date: str
    speaker: str
    citations: tuple[int, ...]
    open_ended: bool
    approximate: bool
    disputed: bool

    @property
    def marks(self) -> str:
        """Return the numbers of the sources: "[1][2]"."""
        return "".join(f"[{number}]" for number in self.citations)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, in one language. Equal charts look alike, so that a picture of one serves for the other.

    `bot` is the name under the picture; `percent` says that the numbers are shares, 0 to 100.
    """

    id: str
    language: Language
    title: str
    points: tuple[Point, ...]
    citations: tuple[Citation, ...]
    percent: bool
    bot: str

    def lines(self) -> Iterator[str]:
        """Yield the figures in words, one a line: the alternative text of the picture."""
        return (f"{point.date}: {point.figure} ({point.speaker}) {point.marks}" for point in self.points)


def chart(base: KnowledgeBase, id_: str, language: Language) -> Chart:
    """Return the chart `id_`, one of `drawn`, in `language`; KeyError where there is none."""
    facts = figures_of(base, id_)
    sources = dict.fromkeys(source for fact in facts for source in fact.sources)
    numbers = {source: number for number, source in enumerate(sources, 1)}
    disputed = _disputed(facts)
    return Chart(
        id=id_,
        language=language,
        title=base.charts[id_].title.in_(language),
        points=tuple(
            Point(
                fact=fact.id,
                number=figure.number,
                figure=number_in_words(figure, language),
                date=dated(fact.as_of, language),
                speaker=base.speakers[fact.by].in_(language),
                citations=tuple(numbers[source] for source in fact.sources),
                open_ended=figure.about in {"over", "at-least"},
                approximate=figure.about in {"about", "nearly", "under"} or _rough(fact),
                disputed=fact.id in disputed,
            )
            for fact, figure in _with_figures(facts)
        ),
        citations=tuple(
            Citation(number, base.sources[source], dated(base.sources[source].published, language))
            for source, number in numbers.items()
        ),
        percent=any(figure.unit == "percent" for _, figure in _with_figures(facts)),
        bot=base.city.bot.in_(language),
    )


def _with_figures(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Number]]:
    return ((fact, fact.figure) for fact in facts if isinstance(fact.figure, Number))


def _rough(fact: Fact) -> bool:
    return fact.as_of.approximate or fact.as_of.precision == "unknown" or "undated" in fact.caution


def _disputed(facts: tuple[Fact, ...]) -> set[str]:
    """Return the facts of which one contradicts another."""
    shown = {fact.id for fact in facts}
    pairs = [(fact.id, other) for fact in facts for other in fact.differs_from if other in shown]
    return {id_ for pair in pairs for id_ in pair}
