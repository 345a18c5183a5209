"""The unit of knowledge: one sentence in three languages with its figures, sources, date and speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.model.language import LANGUAGES, Language, Record, Sentence, Translated
from bot.model.values import Value
from bot.model.when import When

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
"""A stable name: Latin small letters, digits and single hyphens, at most 48 of them."""

ValueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]


Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]


class Source(Record):
    """A publication that facts are taken from."""

    id: Id
    publisher: Sentence
    title: Sentence
    author: Sentence | None = None
    url: Address
    archive: Address | None = None
    """A kept copy of the page, for when `url` no longer gives it."""
    published: When
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    note: Sentence | None = None
    """For editors only; never shown."""


class Speaker(Translated):
    """Somebody whose claim a fact is, named as it is shown beside the sentence."""

    id: Id


def _day(when: When) -> When:
    if when.precision != "day" or when.approximate:
        raise ValueError(f"{when.text!r} is no day: write it as 2026-11-20")
    return when


Day = Annotated[When, AfterValidator(_day)]
"""A date that is a single, certain day."""


class Notice(Record):
    """That a fact was corrected or withdrawn: on which day, and why, in a sentence for those who were told it."""

    date: Day
    why: Translated


Caution = Literal["single", "undated", "one-sided", "planned"]
"""What a claim's standing lacks: a second source, a date, an independent witness, or the deed itself."""


class Fact(Record):
    """One claim about the city. `as_of` is the date that it speaks of, `by` a speaker's id, `note` is shown with it.

    `differs_from` names facts that contradict it; they are shown side by side. `added` is the day on which it came into
    the knowledge, `corrected` tells of its last correction. A `withdrawn` one is told no more, and no topic names it.
    """

    id: Id
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    as_of: When
    by: Id
    series: Id | None = None
    series_value: ValueName | None = None
    values: dict[ValueName, Value] = Field(default_factory=dict)
    says: Translated
    note: Translated | None = None
    caution: tuple[Caution, ...] = ()
    differs_from: tuple[Id, ...] = ()
    added: Day | None = None
    corrected: Notice | None = None
    withdrawn: Notice | None = None

    def texts(self) -> Iterator[tuple[Literal["says", "note"], Language, str]]:
        """Yield the sentence and the note, if there is one, in each language, unfilled."""
        for language in LANGUAGES:
            yield "says", language, self.says.in_(language)
            if self.note is not None:
                yield "note", language, self.note.in_(language)

    @property
    def figure(self) -> Value | None:
        """Return the value that stands for the fact in its series: `series_value`, else the first; None without one."""
        if self.series is None:
            return None
        return self.values[self.series_value or next(iter(self.values))]

    @model_validator(mode="after")
    def _series_has_a_figure(self) -> Self:
        if self.series_value is not None and self.series is None:
            raise ValueError("series_value stands without a series: name the series, or delete series_value")
        if self.series is not None and not self.values:
            raise ValueError(f"series {self.series!r} has no figure here: add one to values, or delete series")
        if self.series_value is not None and self.series_value not in self.values:
            raise ValueError(f"series_value {self.series_value!r} is not among the values: {', '.join(self.values)}")
        return self


Ages = Literal["weeks", "months", "years", "never"]
"""How fast a topic's facts grow old."""

DAYS: dict[Ages, int | None] = {"weeks": 30, "months": 180, "years": 730, "never": None}
"""Days after which a fact of each kind may be outdated; None for history."""
