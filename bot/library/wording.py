"""Validation errors in words that an editor of YAML understands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.matching.likeness import nearest

_WORDS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "dict_type": lambda _: "expected keys and values",
    "model_type": lambda _: "expected keys and values",
    "model_attributes_type": lambda _: "expected keys and values",
    "tuple_type": lambda _: "expected a list, each item on a line with '- '",
    "list_type": lambda _: "expected a list, each item on a line with '- '",
    "int_type": lambda _: "expected a number",
    "float_type": lambda _: "expected a number",
    "bool_type": lambda _: "expected true or false",
    "string_too_short": lambda _: "is empty: write a text",
    "string_too_long": lambda context: f"is longer than {context['max_length']} characters",
    "too_short": lambda context: f"needs at least {context['min_length']} item",
    "literal_error": lambda context: f"expected {context['expected']}",
    "value_error": lambda context: str(context["error"]),
}


def explain(error: ErrorDetails, model: type[BaseModel] | None = None) -> tuple[str, str]:
    """Return the rule that `error` breaks and a message; `model` gives the keys for "did you mean"."""
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return (
                ("missing-translation", f"the text in {key!r} is missing")
                if key in {"uk", "ru", "en"}
                else (
                    "missing-key",
                    f"the key {key!r} is missing",
                )
            )
        case "extra_forbidden":
            known = [name for name in model.model_fields if name != "id"] if model and len(error["loc"]) == 1 else []
            return "unknown-key", f"unknown key {key!r}{meant(key, known)}"
        case "string_type":
            found = error["input"]
            hint = " (put it in quotes)" if isinstance(found, bool | int | float) else ""
            return "type", f"{key!r}: expected a text, found {_named(found)}{hint}"
        case "string_pattern_mismatch":
            return "form", f"{key!r}: {error['input']!r} has not the form {error['ctx']['pattern']}"
        case "value_error":
            return "value", str(error["ctx"]["error"])
    words = _WORDS.get(error["type"])
    text = words(error.get("ctx") or {}) if words else error["msg"]
    rule = "missing-translation" if error["type"] == "string_too_short" and key in {"uk", "ru", "en"} else "type"
    return rule, f"{key!r}: {text}"


FEW = 12
"""Names that a message lists whole."""


def meant(word: str, among: Collection[str]) -> str:
    """Return ": did you mean ...?" or what there is to choose from; nothing where `among` is empty."""
    if like := nearest(word, among):
        return f": did you mean {like!r}?"
    return f": expected one of {', '.join(sorted(among))}" if 0 < len(among) <= FEW else ""


def _named(value: Any) -> str:
    names: dict[type, str] = {dict: "keys and values", list: "a list", type(None): "nothing"}
    return names.get(type(value), f"{value!r}")
