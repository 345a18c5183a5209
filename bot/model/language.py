"""The three languages that the bot reads and writes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["uk", "ru", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_GIVEN = set[str]()
"""Stands for the names of the fields that a record was given; never changed."""


class Record(BaseModel):
    """Base of everything read from knowledge files: frozen, unknown keys refused."""

    # What checks a record is built when the first one is read: what comes from the cache was checked before.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is kept of a record: not which fields it was given, a set for each, which nobody asks for."""
        return {**super().__getstate__(), "__pydantic_fields_set__": _GIVEN}


class Translated(Record):
    """One text in all three languages; none may be missing or empty."""

    uk: Sentence
    ru: Sentence
    en: Sentence

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        text: str = getattr(self, language)
        return text
