"""The metro stations nearest to a point, with what is cited of the metro as a shelter. The point is not kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.units import format_unit

from bot.answering.composing import headings, warning
from bot.answering.figures import date_in_words
from bot.answering.locales import locale_of
from bot.answering.reply import Citation, Heading, Statement
from bot.answering.stating import cited, numbered, state
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import Language
from bot.model.place import Place, Position
from bot.texts import words_of

NEAREST = 3
"""Stations that are named."""

REACH = 10_000.0
"""Metres from the nearest station beyond which a point is outside the city: no part of the city lies farther off."""

KILOMETRE = 1000

FINE = 10
"""Metres to which a distance below a kilometre is rounded; positions are known no better."""


@dataclass(frozen=True, slots=True)
class Station:
    """One station near a point: its name, line, distance and former names in words, and where it is.

    `citations` are numbers of the sources of the former names.
    """

    name: str
    line: str
    distance: str
    former: tuple[str, ...]
    citations: tuple[int, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Nearby:
    """The nearest stations, nearest first; none where the point is outside the city.

    `notes` say how far to trust the distances. `statements` are the cited facts on the metro as a shelter, `warning`
    is set where they have aged, `related` are topics to read on.
    """

    language: Language
    title: str
    stations: tuple[Station, ...]
    notes: tuple[str, ...]
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Heading, ...] = ()
    warning: str | None = None


def metres(latitude: float, longitude: float, position: Position) -> float:
    """Return the distance in metres along the ellipsoid of WGS 84; ValueError for a latitude that is not on Earth."""
    from geopy.distance import geodesic  # type: ignore[import-untyped] # imported by the few who ask

    return float(geodesic((latitude, longitude), (position.latitude, position.longitude)).meters)


def nearest(base: KnowledgeBase, latitude: float, longitude: float) -> list[tuple[float, Place, Position]]:
    """Return the nearest stations with their distance in metres, nearest first; [] for a point outside the city."""
    found = [
        (metres(latitude, longitude, position), place, position) for place, _, position in base.gazetteer.stations()
    ]
    found.sort(key=lambda station: station[0])
    return found[:NEAREST] if found and found[0][0] <= REACH else []


def around(
    base: KnowledgeBase, latitude: float, longitude: float, language: Language, today: dt.date, of: Place | None = None
) -> Nearby:
    """Return the stations nearest to a point in degrees, as they are told on `today`; `of` is the place asked for."""
    say = words_of(language)
    found = nearest(base, latitude, longitude)
    if not found:
        far = say(
            "This place seems to be outside the city: it is more than {distance} from every station of the metro.",
            distance=distance_in_words(REACH, language),
        )
        return Nearby(language, say("Nearest metro stations"), (), (far,))
    shown = base.gazetteer.nearby
    facts = [base.facts[id_] for id_ in shown.facts] if shown else []
    numbers = numbered((*facts, *(fact for _, place, _ in found for fact in _tellers(base, place))))
    title = say("Nearest metro stations")
    if of is not None:
        title = say("Nearest metro stations: {place}", place=of.name.in_(language))
    return Nearby(
        language=language,
        title=title,
        stations=tuple(_station(base, place, position, far, numbers, language) for far, place, position in found),
        notes=tuple(_notes(base, [position for _, _, position in found], of, language)),
        statements=tuple(state(base, fact, numbers, language) for fact in facts),
        citations=cited(base, numbers, language),
        related=headings(base, [shown.topic, *base.topics[shown.topic].related], language) if shown else (),
        warning=warning(base, base.topics[shown.topic], facts, language, today) if shown else None,
    )


def distance_in_words(far: float, language: Language) -> str:
    """Return a distance in metres as people say it: "350 m", "1.2 km", "right here"."""
    if far < FINE:
        return words_of(language)("right here")
    kilometres = far >= KILOMETRE - FINE / 2
    number, unit = (
        (round(far / KILOMETRE, 1), "length-kilometer") if kilometres else (round(far / FINE) * FINE, "length-meter")
    )
    return format_unit(number, unit, length="short", locale=locale_of(language))


def _station(
    base: KnowledgeBase, place: Place, position: Position, far: float, numbers: dict[str, int], language: Language
) -> Station:
    say = words_of(language)
    line = base.gazetteer.lines[place.stop.line].name.in_(language) if place.stop else ""
    former = tuple(
        say(
            "{name} (until {date})", name=one.name.in_(language), date=date_in_words(one.until, language, genitive=True)
        )
        for one in place.former
    )
    sources = dict.fromkeys(id_ for fact in _tellers(base, place) for id_ in fact.sources)
    return Station(
        name=place.name.in_(language),
        line=line,
        distance=distance_in_words(far, language),
        former=former,
        citations=tuple(numbers[id_] for id_ in sources),
        position=position,
    )


def _tellers(base: KnowledgeBase, place: Place) -> tuple[Fact, ...]:
    """Return the facts that tell of the former names of `place`, one each."""
    return tuple(base.facts[one.facts[0]] for one in place.former)


def _notes(base: KnowledgeBase, positions: Sequence[Position], of: Place | None, language: Language) -> Iterator[str]:
    say = words_of(language)
    origins = [base.gazetteer.origins[id_] for id_ in dict.fromkeys(position.origin for position in positions)]
    yield say(
        "Distances are in a straight line to the approximate place of the station ({origin}; off by up to {accuracy}). "
        "Entrances are elsewhere, and the way is longer.",
        origin="; ".join(origin.in_(language) for origin in origins),
        accuracy=distance_in_words(max(origin.accuracy for origin in origins), language),
    )
    own = base.gazetteer.position(of) if of is not None else None
    if of is not None and own is not None and own.origin not in {position.origin for position in positions}:
        middle = base.gazetteer.origins[own.origin].in_(language)
        yield say("Measured from one point: {origin}. The nearest station to you may be another.", origin=middle)
    elif of is not None and of.at is not None:
        station = base.gazetteer.places[of.at].name.in_(language)
        yield say("Measured from the station {station}. The nearest station to you may be another.", station=station)
