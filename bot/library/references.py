"""Ids that records name, held against the records that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from bot.library.records import Key, Origin
from bot.library.wording import meant
from bot.model.base import KnowledgeBase
from bot.model.finding import Finding

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
            if (kind, id_) not in origins:
                message = f"there is no {kind} {id_!r}{meant(id_, present)}"
                findings.append(Finding(origins[owner].at(*path), "error", f"unknown-{kind}", message))
    if not broken:
        return base, findings
    sound = replace(
        base,
        facts={id_: fact for id_, fact in base.facts.items() if ("fact", id_) not in broken},
        topics={id_: topic for id_, topic in base.topics.items() if ("topic", id_) not in broken},
        declines={id_: one for id_, one in base.declines.items() if ("decline", id_) not in broken},
        talk={id_: one for id_, one in base.talk.items() if ("talk", id_) not in broken},
        danger=None if ("danger", "danger") in broken else base.danger,
    )
    return resolve(sound, {**origins, **{key: origins[key] for key in broken}})[0], findings


_BY_KIND = {
    "source": lambda base: base.sources,
    "speaker": lambda base: base.speakers,
    "theme": lambda base: base.themes,
    "fact": lambda base: base.facts,
    "topic": lambda base: base.topics,
}


def _references(base: KnowledgeBase) -> Iterator[Reference]:
    for fact in base.facts.values():
        owner = ("fact", fact.id)
        for number, id_ in enumerate(fact.sources):
            yield owner, ("sources", number), "source", id_
        yield owner, ("by",), "speaker", fact.by
        for number, id_ in enumerate(fact.differs_from):
            yield owner, ("differs_from", number), "fact", id_
    for topic in base.topics.values():
        owner = ("topic", topic.id)
        yield owner, (), "theme", topic.theme
        for number, id_ in enumerate(topic.facts):
            yield owner, ("facts", number), "fact", id_
        for number, id_ in enumerate(topic.lead):
            yield owner, ("lead", number), "fact", id_
        for number, id_ in enumerate(topic.related):
            yield owner, ("related", number), "topic", id_
    if base.danger is not None:
        yield ("danger", "danger"), ("answers",), "topic", base.danger.answers
        for number, id_ in enumerate(base.danger.near):
            yield ("danger", "danger"), ("near", number), "topic", id_
    for decline in base.declines.values():
        for number, id_ in enumerate(decline.near):
            yield ("decline", decline.id), ("near", number), "topic", id_
    for talk in base.talk.values():
        for number, id_ in enumerate(talk.offers):
            yield ("talk", talk.id), ("offers", number), "topic", id_
