"""Places of the city as data: its names and spellings, its districts, the stations of its metro, and former names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import AllowInfNan, Field, Strict, model_validator

from bot.model.fact import Id
from bot.model.language import Record, Translated
from bot.model.lexicon import Forms
from bot.model.when import When

Kind = Literal["city", "district", "area", "station"]
"""What a place is: the city itself, one of its districts, a part without bounds of its own, a station of the metro."""

Degrees = Annotated[float, Strict(), AllowInfNan(False)]


class FormerName(Record):
    """A name that a place had `until` a day, month or year, as `facts` tell; the first of them is cited.

    `forms` are the words and phrases by which questions still use it; a final `*` stands for any ending.
    """

    name: Translated
    until: When
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    forms: Forms = ()

    @model_validator(mode="after")
    def _until_is_known(self) -> Self:
        if self.until.precision == "unknown":
            raise ValueError("until is not known: leave the former name out until its date is")
        return self


class Provenance(Translated):
    """Where positions come from, in words, and how far they may be off: `accuracy`, in metres."""

    id: Id
    accuracy: Annotated[int, Strict(), Field(gt=0)]


class Position(Record):
    """A point on WGS 84, in degrees, and the id of its provenance."""

    latitude: Annotated[Degrees, Field(ge=-90, le=90)]
    longitude: Annotated[Degrees, Field(ge=-180, le=180)]
    origin: Id


class Stop(Record):
    """Which station of which line it is; `order` counts from 1."""

    line: Id
    order: Annotated[int, Strict(), Field(ge=1)]


class Line(Record):
    """A line of the metro; `facts` list its stations in their order."""

    id: Id
    name: Translated
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]


class Place(Record):
    """One place and all its names.

    `name` is the current one. `forms` are words and phrases of questions that mean this place and nothing else.
    An area without a position of its own may name a station that stands for it (`at`).
    """

    id: Id
    kind: Kind
    name: Translated
    forms: Forms = ()
    former: tuple[FormerName, ...] = ()
    stop: Stop | None = None
    position: Position | None = None
    at: Id | None = None

    def names(self) -> Iterator[str]:
        """Yield the current and the former names in each language."""
        for name in (self.name, *(former.name for former in self.former)):
            yield from (name.uk, name.ru, name.en)

    @model_validator(mode="after")
    def _station_is_on_a_line(self) -> Self:
        if self.kind == "station" and (self.stop is None or self.position is None):
            raise ValueError("a station needs a stop (line and order) and a position")
        if self.kind != "station" and self.stop is not None:
            raise ValueError(f"a place of kind {self.kind} has no stop: only stations do")
        if self.position is not None and self.at is not None:
            raise ValueError("position and at stand together: keep one")
        return self


class Nearby(Record):
    """What is said beside the nearest stations: `facts` in their order, which age as those of `topic` do.

    `offered` are topics under whose answers a person is offered to look for the nearest stations.
    """

    topic: Id
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    offered: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """All places by their ids, with the lines and the provenances that they name."""

    places: Mapping[str, Place] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    origins: Mapping[str, Provenance] = field(default_factory=dict)
    nearby: Nearby | None = None

    def stations(self) -> Iterator[tuple[Place, Stop, Position]]:
        """Yield each station with where it is on its line and on the map."""
        for place in self.places.values():
            if place.stop is not None and place.position is not None:
                yield place, place.stop, place.position

    def position(self, place: Place) -> Position | None:
        """Return where `place`, or the station that stands for it, is; None where that is not known."""
        return place.position or (self.places[place.at].position if place.at else None)
