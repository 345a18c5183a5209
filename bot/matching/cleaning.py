"""Text as typed, made uniform: Unicode form, apostrophes, invisible and look-alike characters."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2000
"""Characters of a text that are read; a question of a person is far shorter."""

_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘`´ʹ′‛＇\u0313\u02bb"), "'")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"}

# Letters of two alphabets that look alike, and digits that do so between letters.
_TO_CYRILLIC = str.maketrans("aceiopxyïkmt", "асеіорхуїкмт")
_DIGITS_TO_CYRILLIC = str.maketrans("036", "озб")
_DIGIT_WITHIN = re.compile(r"(?<=[\u0400-\u04ff])[036](?=[\u0400-\u04ff])")
_TO_LATIN = str.maketrans("асеіорхуїкмтѕјһ", "aceiopxyïkmtsjh")
_CAPITALS_TO_CYRILLIC = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")

# What is uniform but for capitals: printable ASCII, letters of the three languages.
_PLAIN = re.compile(r"[ -_a-~А-Яа-яЁёЄєІіЇїҐґ]*")

# What needs a second look: neither plain Latin nor Cyrillic; letters of both alphabets, or a digit, in one word.
_ODD = re.compile(r"[^\x20-\x7e\u0400-\u0482\u048a-\u04ff]")
_MIXED = re.compile(r"[a-zà-ÿ][\u0400-\u04ff]|[\u0400-\u04ff][a-zà-ÿ036]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['][^\W_]+)*", re.UNICODE)
_LATIN_LETTER = re.compile(r"[a-zà-ÿ]")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")


def clean(text: str) -> str:
    """Return `text` in small letters, NFKC, with plain apostrophes and single spaces, nothing invisible.

    Look-alike letters of the other alphabet inside a word are turned into that word's own. Only the first
    `LONGEST` characters are read. Takes time linear in the length of `text`.
    """
    text = text[:LONGEST]
    if is_plain(text):
        return " ".join(text.casefold().split())
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    text = _ODD.sub(_visible, text)
    if _MIXED.search(text):
        text = _WORD.sub(_one_alphabet, text)
    text = _ODD.sub(_visible, unicodedata.normalize("NFC", text.casefold()))
    return " ".join(text.split())


def is_plain(text: str) -> bool:
    """Tell whether `text` needs no cleaning but of capitals and white space."""
    return _PLAIN.fullmatch(text) is not None and not _MIXED.search(text)


def words(text: str) -> list[str]:
    """Return the words and numbers of a cleaned text in order; an apostrophe may stand inside a word."""
    return _WORD.findall(text)


def is_cyrillic(word: str) -> bool:
    """Tell whether any letter of `word` is Cyrillic."""
    return _CYRILLIC_LETTER.search(word) is not None


def is_latin(word: str) -> bool:
    """Tell whether any letter of a casefolded `word` is Latin."""
    return _LATIN_LETTER.search(word) is not None


def _visible(odd: re.Match[str]) -> str:
    category = unicodedata.category(odd[0])
    if odd[0] < "\x7f" or category[0] == "Z":
        return " "
    return "" if category in _INVISIBLE else odd[0]


def _one_alphabet(found: re.Match[str]) -> str:
    word, small = found[0], found[0].casefold()
    if not is_cyrillic(small):
        return word
    if is_latin(small):
        as_cyrillic = word.translate(_CAPITALS_TO_CYRILLIC).casefold().translate(_TO_CYRILLIC)
        if not is_latin(as_cyrillic):
            return _letters_for_digits(as_cyrillic)
        as_latin = small.translate(_TO_LATIN)
        return word if is_cyrillic(as_latin) else as_latin
    return _letters_for_digits(small)


def _letters_for_digits(word: str) -> str:
    return _DIGIT_WITHIN.sub(lambda digit: digit[0].translate(_DIGITS_TO_CYRILLIC), word)
