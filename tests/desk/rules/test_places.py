"""Places agree with the facts that tell of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

METRO = """theme:
  title: {uk: "Метро", ru: "Метро", en: "Metro"}
facts:
  red-line:
    sources: [gazette-2025-06-01]
    as_of: "2025-06-01"
    by: paper
    says:
      uk: "На червоній лінії — Вокзальна, Палац Спорту й Левада."
      ru: "На красной линии — Вокзальная, Дворец Спорта и Левада."
      en: "The red line has Vokzalna, Palats Sportu and Levada."
  renaming-2020-05:
    sources: [courier-2020-05]
    as_of: "2020-05"
    by: paper
    says:
      uk: "«Маршала Жукова» стала «Палацом Спорту»."
      ru: "«Маршала Жукова» стала «Дворцом Спорта»."
      en: "Marshala Zhukova became Palats Sportu."
topics:
  stations:
    title: {uk: "Які станції є?", ru: "Какие есть станции?", en: "What stations are there?"}
    ages: years
    facts: [red-line, renaming-2020-05]
"""

PLACES = """lines:
  red:
    name: {uk: червона, ru: красная, en: red}
    facts: [red-line]
origins:
  map: {uk: мапа, ru: карта, en: a map, accuracy: 50}
places:
  vokzalna:
    kind: station
    name: {uk: Вокзальна, ru: Вокзальная, en: Vokzalna}
    stop: {line: red, order: 1}
    position: {latitude: 49.9897, longitude: 36.2052, origin: map}
  palats:
    kind: station
    name: {uk: Палац Спорту, ru: Дворец Спорта, en: Palats Sportu}
    forms: [палац спорту]
    former:
    - name: {uk: Маршала Жукова, ru: Маршала Жукова, en: Marshala Zhukova}
      until: "2020-05"
      facts: [renaming-2020-05]
      forms: [жукова]
    stop: {line: red, order: 2}
    position: {latitude: 49.9900, longitude: 36.2300, origin: map}
  levada:
    kind: station
    name: {uk: Левада, ru: Левада, en: Levada}
    stop: {line: red, order: 3}
    position: {latitude: 49.9808, longitude: 36.2429, origin: map}
"""


@pytest.fixture
def places(folder: Path) -> Path:
    """Return places.yaml of a small metro, which keeps the rule."""
    (folder / "topics" / "metro.yaml").write_text(METRO, "utf-8")
    path = folder / "places.yaml"
    path.write_text(PLACES, "utf-8")
    return path


@pytest.mark.usefixtures("places")
def test_places_that_the_facts_bear_out_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Names may stand in any case in the facts."""
    assert told("places") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("forms: [палац спорту]", "forms: [левада]", "'Левада' is a name of 'palats', too: whose is it?"),
        ("name: {uk: Левада", "name: {uk: Вокзальна", "'Вокзальна' is a name of 'vokzalna', too: whose is it?"),
        ('until: "2020-05"', 'until: "2020-06"', "the facts date it 2020-05, not 2020-06"),
        ('until: "2020-05"', 'until: "2031"', "2031 is in the future"),
        ("- name: {uk: Маршала Жукова", "- name: {uk: Маршала Конєва",
            "the fact 'renaming-2020-05' does not name 'Маршала Конєва' in uk"),
        ("order: 3", "order: 4", "station 3 of 'red' is numbered 4"),
        ("latitude: 49.9808, longitude: 36.2429", "latitude: 49.9808, longitude: 36.4229",
            "'levada' lies 13,872 m from 'palats', its neighbour on the line: check both"),
        ("en: Vokzalna", "en: Vokzal Station",
            "'red-line' does not name 'Vokzal Station' at this place of the line in en"),
    ],
)  # fmt: skip
def test_a_breach_is_found(places: Path, told: Callable[..., list[str]], old: str, new: str, message: str) -> None:
    """Each is told with what contradicts it; a form of one place that is another's name is one, too."""
    assert PLACES.count(old) == 1
    places.write_text(PLACES.replace(old, new), "utf-8")
    found = told("places")
    assert any(one.endswith(f"error: {message}") for one in found), found


def test_stations_are_told_in_the_order_of_the_line(places: Path, told: Callable[..., list[str]]) -> None:
    """Two stations that have changed places are found where the line's fact is named."""
    swapped = PLACES.replace("order: 1", "order: 0").replace("order: 2", "order: 1").replace("order: 0", "order: 2")
    places.write_text(swapped, "utf-8")
    line = PLACES[: PLACES.index("facts: [red-line]")].count("\n") + 1
    assert f"places.yaml:{line}: error: 'red-line' does not name 'Вокзальна' at this place of the line in uk" in told(
        "places"
    )
