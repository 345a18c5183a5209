"""Where the knowledge is: the folder asked for, else the one that comes with the bot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def knowledge_folder(asked: Path | None, environment: Mapping[str, str]) -> Path:
    """Return `asked`, else the environment's KNOWLEDGE_DIR, else the folder in the package or beside it."""
    if asked is not None:
        return asked
    if named := environment.get("KNOWLEDGE_DIR"):
        return Path(named)
    carried = _PACKAGE / "knowledge"
    return carried if carried.is_dir() else _PACKAGE.parent / "knowledge"
