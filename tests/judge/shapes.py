"""Whether a value has the type that the specification gives it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from tests.judge.limits import check_limits
from tests.judge.specification import Field, Shape, types
from tests.judge.texts import check_text

Rule = Callable[[str, dict[str, Any]], list[str]]
"""Looks at an object of one type, at a path: what is wrong beside its shape."""


def decoded(value: Any, field: Field) -> Any:
    """Return a parameter of a form, which is text, as the JSON value that its types ask for; else as it is."""
    if not isinstance(value, str) or "String" in field.types:
        return value
    try:
        return json.loads(value.lower() if field.types == ("Boolean",) else value)
    except ValueError:
        return value


def check_object(path: str, value: Any, shape: Shape, rules: dict[str, Rule]) -> list[str]:
    """Return what is wrong with `value` as an object of `shape`."""
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no {shape.name}"]
    complaints = [f"{path}.{name}: {shape.name} has no such field" for name in value if name not in shape.fields]
    for name, field in shape.fields.items():
        if name in value:
            complaints += check_value(f"{path}.{name}", value[name], field, rules)
        elif field.required:
            complaints.append(f"{path}.{name}: is missing")
    return complaints or check_whole(path, value, shape, rules)


def check_whole(path: str, value: dict[str, Any], shape: Shape, rules: dict[str, Rule]) -> list[str]:
    """Return what is wrong with an object whose fields are each right: its texts with marks, and its own rule."""
    texts = [field for field in shape.fields.values() if field.limit and field.limit.parsed and field.name in value]
    complaints = [wrong for field in texts for wrong in check_text(f"{path}.{field.name}", value, field)]
    rule = rules.get(shape.name)
    return complaints + (rule(path, value) if rule else [])


def check_value(path: str, value: Any, field: Field, rules: dict[str, Rule]) -> list[str]:
    """Return what is wrong with `value` as `field`: its type first, then its limits."""
    found = _best([_typed(path, value, kind, rules) for kind in _closest(value, field.types)])
    return found or check_limits(path, value, field)


def _closest(value: Any, kinds: tuple[str, ...]) -> list[str]:
    """Return those of `kinds` that share the most fields with `value`, so that complaints are about what was meant."""
    if not isinstance(value, dict) or len(kinds) == 1:
        return list(kinds)
    shared = {kind: len(value.keys() & types()[kind].fields.keys()) if kind in types() else 0 for kind in kinds}
    return [kind for kind in kinds if shared[kind] == max(shared.values())]


def _best(readings: list[list[str]]) -> list[str]:
    """Return the complaints of the reading that fits best."""
    return min(readings, key=len)


def _typed(path: str, value: Any, kind: str, rules: dict[str, Rule]) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no array"]
        inner = kind.removeprefix("Array of ")
        return [wrong for at, item in enumerate(value) for wrong in _typed(f"{path}[{at}]", item, inner, rules)]
    if kind in _PLAIN:
        return [] if _PLAIN[kind](value) else [f"{path}: {value!r} is no {kind}"]
    shape = types()[kind]
    candidates = [types()[name] for name in shape.subtypes] or [shape]
    if isinstance(value, dict):
        candidates = [one for one in candidates if _may_be(value, one)] or candidates
    return _best([check_object(path, value, one, rules) for one in candidates])


def _may_be(value: dict[str, Any], shape: Shape) -> bool:
    """Say whether the fields that tell types apart ("type", "status") allow `value` to be of `shape`."""
    told = [field for field in shape.fields.values() if field.choices and field.required]
    return all(value.get(field.name) in field.choices for field in told if field.choices)


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
    "Boolean": lambda value: isinstance(value, bool),
    "InputFile": lambda value: isinstance(value, bytes),
}
