"""The city's own places in the words of a text: by their current names, their former ones, and other spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.matching.lexicon import Concepts
from bot.model.place import Gazetteer, Kind

MEANT_BY: dict[Kind, frozenset[str]] = {
    "station": frozenset({"metro", "station", "metro-line", "line-colour"}),
    "district": frozenset({"district"}),
}
"""Concepts whose words show that a former name means such a place, and not a street that was called the same."""


@dataclass(frozen=True, slots=True)
class Former:
    """A place by one of its former names: its id, and the name's number among them, from 0."""

    place: str
    number: int


class FormerNames:
    """Finds former names of places in folded words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._former = {
            f"{place.id}/{number}": (Former(place.id, number), place.kind)
            for place in gazetteer.places.values()
            for number in range(len(place.former))
        }
        self._forms = Concepts(
            {name: gazetteer.places[of.place].former[of.number].forms for name, (of, _) in self._former.items()}
        )

    def of(self, folded: Sequence[str]) -> Iterator[tuple[Former, Kind]]:
        """Yield the former names in a text, with the kind of place that had each."""
        return (self._former[name] for name in self._forms.of(folded))


def place_concepts(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return the concepts that the places make: current and former names by kind, and each place by any of its names.

    So a question with a former name is like the examples that use the current one, and still tells of an old name.
    """
    concepts: dict[str, list[str]] = defaultdict(list)
    for place in gazetteer.places.values():
        if place.kind == "city":
            continue
        kind = "district" if place.kind == "area" else place.kind
        former = [form for name in place.former for form in name.forms]
        concepts[f"{kind}-name"] += place.forms
        concepts[f"old-{kind}-name"] += former
        if former:
            concepts[f"place-{place.id}"] += [*place.forms, *former]
    return dict(concepts)


def city_forms(gazetteer: Gazetteer) -> list[str]:
    """Return all names of the city itself."""
    return [form for place in gazetteer.places.values() if place.kind == "city" for form in place.forms]


def local_forms(gazetteer: Gazetteer) -> list[str]:
    """Return the names of what lies within the city, which may read like another place ("Kyivska")."""
    inside = [place for place in gazetteer.places.values() if place.kind != "city"]
    return [
        form
        for place in inside
        for form in (*place.names(), *place.forms, *(form for name in place.former for form in name.forms))
    ]
