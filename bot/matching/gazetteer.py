"""A place of the city that a short text names, whichever of its names is used and however it is typed."""

from __future__ import annotations

from bot.matching.cleaning import clean, words
from bot.matching.features import recognised
from bot.matching.folding import folded_words
from bot.matching.lexicon import Concepts
from bot.matching.readings import readings
from bot.matching.vocabulary import Vocabulary
from bot.model.place import Gazetteer, Kind

_ORDER: tuple[Kind, ...] = ("station", "district", "area")
"""Which kind is meant first where places of several share a name; the city as a whole is never meant."""

_DISTRICT = ("район*", "district*", "raion*", "rayon*")


class PlaceNames:
    """Finds places by current and former names, and by the other forms that questions use."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        places = [place for kind in _ORDER for place in gazetteer.places.values() if place.kind == kind]
        forms = {
            place.id: [*place.names(), *place.forms, *(form for former in place.former for form in former.forms)]
            for place in places
        }
        self._kinds = {place.id: place.kind for place in places}
        self._forms = Concepts(forms)
        self._names = {
            folded_words(words(clean(name))): place.id for place in reversed(places) for name in place.names()
        }
        self._district = Concepts({"district": _DISTRICT})
        known = [folded_words(words(clean(form))) for listed in forms.values() for form in listed]
        self._vocabulary = Vocabulary([*known, ("район",), ("district",)])

    def find(self, text: str) -> str | None:
        """Return the id of the place that `text` names; None where it names none that is known.

        A text that is a name wins over one that holds a name; then the longest name, then stations before districts
        before areas, unless the text says that it means a district.
        """
        chosen, *_ = readings(text, self._vocabulary)
        meant = tuple(word.meant for word in recognised(chosen.folded, self._vocabulary))
        district = bool(self._district.of(meant))
        if not district and (whole := self._names.get(chosen.folded) or self._names.get(meant)):
            return whole
        found = {*self._forms.spans(chosen.folded), *self._forms.spans(meant)}
        order = ("district", "area", "station") if district else _ORDER
        ranked = sorted(found, key=lambda span: (order.index(self._kinds[span[2]]), span[0] - span[1], span[2]))
        if not district:
            ranked.sort(key=lambda span: span[0] - span[1])
        return ranked[0][2] if ranked else None
