"""The interface's own words in each language: gettext catalogues, with the English text as the message's name."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo

from bot.model.language import Language

LOCALES = Path(__file__).parent / "locale"

DOMAIN = "bot"


class Say:
    """The words of one language: `say("Sources")`, `say("of {date}", date="2022")`."""

    def __init__(self, translations: gettext.NullTranslations) -> None:
        self._translations = translations

    def __call__(self, message: str, **values: object) -> str:
        """Return `message` in this language, its {placeholders} filled with `values`."""
        return self._translations.gettext(message).format(**values)


@cache
def words_of(language: Language) -> Say:
    """Return the words of `language`; FileNotFoundError where the catalogues were not compiled at build."""
    return Say(gettext.translation(DOMAIN, LOCALES, [language]))


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return all words of `language` by their English text, for what speaks outside Python."""
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as compiled:
        entries = list(read_mo(compiled))
    return {
        entry.id: entry.string
        for entry in entries
        if entry.id and isinstance(entry.id, str) and isinstance(entry.string, str)
    }
