"""Some known points, from which a visitor may choose where to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.model.language import Language, Translated


@dataclass(frozen=True)
class Point:
    """A point in degrees; good to about a hundred metres, enough to try the bot."""

    name: Translated
    latitude: float
    longitude: float

    def shown(self, language: Language) -> dict[str, Any]:
        """Return the point with its name in `language`."""
        return {"name": self.name.in_(language), "latitude": self.latitude, "longitude": self.longitude}


POINTS = (
    Point(Translated(uk="Майдан Свободи", ru="Площадь Свободы", en="Freedom Square"), 50.0049, 36.2316),
    Point(Translated(uk="Вокзал", ru="Вокзал", en="Railway station"), 49.9896, 36.2044),
    Point(Translated(uk="Північна Салтівка", ru="Северная Салтовка", en="Northern Saltivka"), 50.0345, 36.3460),
    Point(Translated(uk="Холодна Гора", ru="Холодная Гора", en="Kholodna Hora"), 49.9826, 36.1818),
)
"""Read off a map: one in the centre, and one in each direction."""
