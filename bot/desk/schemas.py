"""JSON Schemas of the knowledge files, for completion and marking in editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from bot.desk.exceptions import Exempt
from bot.model.fact import Fact, Id, Notice, Source, Speaker
from bot.model.language import Record
from bot.model.lexicon import Lexicon
from bot.model.place import Line, Nearby, Place, Provenance
from bot.model.topic import Chart, City, Danger, Decline, Question, Talk, Theme, Topic

FOLDER = "schema"
"""The folder of the schemas, below that of the knowledge."""

_MODELS: tuple[type[Record], ...] = (
    City, Source, Speaker, Theme, Fact, Notice, Topic, Chart, Decline, Talk, Danger, Lexicon, Exempt,
    Line, Nearby, Place, Provenance,
)  # fmt: skip

_GIVEN = ("id", "theme", "questions")
"""Fields that a record's file does not hold: the id is its key, the theme its file; questions have their own."""

_OF_A_KIND: Mapping[str, Mapping[str, type[Record]]] = {
    "sources": {"sources": Source, "speakers": Speaker},
    "topics": {"facts": Fact, "charts": Chart, "topics": Topic},
    "declines": {"declines": Decline},
    "talk": {"talk": Talk},
    "places": {"lines": Line, "origins": Provenance, "places": Place},
}
"""Files whose sections hold records by their ids."""

_EDTF = {"pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?~?|XXXX)$"}
_A_DAY = {"pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DAYS = {("Fact", "added"), ("Notice", "date")}
_DATE = "A day, month or year: 2024-07-23, 2024-07 or 2024; with ~ if about then; XXXX if not known. In quotes."

HINTS = {
    ("Source", "publisher"): "Who publishes it, as readers know it.",
    ("Source", "title"): "In its own language.",
    ("Source", "url"): "The whole address, without what tracks readers.",
    ("Source", "archive"): "A kept copy of the page, for when it is gone.",
    ("Source", "published"): _DATE,
    ("Source", "language"): "Of the page: uk, ru, en, fr, ...",
    ("Source", "note"): "For editors; never shown.",
    ("Fact", "sources"): "Ids from sources.yaml: all that say the same.",
    ("Fact", "as_of"): f"The date that the sentence speaks of. {_DATE}",
    ("Fact", "by"): "Whose claim it is: an id under speakers in sources.yaml.",
    ("Fact", "series"): "Dated figures of one thing share a series.",
    ("Fact", "series_value"): "Which value is the series' figure, if not the first.",
    ("Chart", "title"): "What is counted, at most 60 characters; stands above the picture.",
    ("City", "pack"): "Ids of topics that people save for a time without power and internet, the most urgent first.",
    ("Fact", "values"): "Every figure, date, telephone number and name with digits; sentences hold {its_name}.",
    ("Fact", "says"): "One sentence in each language, in your own words, with {placeholders} and no digit.",
    ("Fact", "note"): "Shown with the sentence: what limits the claim.",
    ("Fact", "caution"): "What the claim lacks: a second source, a date, a witness of the other side, the deed itself.",
    ("Fact", "differs_from"): "Facts that contradict it; shown side by side.",
    ("Fact", "added"): "The day on which it came into the knowledge, by which /changes tells of it. In quotes.",
    ("Fact", "corrected"): "Its last correction. Who was told it before is told so.",
    ("Fact", "withdrawn"): "It holds no more, and no topic names it. Who was told it before is told so.",
    ("Notice", "date"): "The day: 2026-11-20. In quotes.",
    ("Notice", "why"): "A sentence in each language for those who were told the fact before.",
    ("Topic", "title"): "A question, at most 60 characters.",
    ("Topic", "ages"): "weeks: after 30 days it may be outdated; months: 180; years: 730; never: history.",
    ("Topic", "facts"): "Ids of facts, newest first.",
    ("Topic", "related"): "Ids of topics that people ask next.",
    ("City", "telephones"): "Whose number it is, by its digits, the most urgent first; such numbers get a button.",
    ("Line", "name"): "Its colour and its name.",
    ("Line", "facts"): "Ids of facts that list its stations in their order.",
    ("Provenance", "accuracy"): "Metres by which positions may be off.",
    ("Place", "name"): "The current name, in the nominative.",
    ("Place", "forms"): "Words and phrases of questions that mean this place alone; a final * stands for any ending.",
    ("Place", "former"): "Names it had until a date, with the facts that tell of the renaming; the first is cited.",
    ("Place", "stop"): "Of a station: its line, and its number on it from 1.",
    ("Place", "at"): "The station that stands for an area without a position of its own.",
    ("Nearby", "topic"): "The topic by whose age the facts here grow old.",
    ("Nearby", "facts"): "Ids of facts told beside the nearest stations.",
    ("Nearby", "offered"): "Ids of topics under whose answers the nearest stations are offered.",
    ("Theme", "safety"): "true where a wrong answer may harm.",
    ("Decline", "title"): "Reads after: I have no cited answer to that. Theme: ...",
    ("Decline", "near"): "Ids of topics that may help instead.",
    ("Talk", "offers"): "Ids of topics whose titles show what can be asked.",
}


def schemas() -> dict[str, str]:
    """Return the text of each schema by its file's name, such as `topics.json`."""
    _, generated = models_json_schema([(model, "validation") for model in _MODELS], ref_template="#/$defs/{model}")
    definitions = {name: _tidied(schema) for name, schema in generated["$defs"].items()}
    definitions["Dated"]["properties"]["date"].update(_EDTF)
    definitions["FormerName"]["properties"]["until"].update(_EDTF)
    for model in _MODELS:
        _fit(model.__name__, definitions[model.__name__])
    id_ = _tidied(TypeAdapter(Id).json_schema())
    files = {kind: _sections(_ids(models, id_)) for kind, models in _OF_A_KIND.items()}
    files["topics"]["properties"]["theme"] = _ref("Theme")
    files["topics"]["required"] = ["theme"]
    files["city"] = _sections({"city": _ref("City")}, "city")
    files["danger"] = _sections({"danger": _ref("Danger")}, "danger")
    files["places"]["properties"]["nearby"] = _ref("Nearby")
    files["words"] = _ref("Lexicon")
    files["exceptions"] = _sections({"exceptions": {"type": ["array", "null"], "items": _ref("Exempt")}}, "exceptions")
    asked = {"type": "array", "items": _tidied(TypeAdapter(Question).json_schema())}
    files["questions"] = {"type": "object", "propertyNames": id_, "additionalProperties": asked}
    return {f"{kind}.json": _text(kind, schema, definitions) for kind, schema in sorted(files.items())}


def schema_of(file: str) -> str:
    """Return the name of the schema of a knowledge file, given by its path below the knowledge folder."""
    path = PurePosixPath(file)
    kind = path.parts[0] if path.parts[0] in {"topics", "questions"} else path.stem
    return f"{kind}.json"


def first_line(file: str) -> str:
    """Return the comment by which editors find the schema of a knowledge file."""
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{schema_of(file)}"


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _ids(models: Mapping[str, type[Record]], id_: dict[str, Any]) -> dict[str, Any]:
    return {
        section: {"type": ["object", "null"], "propertyNames": id_, "additionalProperties": _ref(model.__name__)}
        for section, model in models.items()
    }


def _sections(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**found, "required": list(required)} if required else found


def _fit(name: str, definition: dict[str, Any]) -> None:
    """Leave out of a record what its file does not hold, and explain the rest."""
    properties = definition["properties"]
    for field in [field for field in _GIVEN if field in properties]:
        del properties[field]
    definition["required"] = [field for field in definition.get("required", ()) if field in properties]
    for (model, field), hint in HINTS.items():
        if model == name:
            form = _EDTF if _DATE in hint else _A_DAY if (model, field) in _DAYS else {}
            properties[field] = {**properties[field], **form, "description": hint}
    if name == "Fact":  # a bare number is enough
        values = properties["values"]
        values["additionalProperties"] = False
        values["patternProperties"] = {
            name: {"anyOf": [{"type": "number"}, *kinds["oneOf"]]}
            for name, kinds in values["patternProperties"].items()
        }


def _tidied(schema: Any) -> Any:
    """Return a schema without the titles that pydantic makes of names, and without defaults."""
    if isinstance(schema, list):
        return [_tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _tidied(part) for name, part in value.items()} if key in {"properties", "$defs"} else _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and key != "default"
    }


def _text(kind: str, schema: dict[str, Any], definitions: Mapping[str, Any]) -> str:
    used: dict[str, Any] = {}
    _gather(schema, definitions, used)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Knowledge: {kind}",
        **schema,
        **({"$defs": dict(sorted(used.items()))} if used else {}),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _gather(schema: Any, definitions: Mapping[str, Any], used: dict[str, Any]) -> None:
    """Collect the definitions that a schema refers to, and those that they refer to."""
    if isinstance(schema, list):
        for part in schema:
            _gather(part, definitions, used)
    elif isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in used:
            used[name] = definitions[name]
            _gather(definitions[name], definitions, used)
        for part in schema.values():
            _gather(part, definitions, used)
