"""The city's own places in the words of a text: by their current names, their former ones, and other spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words
from bot.matching.lexicon import Concepts
from bot.model.language import LANGUAGES
from bot.model.place import Gazetteer, Kind

MEANT_BY: dict[Kind, frozenset[str]] = {
    "station": frozenset({"metro", "station", "metro-line", "line-colour"}),
    "district": frozenset({"district"}),
}
"""Concepts whose words show that a former name means such a place, and not a street that was called the same."""


RENAMING = frozenset({"rename", "name-of", "now"})
"""Concepts whose words show that the question may be on the names themselves."""


@dataclass(frozen=True, slots=True)
class Former:
    """A place by one of its former names: its id and kind, and the name's number among them, from 0."""

    place: str
    kind: Kind
    number: int


class FormerNames:
    """Finds former names of places in folded words, and says them by the current ones."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._found: dict[str, tuple[Former, tuple[str, ...]]] = {}
        forms: dict[str, list[str]] = defaultdict(list)
        for place in gazetteer.places.values():
            for number, former in enumerate(place.former):
                for form in former.forms:
                    language = max(LANGUAGES, key=lambda one: fuzz.ratio(former.name.in_(one).casefold(), form))
                    key = f"{place.id}/{number}/{language}"
                    current = folded_words(words(clean(place.name.in_(language))))
                    self._found[key] = (Former(place.id, place.kind, number), current)
                    forms[key].append(form)
        self._forms = Concepts(forms)

    def of(self, folded: Sequence[str]) -> tuple[tuple[Former, ...], tuple[str, ...]]:
        """Return the former names in a text, in its order, and the text with the current names in their place."""
        spans = sorted(self._forms.spans(folded), key=lambda span: (span[0], -span[1], span[2]))
        named: list[Former] = []
        said: list[str] = []
        done = 0
        for start, end, key in spans:
            if start >= done:
                former, current = self._found[key]
                named.append(former)
                said += [*folded[done:start], *current]
                done = end
        return tuple(dict.fromkeys(named)), (*said, *folded[done:])


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
