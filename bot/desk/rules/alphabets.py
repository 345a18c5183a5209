"""Letters are those of the language: no look-alikes, no letters of a neighbour's alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk.rules.rule import Breach, Desk, Rule
from bot.model.language import Language
from bot.model.sentence import parse

_FOREIGN: dict[Language, re.Pattern[str]] = {
    "uk": re.compile(r"\w*[ыэёъ]\w*", re.IGNORECASE),
    "ru": re.compile(r"\w*[іїєґ]\w*", re.IGNORECASE),
    "en": re.compile(r"\w*[\u0400-\u04ff]\w*"),
}
_MIXED = re.compile(r"\w*(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])\w*", re.IGNORECASE)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


SEVERAL = 2
"""Words of another alphabet that show an example question to stand in the wrong language; one may be a name."""

_TIP = "a name in another language stands in quotes"
_MOVE = "move the question to its own language's file"


def check(desk: Desk) -> Iterator[Breach]:
    """Yield words with letters of two alphabets, and letters that the language does not have."""
    for language, text, place in (*desk.sentences(), *desk.titles(), *desk.sayings()):
        for part in (part for part in parse(text) if isinstance(part, str)):
            if mixed := _MIXED.search(part):
                yield place, f"{mixed[0]!r} mixes Latin and Cyrillic letters that look alike: type it again"
            elif foreign := _FOREIGN[language].search(_QUOTED.sub("", part)):
                yield place, f"{foreign[0]!r} has letters that {language} does not use", _TIP
    for example in desk.matcher.learned.examples:
        if example.number >= 0 and (mixed := _MIXED.search(example.text)):
            yield (
                desk.question(example),
                f"{mixed[0]!r} mixes Latin and Cyrillic letters that look alike: type it again",
            )
        elif example.number >= 0 and len(others := set(_FOREIGN[example.language].findall(example.text))) >= SEVERAL:
            said = ", ".join(map(repr, sorted(others)[:3]))
            yield desk.question(example), f"{said} have letters that {example.language} does not use", _MOVE


RULE = Rule("alphabets", "error", "Words are written in the letters of their language.", check)
