"""Places read from places.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.loading import load, read

PLACES = """lines:
  red:
    name: {uk: червона, ru: красная, en: red}
    facts: [bridges-2025]
origins:
  map: {uk: мапа, ru: карта, en: a map, accuracy: 50}
nearby:
  topic: bridges
  facts: [bridges-2020]
  offered: [residents]
places:
  first:
    kind: station
    name: {uk: Перша, ru: Первая, en: Persha}
    former:
    - name: {uk: Стара, ru: Старая, en: Stara}
      until: "2020-05"
      facts: [bridges-2020]
      forms: [стара, старая, stara]
    stop: {line: red, order: 1}
    position: {latitude: 50.0, longitude: 36.2, origin: map}
  there:
    kind: area
    name: {uk: Там, ru: Там, en: There}
    at: first
"""


@pytest.fixture
def places(folder: Path) -> Path:
    """Return the file, written into the small knowledge."""
    path = folder / "places.yaml"
    path.write_text(PLACES, "utf-8")
    return path


@pytest.mark.usefixtures("places")
def test_places_are_read_whole(folder: Path) -> None:
    """Lines, provenances, places and what is told beside them stand in the base."""
    gazetteer = load(folder).base.gazetteer
    assert list(gazetteer.places) == ["first", "there"]
    assert gazetteer.lines["red"].facts == ("bridges-2025",)
    assert gazetteer.origins["map"].accuracy == 50
    assert gazetteer.nearby is not None
    assert gazetteer.nearby.topic == "bridges"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    facts: [bridges-2025]", "    facts: [bridges-2052]", "unknown-fact: there is no fact 'bridges-2052'"),
        ("      facts: [bridges-2020]", "      facts: [bridge-2020]", "unknown-fact: there is no fact 'bridge-2020'"),
        ("  facts: [bridges-2020]\n  off", "  facts: [bridge-2020]\n  off", "unknown-fact: there is no fact 'bridge-"),
        ("stop: {line: red", "stop: {line: rad", "unknown-line: there is no line 'rad': expected one of red"),
        ("origin: map}", "origin: mop}", "unknown-origin: there is no origin 'mop': expected one of map"),
        ("at: first", "at: frist", "unknown-place: there is no place 'frist': did you mean 'first'?"),
        ("topic: bridges", "topic: bridge", "unknown-topic: there is no topic 'bridge': did you mean 'bridges'?"),
        ("[residents]", "[resident]", "unknown-topic: there is no topic 'resident': did you mean 'residents'?"),
        ("accuracy: 50", "accuracy: near", "type: 'accuracy': expected a number"),
        ("kind: area", "kind: arena", "type: 'kind': expected 'city', 'district', 'area' or 'station'"),
        ("nearby:", "near:", "unknown-key: unknown key 'near'"),
    ],
)
def test_a_fault_is_told_with_its_line(
    places: Path, faults: Callable[[], list[str]], old: str, new: str, fault: str
) -> None:
    """Ids of nothing and values of another kind are found where they stand."""
    assert PLACES.count(old) == 1
    line = PLACES[: PLACES.index(old)].count("\n") + 1
    places.write_text(PLACES.replace(old, new), "utf-8")
    assert any(one.startswith(f"places.yaml:{line}: {fault}") for one in faults())


def test_what_names_nothing_is_left_out(places: Path, folder: Path) -> None:
    """A station on a line that is not there is gone, and with it the area that it stands for."""
    places.write_text(PLACES.replace("line: red,", "line: blue,"), "utf-8")
    assert not read(folder).base.gazetteer.places
