"""Places named in a short text."""

from __future__ import annotations

import pytest

from bot.matching.gazetteer import PlaceNames
from bot.model.base import KnowledgeBase
from bot.model.place import Gazetteer


@pytest.fixture(scope="module")
def names(base: KnowledgeBase) -> PlaceNames:
    """Return the names of the places that the bot knows."""
    return PlaceNames(base.gazetteer)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Пушкінська", "yaroslava-mudroho"),
        ("pushkinskaya", "yaroslava-mudroho"),
        ("Geirbycrf", "yaroslava-mudroho"),  # typed in the wrong layout
        ("geroev truda", "saltivska"),
        ("студентьська", "studentska"),
        ("метро научная", "naukova"),
        ("Харків, метро Холодна гора", "kholodna-hora"),
        ("Салтівська", "saltivska"),
        ("Салтівський район", "saltivskyi"),
        ("Салтівка", "saltivka"),
        ("Industrialna", "industrialna"),
        ("industrialnyi district", "industrialnyi"),
        ("Дзержинський", "shevchenkivskyi"),
        ("Київська", "kyivska"),
        ("київський район", "kyivskyi"),
        ("23 Серпня", "23-serpnia"),
    ],
)
def test_a_place_is_found_by_any_name(names: PlaceNames, text: str, place: str) -> None:
    """Old or new, in each language, in Latin letters, in the wrong layout, with a mistake."""
    assert names.find(text) == place


@pytest.mark.parametrize("text", ["", "...", "Харків", "main station", "Нью-Йорк"])
def test_what_names_no_place_of_the_city_finds_none(names: PlaceNames, text: str) -> None:
    """The city as a whole is no place to start from."""
    assert names.find(text) is None


def test_without_places_nothing_is_found() -> None:
    """Another city's knowledge may have none."""
    assert PlaceNames(Gazetteer()).find("Пушкінська") is None


def test_every_station_and_district_is_found_by_its_names(base: KnowledgeBase, names: PlaceNames) -> None:
    """Each current and former name leads to its own place."""
    for place in base.gazetteer.places.values():
        if place.kind in {"station", "district"}:
            for name in place.names():
                district = f"{name} район" if place.kind == "district" else name
                assert names.find(district) == place.id, name
