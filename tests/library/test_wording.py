"""Validation errors in an editor's words."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from bot.library.wording import explain, meant
from bot.model.language import Translated


@pytest.mark.parametrize(
    ("word", "among", "hint"),
    [
        pytest.param("mayro", ["paper", "mayor"], ": did you mean 'mayor'?", id="like-one"),
        pytest.param("zzz", ["paper", "mayor"], ": expected one of mayor, paper", id="like-none"),
        pytest.param("zzz", [], "", id="nothing-to-choose-from"),
        pytest.param("zzz", [f"id-{n:02}" for n in range(12)], None, id="twelve-are-listed"),
        pytest.param("zzz", [f"id-{n:02}" for n in range(13)], "", id="thirteen-are-too-many"),
    ],
)
def test_what_was_meant_is_told(word: str, among: list[str], hint: str | None) -> None:
    """A name like the word is proposed; otherwise a short choice is listed, sorted."""
    assert meant(word, among) == (f": expected one of {', '.join(among)}" if hint is None else hint)


class Person(BaseModel, extra="forbid"):
    """A record to break."""

    id: str
    name: Translated
    age: int = 0


@pytest.mark.parametrize(
    ("body", "rule", "message"),
    [
        pytest.param({}, "missing-key", "the key 'name' is missing", id="missing-key"),
        pytest.param(
            {"name": {"uk": "а", "ru": "б"}}, "missing-translation", "the text in 'en' is missing", id="translation"
        ),
        pytest.param({"name": "x"}, "type", "'name': expected keys and values", id="text-for-record"),
        pytest.param(
            {"name": {"uk": "а", "ru": "б", "en": "c"}, "nam": 1},
            "unknown-key",
            "unknown key 'nam': did you mean 'name'?",
            id="unknown-key",
        ),
        pytest.param(
            {"name": {"uk": "а", "ru": "б", "en": "c"}, "ident": 1},
            "unknown-key",
            "unknown key 'ident': expected one of age, name",
            id="unknown-key-without-id",
        ),
        pytest.param(
            {"name": {"uk": "а", "ru": "б", "en": "c", "de": "d"}}, "unknown-key", "unknown key 'de'", id="nested-key"
        ),
        pytest.param(
            {"name": {"uk": "а", "ru": "б", "en": True}},
            "type",
            "'en': expected a text, found True (put it in quotes)",
            id="truth-for-text",
        ),
    ],
)
def test_an_error_of_validation_is_put_in_words(body: dict[str, object], rule: str, message: str) -> None:
    """The rule and the message name the editor's key, not the program's types; the id is no key of the file."""
    with pytest.raises(ValidationError) as caught:
        Person.model_validate({"id": "ann"} | body)
    (error,) = caught.value.errors()
    assert explain(error, Person) == (rule, message)
