"""Places of the city: what a record must and must not hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.model.place import FormerName, Gazetteer, Place

NAME = {"uk": "Перша", "ru": "Первая", "en": "Persha"}
SPOT = {"latitude": 50.0, "longitude": 36.2, "origin": "map"}
STATION: dict[str, Any] = {
    "id": "first", "kind": "station", "name": NAME, "stop": {"line": "red", "order": 1}, "position": SPOT,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"stop": None}, "a station needs a stop"),
        ({"position": None}, "a station needs a stop"),
        ({"kind": "district"}, "has no stop: only stations do"),
        ({"kind": "area", "stop": None, "at": "second"}, "position and at stand together"),
        ({"kind": "street"}, "Input should be"),
        ({"position": {**SPOT, "latitude": 91.0}}, "less than or equal to 90"),
        ({"position": {**SPOT, "longitude": "36.2"}}, "valid number"),
        ({"stop": {"line": "red", "order": 0}}, "greater than or equal to 1"),
    ],
)
def test_an_unsound_place_is_refused(change: dict[str, Any], fault: str) -> None:
    """The error says what is wrong with it."""
    with pytest.raises(ValidationError, match=fault):
        Place.model_validate({**STATION, **change})


def test_a_former_name_has_a_date() -> None:
    """Nothing can be said of a renaming whose date is not known."""
    with pytest.raises(ValidationError, match="until is not known"):
        FormerName.model_validate({"name": NAME, "until": "XXXX", "facts": ["f"]})


def test_names_are_all_names() -> None:
    """Current and former, in each language."""
    former = {"name": {"uk": "Стара", "ru": "Старая", "en": "Stara"}, "until": "2024", "facts": ["f"]}
    place = Place.model_validate({**STATION, "former": [former]})
    assert list(place.names()) == ["Перша", "Первая", "Persha", "Стара", "Старая", "Stara"]


def test_a_station_stands_for_an_area() -> None:
    """An area is where its station is; one without is nowhere."""
    station = Place.model_validate(STATION)
    area = Place.model_validate({"id": "there", "kind": "area", "name": NAME, "at": "first"})
    nowhere = Place.model_validate({"id": "nowhere", "kind": "area", "name": NAME})
    gazetteer = Gazetteer({one.id: one for one in (station, area, nowhere)})
    assert gazetteer.position(area) == gazetteer.position(station) == station.position
    assert gazetteer.position(nowhere) is None
    assert [place.id for place, _, _ in gazetteer.stations()] == ["first"]
