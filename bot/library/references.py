"""Ids that records name, held against the records that exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from bot.library.records import Key, Origin
from bot.library.wording import meant
from bot.model.base import KnowledgeBase
from bot.model.finding import Finding
from bot.model.place import Gazetteer, Place

Reference = tuple[Key, tuple[str | int, ...], str, str]
"""Who names it, where in that record, what kind of thing it names, and the id."""


def resolve(base: KnowledgeBase, origins: Mapping[Key, Origin]) -> tuple[KnowledgeBase, list[Finding]]:
    """Return `base` without the records that name what is not there, and a finding for each such name.

    A record that exists but is itself unsound was reported already; naming it is not reported again.
    """
    findings = []
    broken: set[Key] = set()
    for owner, path, kind, id_ in _references(base):
        present: Collection[str] = _BY_KIND[kind](base)
        if id_ not in present:
            broken.add(owner)
            if kind == "fact" and id_ in base.withdrawn:
                message = f"the fact {id_!r} is withdrawn, so it is told no more: delete it here"
                findings.append(Finding(origins[owner].at(*path), "error", "withdrawn-fact", message))
            elif (kind, id_) not in origins:
                message = f"there is no {kind} {id_!r}{meant(id_, present)}"
                findings.append(Finding(origins[owner].at(*path), "error", f"unknown-{kind}", message))
    if not broken:
        return base, findings
    sound = replace(
        base,
        facts={id_: fact for id_, fact in base.facts.items() if ("fact", id_) not in broken},
        withdrawn={id_: fact for id_, fact in base.withdrawn.items() if ("fact", id_) not in broken},
        topics={id_: topic for id_, topic in base.topics.items() if ("topic", id_) not in broken},
        charts={id_: chart for id_, chart in base.charts.items() if ("chart", id_) not in broken},
        city=base.city.model_copy(update={"pack": ()}) if ("city",) in broken else base.city,
        declines={id_: one for id_, one in base.declines.items() if ("decline", id_) not in broken},
        talk={id_: one for id_, one in base.talk.items() if ("talk", id_) not in broken},
        danger=None if ("danger", "danger") in broken else base.danger,
        gazetteer=_without(base.gazetteer, broken),
    )
    return resolve(sound, {**origins, **{key: origins[key] for key in broken}})[0], findings


def _without(gazetteer: Gazetteer, broken: Collection[Key]) -> Gazetteer:
    return replace(
        gazetteer,
        places={id_: one for id_, one in gazetteer.places.items() if ("place", id_) not in broken},
        lines={id_: one for id_, one in gazetteer.lines.items() if ("line", id_) not in broken},
        nearby=None if ("nearby",) in broken else gazetteer.nearby,
    )


_BY_KIND: Mapping[str, Callable[[KnowledgeBase], Collection[str]]] = {
    "source": lambda base: base.sources,
    "speaker": lambda base: base.speakers,
    "theme": lambda base: base.themes,
    "fact": lambda base: base.facts,
    "topic": lambda base: base.topics,
    "line": lambda base: base.gazetteer.lines,
    "origin": lambda base: base.gazetteer.origins,
    "place": lambda base: base.gazetteer.places,
    "series": lambda base: {fact.series for fact in base.facts.values() if fact.series},
}


def _references(base: KnowledgeBase) -> Iterator[Reference]:
    for fact in chain(base.facts.values(), base.withdrawn.values()):
        yield ("fact", fact.id), ("by",), "speaker", fact.by
        yield from _listed("fact", fact.id, "sources", "source", fact.sources)
        yield from _listed("fact", fact.id, "differs_from", "fact", fact.differs_from)
    for topic in base.topics.values():
        yield ("topic", topic.id), (), "theme", topic.theme
        yield from _listed("topic", topic.id, "facts", "fact", topic.facts)
        yield from _listed("topic", topic.id, "lead", "fact", topic.lead)
        yield from _listed("topic", topic.id, "related", "topic", topic.related)
    for chart in base.charts.values():
        yield ("chart", chart.id), (), "series", chart.id
    for number, id_ in enumerate(base.city.pack):
        yield ("city",), ("pack", number), "topic", id_
    if base.danger is not None:
        yield ("danger", "danger"), ("answers",), "topic", base.danger.answers
        yield from _listed("danger", "danger", "near", "topic", base.danger.near)
    for decline in base.declines.values():
        yield from _listed("decline", decline.id, "near", "topic", decline.near)
    for talk in base.talk.values():
        yield from _listed("talk", talk.id, "offers", "topic", talk.offers)
    yield from _in_gazetteer(base.gazetteer)


def _in_gazetteer(gazetteer: Gazetteer) -> Iterator[Reference]:
    for line in gazetteer.lines.values():
        yield from _listed("line", line.id, "facts", "fact", line.facts)
    for place in gazetteer.places.values():
        yield from _of_place(place)
    if (nearby := gazetteer.nearby) is not None:
        yield ("nearby",), ("topic",), "topic", nearby.topic
        for key, kind, named in (("facts", "fact", nearby.facts), ("offered", "topic", nearby.offered)):
            yield from ((("nearby",), (key, number), kind, name) for number, name in enumerate(named))


def _of_place(place: Place) -> Iterator[Reference]:
    owner = ("place", place.id)
    for number, former in enumerate(place.former):
        yield from ((owner, ("former", number, "facts", at), "fact", fact) for at, fact in enumerate(former.facts))
    if place.stop is not None:
        yield owner, ("stop", "line"), "line", place.stop.line
    if place.position is not None:
        yield owner, ("position", "origin"), "origin", place.position.origin
    if place.at is not None:
        yield owner, ("at",), "place", place.at


def _listed(owner: str, id_: str, key: str, kind: str, named: Iterable[str]) -> Iterator[Reference]:
    """Yield a reference for each id of a list."""
    for number, name in enumerate(named):
        yield (owner, id_), (key, number), kind, name
