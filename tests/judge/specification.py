"""The machine-readable Bot API 10.0, with the limits that its prose names.

Source: bot-api-10.0.json of PaulSonOfLars/telegram-bot-api-spec (MIT, see bot-api-10.0.LICENSE).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

SOURCE = Path(__file__).parent / "bot-api-10.0.json"

Unit = Literal["characters", "bytes", "items", "value"]


@dataclass(frozen=True)
class Limit:
    """From `least` to `most` of `unit`, both included."""

    least: float
    most: float
    unit: Unit
    parsed: bool = False
    """Whether it is counted after the marks are parsed."""


@dataclass(frozen=True)
class Field:
    """A parameter of a method, or a field of a type."""

    name: str
    types: tuple[str, ...]
    required: bool
    limit: Limit | None
    choices: frozenset[str] | None
    """The texts that are allowed; None where any is."""
    characters: re.Pattern[str] | None
    """What the text must match; None where it may be any."""


@dataclass(frozen=True)
class Shape:
    """A method's parameters, or a type's fields."""

    name: str
    fields: Mapping[str, Field]
    subtypes: tuple[str, ...]
    """The types of which a value must be one; () for a type that is none but itself."""


@cache
def methods() -> Mapping[str, Shape]:
    """Return every method by its name."""
    return {name: _shape(raw) for name, raw in _document()["methods"].items()}


@cache
def types() -> Mapping[str, Shape]:
    """Return every type by its name."""
    return {name: _shape(raw) for name, raw in _document()["types"].items()}


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return document


def _shape(raw: dict[str, Any]) -> Shape:
    fields = {field["name"]: _field(field) for field in raw.get("fields", ())}
    return Shape(raw["name"], fields, tuple(raw.get("subtypes", ())))


def _field(raw: dict[str, Any]) -> Field:
    prose: str = raw["description"]
    kinds = tuple(raw["types"])
    text = kinds == ("String",)
    return Field(
        name=raw["name"],
        types=kinds,
        required=raw["required"],
        limit=_limit(raw["name"], kinds, prose),
        choices=_choices(prose) if text else None,
        characters=_characters(raw["name"], prose) if text else None,
    )


_RANGE = r"(\d+)\s*-\s*(\d+)"


def _limit(name: str, kinds: tuple[str, ...], prose: str) -> Limit | None:
    if kinds == ("String",):
        if match := re.search(rf"{_RANGE} (characters|[Bb]ytes)", prose):
            unit: Unit = "bytes" if match[3].lower() == "bytes" else "characters"
            return Limit(
                int(match[1]), int(match[2]), unit, "after entities parsing" in prose or name == "message_text"
            )
        match = re.search(r"can't exceed (\d+) bytes", prose)
        return Limit(0, int(match[1]), "bytes") if match else None
    if kinds[0].startswith("Array of"):
        if match := re.search(rf"(?:list of|include) {_RANGE} ", prose):
            return Limit(int(match[1]), int(match[2]), "items")
        match = re.search(r"(?:[Nn]o more than|up to|at most) (\d+) (?!characters)", prose)
        return Limit(0, int(match[1]), "items") if match else None
    if kinds in {("Integer",), ("Float",)} and (
        match := re.search(rf"(?:^|[;.,] |between ){_RANGE}(?=$|[\s.;,])|between (\d+) and (\d+)", prose)
    ):
        numbers = [int(number) for number in match.groups() if number is not None]
        return None if "0x7FFFFFFF" in prose else Limit(numbers[0], numbers[1], "value")
    return None


def _choices(prose: str) -> frozenset[str] | None:
    if match := re.search(r"(?:[Tt]ype of the \w+|Scope type), must be (\w+)$", prose):
        return frozenset({match[1]})
    if match := re.search(r'must be one of ((?:"[^"]+"[^"]*)+)', prose, re.IGNORECASE):
        return frozenset(re.findall(r'"([^"]+)"', match[1]))
    return None


def _characters(name: str, prose: str) -> re.Pattern[str] | None:
    if re.search(r"[Oo]nly (?:characters )?A-Z, a-z, 0-9, _ and - are allowed", prose):
        return re.compile(r"[A-Za-z0-9_-]*")
    if "only lowercase English letters, digits and underscores" in prose:
        return re.compile(r"[a-z0-9_]*")
    if name == "language_code" and "two-letter" in prose:
        return re.compile(r"(?:[a-z]{2})?")
    return None
