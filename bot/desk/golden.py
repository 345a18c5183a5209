"""Golden questions: tests as data, one file a language and theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bot.library.tree import Unreadable, read_tree
from bot.model.language import LANGUAGES, Language


def count_golden(folder: Path) -> Mapping[tuple[str, Language], int]:
    """Return how many golden questions each topic and language has in `folder`; ValueError where it can't be read."""
    counts: Counter[tuple[str, Language]] = Counter()
    files = [(language, file) for language in LANGUAGES for file in sorted((folder / language).glob("*.yaml"))]
    if not files:
        raise ValueError(f"{folder}: no golden questions (<language>/*.yaml) there")
    for language, file in files:
        try:
            data = read_tree(str(file), file.read_bytes()).data
        except Unreadable as error:
            raise ValueError(str(error.finding)) from error
        for id_, questions in data.items() if isinstance(data, dict) else ():
            if isinstance(questions, list):
                counts[id_, language] += len(questions)
    return counts
