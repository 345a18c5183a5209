"""What the words of the questions mean: concepts across languages, names of places, words that carry little."""

from __future__ import annotations

from pydantic import Field

from bot.model.fact import Id
from bot.model.language import Language, Record, Sentence

Forms = tuple[Sentence, ...]
"""Words or phrases in any form; a final `*` stands for any ending."""


class Lexicon(Record):
    """Words of questions, for matching; the city's own places stand apart, in the gazetteer.

    `concepts` join words of one meaning over the languages; `places` are other places, each with all its names;
    `local` are names inside the city that read like another place (a street called after it); `fillers` are words
    that say nothing of what is asked, by language.
    """

    concepts: dict[Id, Forms] = Field(default_factory=dict)
    places: dict[Id, Forms] = Field(default_factory=dict)
    local: Forms = ()
    fillers: dict[Language, Forms] = Field(default_factory=dict)
