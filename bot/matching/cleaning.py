"""Text as typed, made uniform: Unicode form, apostrophes, invisible and look-alike characters."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2000
"""Characters of a text that are read; a question of a person is far shorter."""

_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘`´ʹ′‛＇\u0313\u02bb"), "'")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"}

# Letters and digits that look the same, where they stand among letters of the other alphabet.
_TO_CYRILLIC = str.maketrans("aceiopxyïkmt036", "асеіорхуїкмтозб")
_TO_LATIN = str.maketrans("асеіорхуїкмтѕјһ", "aceiopxyïkmtsjh")
_CAPITALS_TO_CYRILLIC = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")

_WORD = re.compile(r"[^\W_]+(?:['][^\W_]+)*", re.UNICODE)
_LATIN_LETTER = re.compile(r"[a-zà-ÿ]")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")


def clean(text: str) -> str:
    """Return `text` in small letters, NFKC, with plain apostrophes and single spaces, nothing invisible.

    Look-alike letters of the other alphabet inside a word are turned into that word's own. Only the first
    `LONGEST` characters are read. Takes time linear in the length of `text`.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_APOSTROPHES)
    text = "".join(_visible(char) for char in text)
    text = _WORD.sub(lambda word: _one_alphabet(word[0]), text)
    return " ".join(text.casefold().split())


def words(text: str) -> list[str]:
    """Return the words and numbers of a cleaned text in order; an apostrophe may stand inside a word."""
    return _WORD.findall(text)


def is_cyrillic(word: str) -> bool:
    """Tell whether any letter of `word` is Cyrillic."""
    return _CYRILLIC_LETTER.search(word) is not None


def is_latin(word: str) -> bool:
    """Tell whether any letter of a casefolded `word` is Latin."""
    return _LATIN_LETTER.search(word) is not None


def _visible(char: str) -> str:
    if char < "\x7f":
        return char if char >= " " else " "
    category = unicodedata.category(char)
    if category in _INVISIBLE:
        return ""
    return " " if category[0] == "Z" else char


def _one_alphabet(word: str) -> str:
    small = word.casefold()
    if not is_cyrillic(small) or not (is_latin(small) or any(digit in small for digit in "036")):
        return word
    as_cyrillic = word.translate(_CAPITALS_TO_CYRILLIC).casefold().translate(_TO_CYRILLIC)
    if not is_latin(as_cyrillic):
        return as_cyrillic
    as_latin = small.translate(_TO_LATIN)
    return word if is_cyrillic(as_latin) else as_latin
