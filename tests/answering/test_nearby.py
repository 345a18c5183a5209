"""The nearest stations."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.nearby import REACH, around, distance_in_words, metres, nearest
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from bot.model.place import Position

DAY = dt.date(2026, 4, 1)
SQUARE = (50.0060, 36.2300)
"""Within the city, between Derzhprom and Universytet."""


def test_three_stations_the_nearest_first(base: KnowledgeBase) -> None:
    """Each with its distance, which grows."""
    found = nearest(base, *SQUARE)
    assert [place.id for _, place, _ in found] == ["derzhprom", "universytet", "naukova"]
    distances = [far for far, _, _ in found]
    assert distances == sorted(distances)
    assert 100 < distances[0] < 250


def test_a_station_is_nearest_to_itself(base: KnowledgeBase) -> None:
    """All thirty are found where they are, none twice."""
    stations = list(base.gazetteer.stations())
    assert len(stations) == 30
    for place, _, position in stations:
        (far, first, _), *_ = nearest(base, position.latitude, position.longitude)
        assert (first.id, far) == (place.id, 0)


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        (50.0850, 36.2550, True),  # the northern edge of the city
        (49.9240, 36.2900, True),  # the airport
        (49.8800, 36.3000, True),  # the southern edge
        (50.2000, 36.5500, False),
        (49.8370, 36.6880, False),  # Chuhuiv
        (50.4501, 30.5234, False),  # Kyiv
        (-90.0, 0.0, False),
    ],
)
def test_outside_the_city_no_station_is_named(
    base: KnowledgeBase, latitude: float, longitude: float, inside: bool
) -> None:
    """Where every station is farther than the reach, the reply says so and nothing more."""
    found = around(base, latitude, longitude, "en", DAY)
    assert bool(found.stations) == inside
    if not inside:
        assert found.notes == (
            "This place seems to be outside the city: it is more than 10 km from every station of the metro.",
        )
        assert (found.statements, found.citations, found.related) == ((), (), ())


def test_distances_are_those_of_the_ellipsoid() -> None:
    """A degree of latitude at 50° is 111.23 km, by the usual tables."""
    assert metres(49.5, 36.0, Position(latitude=50.5, longitude=36.0, origin="map")) == pytest.approx(111_229, abs=5)


@pytest.mark.parametrize(
    ("far", "language", "words"),
    [
        (0, "en", "right here"),
        (9.9, "uk", "тут-таки"),
        (10, "en", "10 m"),
        (347, "en", "350 m"),
        (994, "en", "990 m"),
        (996, "en", "1 km"),
        (1249, "uk", "1,2 км"),
        (350, "ru", "350 м"),
        (REACH, "ru", "10 км"),
    ],
)
def test_distances_are_rounded_as_people_say_them(far: float, language: Language, words: str) -> None:
    """To ten metres, and from a kilometre on to a tenth of one."""
    assert distance_in_words(far, language).replace("\xa0", " ") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_former_names_notes_and_facts_are_told(base: KnowledgeBase, language: Language) -> None:
    """A renamed station has its former name with the date and a source; the facts on shelter have theirs."""
    pushkinska = base.gazetteer.places["yaroslava-mudroho"]
    assert pushkinska.position is not None
    found = around(base, pushkinska.position.latitude, pushkinska.position.longitude, language, DAY)
    station = found.stations[0]
    assert station.name == pushkinska.name.in_(language)
    assert base.gazetteer.lines["blue"].name.in_(language) == station.line
    assert pushkinska.former[0].name.in_(language) in station.former[0]
    assert "2024" in station.former[0]
    cited = {citation.number: citation.source.id for citation in found.citations}
    assert [cited[number] for number in station.citations] == ["bagnet-renaming-2024-04-30"]
    assert base.gazetteer.origins["public-files"].in_(language) in found.notes[0]
    told = [base.facts[statement.fact] for statement in found.statements]
    assert told
    for statement, fact in zip(found.statements, told, strict=True):
        assert [cited[number] for number in statement.citations] == list(fact.sources)
        assert base.speakers[fact.by].in_(language) in statement.attribution


def test_facts_that_have_aged_are_told_to_have(base: KnowledgeBase) -> None:
    """Past the age of their topic the reply warns, with the place to check."""
    fresh = around(base, *SQUARE, "en", dt.date(2026, 2, 10))
    aged = around(base, *SQUARE, "en", dt.date(2027, 2, 10))
    assert fresh.warning is None
    assert aged.warning is not None
    assert "may be outdated" in aged.warning
    assert "Check: " in aged.warning


def test_the_middle_of_a_district_is_told_to_be_one(base: KnowledgeBase) -> None:
    """For a district and an area the reply says from where it was measured; for a station there is nothing to say."""
    places = base.gazetteer.places
    district = around(base, 50.0385, 36.2268, "en", DAY, of=places["shevchenkivskyi"])
    assert district.title == "Nearest metro stations: Shevchenkivskyi"
    assert "the middle of the district by OpenStreetMap" in district.notes[1]
    assert "the station Oleksiivska" in around(base, 50.0499, 36.2066, "en", DAY, of=places["oleksiivka"]).notes[1]
    assert len(around(base, 50.0499, 36.2066, "en", DAY, of=places["oleksiivska"]).notes) == 1


def test_a_base_without_stations_has_nothing_near(small: KnowledgeBase) -> None:
    """Another city's knowledge may have no metro."""
    assert nearest(small, *SQUARE) == []
