"""A text with marks: what is wrong with them, and its length once they are parsed."""

from __future__ import annotations

from typing import Any

from tests.judge import markup
from tests.judge.limits import over
from tests.judge.specification import Field

_ENTITIES = {"text": "entities", "message_text": "entities"}
"""Names of the entities that may be given instead of marks; for other texts "<name>_entities"."""


def check_text(path: str, around: dict[str, Any], field: Field) -> list[str]:
    """Return what is wrong with the text `field` of the object `around`, whose parse_mode says how to read it."""
    shown: str = around[field.name]
    complaints = []
    mode = around.get(f"{field.name}_parse_mode", around.get("parse_mode"))
    entities = _ENTITIES.get(field.name, f"{field.name}_entities")
    if mode is not None and entities in around:
        complaints.append(f"{path}: both {entities} and a parse_mode")
    if mode == "HTML":
        shown, wrong = markup.read(shown)
        complaints += [f"{path}: {one}" for one in wrong]
    elif mode is not None:
        complaints.append(f"{path}: the parse_mode {mode!r} is not the bot's; it is HTML")
    if field.limit and (length := over(shown.strip(), field.limit)):
        complaints.append(f"{path}: {length} after parsing")
    return complaints
