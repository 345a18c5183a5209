"""Some known points, from which a visitor may choose where to be."""

from __future__ import annotations

from typing import Any

from bot.model.language import Language
from bot.model.place import Gazetteer


def points(gazetteer: Gazetteer, language: Language) -> list[dict[str, Any]]:
    """Return both ends of each line of the metro, in degrees: as far apart as the city is wide; [] without lines."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for place, stop, position in sorted(gazetteer.stations(), key=lambda station: (station[1].line, station[1].order)):
        point = {"name": place.name.in_(language), "latitude": position.latitude, "longitude": position.longitude}
        lines.setdefault(stop.line, []).append(point)
    return [end for stations in lines.values() for end in (stations[0], stations[-1])]
