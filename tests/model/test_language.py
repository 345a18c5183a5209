"""Texts in three languages."""

from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from bot.model.language import LANGUAGES, Translated


def test_a_text_is_returned_in_the_language_asked_for() -> None:
    """Each language has its own text, freed of blanks around it."""
    text = Translated(uk=" мер", ru="мэр\n", en="mayor")
    assert {language: text.in_(language) for language in LANGUAGES} == {"uk": "мер", "ru": "мэр", "en": "mayor"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("empty", [pytest.param("", id="empty"), pytest.param(" \n", id="blank")])
def test_no_language_may_be_empty(language: str, empty: str) -> None:
    """A text of blanks alone counts as missing."""
    with pytest.raises(ValidationError, match=rf"(?s)^1 validation error.*\n{language}\n.*at least 1 character"):
        Translated.model_validate({"uk": "а", "ru": "б", "en": "c", language: empty})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_may_be_missing(language: str) -> None:
    """All three languages are required."""
    others = {other: "x" for other in LANGUAGES if other != language}
    with pytest.raises(ValidationError, match=rf"(?s)^1 validation error.*\n{language}\n.*Field required"):
        Translated.model_validate(others)


def test_a_record_that_was_kept_is_the_same() -> None:
    """What comes from a cache is equal, and its copies can be changed without a trace in the others."""
    records = [Translated(uk="мер", ru="мэр", en="mayor"), Translated(uk="а", ru="б", en="c")]
    kept = pickle.loads(pickle.dumps(records))  # noqa: S301 - its own
    assert kept == records
    changed = kept[0].model_copy(update={"en": "the mayor"})
    assert (changed.en, kept[0].en, kept[0].model_dump_json()) == (
        "the mayor",
        "mayor",
        '{"uk":"мер","ru":"мэр","en":"mayor"}',
    )
    assert not kept[1].model_fields_set
