"""Odd updates, made from the specification of the Bot API: every kind, with every optional field, and with few."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SPECIFICATION = Path(__file__).resolve().parents[1] / "judge" / "bot-api-10.0.json"

_DEPTH = 3
_NAMED: dict[str, Any] = {
    "date": 1_775_044_800,
    "update_id": 1,
    "language_code": "uk",
    "data": "1:t:uk:c:population",
    "query": "укриття",
    "offset": 0,
    "length": 1,
    "url": "https://a.example/",
    "emoji": "🎲",
    "title": "Назва",
}


class Odd:
    """Builds values of the specification's types."""

    def __init__(self) -> None:
        self._types: dict[str, Any] = json.loads(SPECIFICATION.read_text("utf-8"))["types"]

    def fields(self, name: str) -> list[dict[str, Any]]:
        """Return the fields of a type."""
        return list(self._types[name].get("fields", ()))

    def value(self, types: list[str], field: str = "", depth: int = _DEPTH) -> Any:
        """Return a value of the first of `types`; objects have their required fields only."""
        kind = types[0]
        if kind.startswith("Array of "):
            return [self.value([kind.removeprefix("Array of ")], field, depth - 1)] if depth > 0 else []
        if kind == "Integer":
            return _NAMED.get(field, 7)
        if kind in {"Float", "Float number"}:
            return 1.5
        if kind == "Boolean":
            return True
        if kind == "String":
            return _NAMED.get(field, "слово") if isinstance(_NAMED.get(field, ""), str) else "слово"
        return self.object(kind, depth)

    def object(self, kind: str, depth: int = _DEPTH) -> dict[str, Any]:
        """Return an object with the required fields of `kind`; of a union, its first member."""
        while subtypes := self._types[kind].get("subtypes"):
            kind = subtypes[0]
        made = {
            field["name"]: self.value(field["types"], field["name"], depth - 1)
            for field in self.fields(kind)
            if field["required"]
        }
        return self._sane(kind, made)

    def messages(self, chat: dict[str, Any], user: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
        """Yield a message with each optional field in turn."""
        bare: dict[str, Any] = {"message_id": 5, "date": _NAMED["date"], "chat": chat}
        if user is not None:
            bare["from"] = user
        yield bare
        for field in self.fields("Message"):
            if not field["required"] and field["name"] != "from":
                yield {**bare, field["name"]: self.value(field["types"], field["name"])}

    def updates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the name and an object of each kind of update, with its required fields."""
        for field in self.fields("Update"):
            if not field["required"]:
                yield field["name"], self.value(field["types"], field["name"])

    def _sane(self, kind: str, made: dict[str, Any]) -> dict[str, Any]:
        """Give the field that tells a union's members apart its right value."""
        for field in self.fields(kind):
            name, description = field["name"], field.get("description", "")
            if name in made and name in {"type", "status", "source"} and "always “" in description:
                made[name] = description.partition("always “")[2].partition("”")[0]
        if kind == "Chat":
            made["type"] = "supergroup"
        return made
