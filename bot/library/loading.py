"""A knowledge folder read into a KnowledgeBase, with every fault found in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as Folder
from pathlib import PurePosixPath
from typing import TypeVar

from bot.library.errors import KnowledgeError
from bot.library.filling import undrawn, unfilled
from bot.library.records import Key, Origin, Records
from bot.library.references import resolve
from bot.library.wording import meant
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact, Source, Speaker
from bot.model.finding import Finding, Place
from bot.model.language import LANGUAGES, Translated
from bot.model.lexicon import Lexicon
from bot.model.place import Gazetteer, Line, Nearby, Provenance
from bot.model.place import Place as Spot
from bot.model.topic import Chart, City, Danger, Decline, Questions, Talk, Theme, Topic

EXCEPTIONS = "exceptions.yaml"
"""Read by `check` alone."""

R = TypeVar("R", Topic, Decline, Talk)

DANGER = ("danger", "danger")
"""The key of the one record of danger."""

_NOWHERE = Translated(uk="?", ru="?", en="?")
_NO_CITY = City(name=_NOWHERE, bot=_NOWHERE, about=_NOWHERE, default_language="uk")


@dataclass(frozen=True)
class Reading:
    """What a folder holds: what is sound of it as a base, where each record stands, and what is wrong."""

    base: KnowledgeBase
    origins: Mapping[Key, Origin]
    findings: tuple[Finding, ...]


def load(folder: Folder) -> Reading:
    """Read `folder`; KnowledgeError where anything in it is an error, or a sentence or a chart lacks a figure."""
    reading = read(folder)
    errors = tuple(finding for finding in reading.findings if finding.level == "error")
    errors += (*unfilled(reading.base, reading.origins), *undrawn(reading.base, reading.origins))
    if errors:
        raise KnowledgeError(errors)
    return reading


def read(folder: Folder) -> Reading:
    """Read what is sound in `folder` and report the rest; KnowledgeError where there is no such folder."""
    if not folder.is_dir():
        place = Place(str(folder))
        raise KnowledgeError((Finding(place, "error", "folder", "there is no such knowledge folder"),))
    records = Records(folder)
    city = records.record(("city",), records.tree("city.yaml", ("city",)), ("city",), City)
    citations = records.tree("sources.yaml", ("sources", "speakers"))
    themes, facts, topics, charts = _shelves(records)
    declines = records.tree("declines.yaml", ("declines",), required=False)
    talk = records.tree("talk.yaml", ("talk",), required=False)
    danger = records.tree("danger.yaml", ("danger",), required=False)
    words = records.tree("words.yaml", tuple(Lexicon.model_fields), required=False)
    base = KnowledgeBase(
        city=city or _NO_CITY,
        sources=records.records("source", citations, "sources", Source),
        speakers=records.records("speaker", citations, "speakers", Speaker),
        facts={id_: fact for id_, fact in facts.items() if fact.withdrawn is None},
        themes=themes,
        topics=topics,
        charts=charts,
        declines=records.records("decline", declines, "declines", Decline),
        talk=records.records("talk", talk, "talk", Talk),
        lexicon=records.record(("words",), words, (), Lexicon) or Lexicon(),
        gazetteer=_gazetteer(records),
        danger=records.record(DANGER, danger, ("danger",), Danger) if danger.data else None,
        withdrawn={id_: fact for id_, fact in facts.items() if fact.withdrawn is not None},
    )
    base, dangling = resolve(_with_questions(base, records), records.origins)
    _report_unread(records)
    return Reading(base, records.origins, tuple(sorted([*records.findings, *dangling])))


def _shelves(records: Records) -> tuple[dict[str, Theme], dict[str, Fact], dict[str, Topic], dict[str, Chart]]:
    """Read `topics/`: a theme, its facts, its topics and its charts a file."""
    themes: dict[str, Theme] = {}
    facts: dict[str, Fact] = {}
    topics: dict[str, Topic] = {}
    charts: dict[str, Chart] = {}
    files = records.files("topics")
    if not files:
        records.report(Place("topics"), "folder", "no file of topics here")
    for file in files:
        tree = records.tree(file, ("theme", "facts", "charts", "topics"))
        name = PurePosixPath(file).stem
        if theme := records.record(("theme", name), tree, ("theme",), Theme, {"id": name}):
            themes[name] = theme
        facts |= records.records("fact", tree, "facts", Fact, taken=facts)
        topics |= records.records("topic", tree, "topics", Topic, taken=topics, theme=name)
        charts |= records.records("chart", tree, "charts", Chart, taken=charts)
    return themes, facts, topics, charts


def _gazetteer(records: Records) -> Gazetteer:
    """Read `places.yaml`."""
    tree = records.tree("places.yaml", ("lines", "origins", "nearby", "places"), required=False)
    return Gazetteer(
        places=records.records("place", tree, "places", Spot),
        lines=records.records("line", tree, "lines", Line),
        origins=records.records("origin", tree, "origins", Provenance),
        nearby=records.record(("nearby",), tree, ("nearby",), Nearby) if "nearby" in tree.data else None,
    )


def _report_unread(records: Records) -> None:
    """Report YAML files that nothing reads, such as one in a folder with another name."""
    for path in sorted(records.folder.rglob("*.y*ml")):
        file = path.relative_to(records.folder).as_posix()
        if file not in records.seen and file != EXCEPTIONS:
            known = "topics/<theme>.yaml, questions/<uk, ru or en>/<theme>.yaml"
            records.report(
                Place(file), "folder", f"this file is not read: its place or its ending is not known ({known})"
            )


def _with_questions(base: KnowledgeBase, records: Records) -> KnowledgeBase:
    """Read `questions/<language>/` into the records that they ask for."""
    questions: dict[str, Questions] = {}
    known = {key[1] for key in records.origins if key[0] in {"topic", "decline", "talk", "danger"}}
    for language in LANGUAGES:
        for file in records.files("questions", language):
            tree = records.tree(file, None)
            for id_ in tree.data:
                if id_ not in known:
                    message = f"there is no topic, decline or talk {id_!r}{meant(id_, known)}"
                    records.report(tree.place((id_,)), "unknown-topic", message)
                elif language in questions.get(id_, {}):
                    first = records.origins["questions", id_, language].at()
                    records.report(
                        tree.place((id_,)), "duplicate-id", f"questions for {id_!r} stand in {first} already"
                    )
                else:
                    questions.setdefault(id_, {})[language] = records.questions(tree, id_, language)

    def asked(record: R) -> R:
        return record.model_copy(update={"questions": questions.get(record.id, {})})

    return replace(
        base,
        topics={id_: asked(topic) for id_, topic in base.topics.items()},
        declines={id_: asked(decline) for id_, decline in base.declines.items()},
        talk={id_: asked(talk) for id_, talk in base.talk.items()},
        danger=base.danger and base.danger.model_copy(update={"questions": questions.get(DANGER[1], {})}),
    )
