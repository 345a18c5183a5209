"""Places agree with the facts that tell of them, and no two share a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answering.nearby import metres
from bot.desk.rules.rule import Breach, Desk, Rule
from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words
from bot.matching.stemming import SHORTEST
from bot.model.fact import Fact
from bot.model.language import LANGUAGES, Language
from bot.model.place import Place

FAR = 4000.0
"""Metres beyond which two neighbours on a line are too far apart; the longest way between stations is 2.6 km."""


def check(desk: Desk) -> Iterator[Breach]:
    """Yield names and forms that stand twice, and what facts contradict: renamings, dates, lines, positions."""
    yield from _twice(desk)
    for place in desk.base.gazetteer.places.values():
        yield from _renamed(desk, place)
    for line in desk.base.gazetteer.lines:
        yield from _on_line(desk, line)


def _twice(desk: Desk) -> Iterator[Breach]:
    seen: dict[tuple[str, str], str] = {}
    for place in desk.base.gazetteer.places.values():
        named: list[tuple[tuple[str | int, ...], str]]
        named = [(("name",), name) for name in (place.name.uk, place.name.ru, place.name.en)]
        named += [(("forms", number), form) for number, form in enumerate(place.forms)]
        for at, former in enumerate(place.former):
            named += [(("former", at), name) for name in (former.name.uk, former.name.ru, former.name.en)]
            named += [(("former", at, "forms", number), form) for number, form in enumerate(former.forms)]
        for path, name in named:
            first = seen.setdefault((place.kind, clean(name)), place.id)
            if first != place.id:
                yield desk.place("place", place.id, *path), f"{name!r} is a name of {first!r}, too: whose is it?"


def _renamed(desk: Desk, place: Place) -> Iterator[Breach]:
    """Yield former names whose facts say nothing of the kind, or of another day."""
    for number, former in enumerate(place.former):
        facts = [desk.base.facts[id_] for id_ in former.facts]
        at = ("former", number)
        if former.until.earliest > desk.today:
            yield desk.place("place", place.id, *at, "until"), f"{former.until.text} is in the future"
        days = {fact.as_of.text for fact in facts}
        if former.until.text not in days:
            told = ", ".join(sorted(days))
            yield desk.place("place", place.id, *at, "until"), f"the facts date it {told}, not {former.until.text}"
        for language in LANGUAGES:
            old, new = former.name.in_(language), place.name.in_(language)
            said = _said(desk, facts[0], language)
            for name in (old, new):
                if not _within(_name(name), said):
                    message = f"the fact {facts[0].id!r} does not name {name!r} in {language}"
                    yield desk.place("place", place.id, *at, "facts", 0), message


def _on_line(desk: Desk, line: str) -> Iterator[Breach]:
    """Yield stations of a line that are not numbered one by one, not told in that order, or far from the next."""
    gazetteer = desk.base.gazetteer
    stations = [(stop.order, place, position) for place, stop, position in gazetteer.stations() if stop.line == line]
    stations.sort(key=lambda station: station[0])
    for number, (order, place, _) in enumerate(stations, 1):
        if order != number:
            yield desk.place("place", place.id, "stop", "order"), f"station {number} of {line!r} is numbered {order}"
            return
    for (_, one, here), (_, other, there) in pairwise(stations):
        far = metres(here.latitude, here.longitude, there)
        if far > FAR:
            message = f"{other.id!r} lies {far:,.0f} m from {one.id!r}, its neighbour on the line: check both"
            yield desk.place("place", other.id, "position"), message
    for number, id_ in enumerate(gazetteer.lines[line].facts):
        for language in LANGUAGES:
            said = _said(desk, desk.base.facts[id_], language)
            for _, place, _ in stations:
                rest = _after(_name(place.name.in_(language)), said)
                if rest is None:
                    message = (
                        f"{id_!r} does not name {place.name.in_(language)!r} at this place of the line in {language}"
                    )
                    yield desk.place("line", line, "facts", number), message
                    break
                said = rest


def _alike(one: str, other: str) -> bool:
    """Tell whether two folded words may be forms of one: all but the last three letters of the shorter agree."""
    kept = max(SHORTEST, min(len(one), len(other)) - 3)
    return one[:kept] == other[:kept]


def _said(desk: Desk, fact: Fact, language: Language) -> list[str]:
    return _name(desk.filled(fact.says.in_(language), fact, language))


def _name(text: str) -> list[str]:
    return list(folded_words(words(clean(text))))


def _within(name: Sequence[str], said: Sequence[str]) -> bool:
    return _after(name, said) is not None


def _after(name: Sequence[str], said: Sequence[str]) -> list[str] | None:
    """Return what is said after the first place where all words of `name` stand side by side; None if nowhere."""
    size = len(name)
    for start in range(len(said) - size + 1):
        if all(map(_alike, name, said[start : start + size])):
            return list(said[start + size :])
    return None


RULE = Rule("places", "error", "Places agree with the facts on them; no two of a kind share a name.", check)
