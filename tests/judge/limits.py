"""Whether a value keeps a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.judge.specification import Field, Limit


def over(value: Any, limit: Limit) -> str | None:
    """Say how `value` breaks `limit`; None where it does not."""
    sizes: dict[str, Callable[[], float]] = {
        "characters": lambda: len(value.encode("utf-16-le", "surrogatepass")) // 2,
        "bytes": lambda: len(value.encode("utf-8", "surrogatepass")),
        "items": lambda: len(value),
        "value": lambda: value,
    }
    size = sizes[limit.unit]()
    if limit.least <= size <= limit.most:
        return None
    unit = "" if limit.unit == "value" else f" {limit.unit}"
    return f"{size}{unit}, where {limit.least:g} to {limit.most:g} are allowed"


def check_limits(path: str, value: Any, field: Field) -> list[str]:
    """Return what is wrong with `value`, of the right type, as `field`; texts with marks are looked at elsewhere."""
    complaints = []
    if field.limit and not field.limit.parsed and (wrong := over(value, field.limit)):
        complaints.append(f"{path}: {wrong}")
    if field.choices and value not in field.choices:
        complaints.append(f"{path}: {value!r} is none of {', '.join(sorted(field.choices))}")
    if field.characters and not field.characters.fullmatch(value):
        complaints.append(f"{path}: {value!r} has characters that are not allowed")
    return complaints
