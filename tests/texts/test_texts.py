"""The interface's own words: every message that the code says is in every language."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import bot
from bot.model.language import LANGUAGES, Language
from bot.texts import DOMAIN, LOCALES, catalogue, words_of

CODE = Path(bot.__file__).parent

_SAID_BY_THE_PAGE = re.compile(r'\bsay\(("(?:[^"\\]|\\.)*")')


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """Return every message of a `say(...)` or `words_of(...)(...)` in the code, each with a file and line."""
    found = {}
    for file in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):  # Babel's extraction skips what stands in f-strings
            match node:
                case ast.Call(
                    func=ast.Name(id="say")
                    | ast.Attribute(attr="say")
                    | ast.Call(func=ast.Name(id="words_of") | ast.Attribute(attr="words_of")),
                    args=[ast.Constant(value=str(message)), *_],
                ):
                    found[message] = f"{file.relative_to(CODE)}:{node.lineno}"
    for file in sorted(CODE.rglob("*.js")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            found |= {
                json.loads(text): f"{file.relative_to(CODE)}:{number}" for text in _SAID_BY_THE_PAGE.findall(line)
            }
    return found


def _catalogue(language: Language) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)


def _slots(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_code_says_something(said: dict[str, str]) -> None:
    """The search for messages finds those of both kinds of calls, so that the checks below check something."""
    assert said["Sources:"].startswith(("answering", "cli", "tg", "web", "demo"))
    assert "about {date}" in said
    assert said["Start over"].startswith("demo/page/static/")
    assert len(said) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(said: dict[str, str], language: Language) -> None:
    """Each message that the code says has a text in each language that is no fuzzy guess."""
    catalogue = _catalogue(language)
    missing = [
        f"{place}: {message}"
        for message, place in said.items()
        if (entry := catalogue.get(message)) is None or not entry.string or entry.fuzzy
    ]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_left_over(said: dict[str, str], language: Language) -> None:
    """A message that the code no longer says is deleted from the catalogues."""
    catalogue = _catalogue(language)
    assert [str(entry.id) for entry in catalogue if entry.id and entry.id not in said] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: Language) -> None:
    """A translation fills the same placeholders as the message, no more and no fewer."""
    entries = [entry for entry in _catalogue(language) if entry.id]
    assert entries
    assert [str(entry.id) for entry in entries if _slots(str(entry.id)) != _slots(str(entry.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_up_to_date(language: Language) -> None:
    """What was compiled at build is what the catalogue says."""
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {entry.id: entry.string for entry in read_mo(file) if entry.id}
    assert compiled == {entry.id: entry.string for entry in _catalogue(language) if entry.id}


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_translations_are_in_the_language(language: Language) -> None:
    """A translation is not the English text left in place, and its letters are the language's own."""
    foreign = {"uk": "ыэъё", "ru": "іїєґ"}[language]
    entries = [entry for entry in _catalogue(language) if entry.id]
    assert entries
    assert [
        str(entry.id) for entry in entries if entry.id == entry.string or set(foreign) & set(str(entry.string))
    ] == []


def test_english_says_what_the_message_says() -> None:
    """The English text is the message's own name, so that the code reads as people do."""
    assert [str(entry.id) for entry in _catalogue("en") if entry.id and entry.id != entry.string] == []


@pytest.mark.parametrize(
    ("language", "expected"), [("uk", "орієнтовно 2022"), ("ru", "примерно 2022"), ("en", "about 2022")]
)
def test_words_are_said_with_their_placeholders_filled(language: Language, expected: str) -> None:
    """A message comes in the language with its values in place."""
    assert words_of(language)("about {date}", date="2022") == expected


def test_all_words_are_given_to_what_speaks_outside_python() -> None:
    """The whole catalogue comes by its English texts, each translated, and nothing of the file's head."""
    words = catalogue("uk")
    assert words["Start over"] == words_of("uk")("Start over")
    assert "" not in words


def test_a_missing_value_is_an_error() -> None:
    """A placeholder without a value is never shown; the error names it."""
    with pytest.raises(KeyError, match="date"):
        words_of("uk")("about {date}")
