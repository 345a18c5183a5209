"""Words without their endings; light, on folded words, for Ukrainian, Russian and English."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.matching.cleaning import is_cyrillic

SHORTEST = 3
"""Letters that a stem keeps at least."""

REFLEXIVE = 5
"""Letters from beyond which a final -ся or -сь is an ending."""

REMEMBERED = 4096
"""Words whose stem is remembered."""

# Endings of nouns, adjectives and verbs of both languages in the folded alphabet, without soft signs.
_CYRILLIC_ENDINGS = (
    "ого его ому ему ими ыми ами ями ами ая яя ое ее ие ою ею еи ои ам ям ах ях ов ев ив ом ем им их ия ию ии "
    "уват овати ували ували увала ують уют юют ати ити ути ала ала ила ило или али ало ует ает яет ают яют ят ат ут "
    "ют ет ит еш иш емо имо ете ите ти ав ив ув ен ена ено ени ла ло ли "
    "а я у ю о е и т в"
).split()
_REFLEXIVE = re.compile(r"(?<=..)(?:ся|с)$")
_CYRILLIC = re.compile(rf"(?<=.{{{SHORTEST}}})(?:{'|'.join(sorted(set(_CYRILLIC_ENDINGS), key=len, reverse=True))})$")
_ENGLISH = re.compile(r"(?<=...)(?:ing|edly|ed|ies|es|ly|s|e|y)$")


@lru_cache(REMEMBERED)
def stem(word: str) -> str:
    """Return a folded word without its ending, never shorter than `SHORTEST` letters."""
    if is_cyrillic(word):
        return _CYRILLIC.sub("", _REFLEXIVE.sub("", word) if len(word) > REFLEXIVE else word)
    return _ENGLISH.sub("", word)
