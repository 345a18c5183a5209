"""Personal data taken out of a question before it is kept: each piece gives way to a bracketed word."""

from __future__ import annotations

import re
import unicodedata

from bot.store.addresses import without_addresses
from bot.store.digits import without_digits
from bot.store.names import without_names
from bot.store.places import without_places

LONGEST_READ = 1200
"""Characters of a text that are read, to its last whole word; what follows is dropped."""

LONGEST_KEPT = 300
"""Characters of a redacted text."""

_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_LOOKALIKES = str.maketrans({"º": "°", "˚": "°", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
_AS_TYPED = "№²³½¼¾…™´¨"
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]|[^\\D0-9]")
_CUT_WORD = re.compile(r"\[[a-z]{0,7}\Z")

# Endings that are also words (in, is, it, me, so, to) count only with a path or a "www." before them.
_ENDINGS = (
    "com|net|org|info|biz|edu|gov|mil|int|name|pro|online|site|store|shop|live|news|media|agency|cloud|tech|xyz|top|club|"
    "app|dev|page|link|blog|wiki|space|website|fun|vip|bot|chat|today|world|city|travel|kharkiv|kharkov|"
    "ua|ru|su|by|kz|pl|de|cz|sk|hu|ro|md|bg|lt|lv|ee|fi|fr|es|uk|nl|ch|tr|ge|il|eu|us|ca|cn|jp|io|ai|cc|tv|ly|gl|gg|"
    "укр|рф|бел|онлайн|сайт"
)
_LABEL = r"[^\W_](?:[\w-]{0,62})"

# name@host.ua, name (at) host.ua, name собака host.ua.
_MAIL = (
    r"(?<![\w.+%-])[\w.+%-]{1,64}"
    r"(?:@|\s@\s|\s?[(\[{]\s?(?:at|ат|эт|собака|равлик)\s?[)\]}]\s?|\s(?:собака|равлик)\s)"
    rf"(?:{_LABEL}\.){{1,8}}[^\W\d_]{{2,24}}(?!\w)"
)

_PAIRS = (
    (_MAIL, "[mail]"),  # before links, since the host alone is one
    (r"(?<!\w)(?:[a-z][a-z\d+.-]{1,19}://|www\.|(?:mailto|tel|geo|tg|viber|whatsapp|sms|skype):(?=\S))\S+", "[link]"),
    (rf"(?<![\w.@/-])(?:{_LABEL}\.){{1,8}}(?:{_ENDINGS})(?![\w-]|\.\w)(?::\d{{1,5}})?(?:[/?#]\S*)?", "[link]"),
    (r"(?<![\w.@/-])(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?/\S*", "[link]"),
    (r"@[^\W\d][\w.]*\w", "[handle]"),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in _PAIRS)

# What each mail address, link or handle has one of, and each number, address or place: most questions have none.
_PUNCTUATED = re.compile(r"[.:@]")
_NUMBERED = re.compile(r"[\d+]")  # a plus code may be of letters alone


def redact(text: str) -> str:
    """Return `text` without personal data, at most 300 characters, on one line.

    Phone numbers, mail addresses, handles, links, coordinates, house addresses, cards, IBANs, long numbers and names of
    who is introduced become `[phone]`, `[mail]`, `[handle]`, `[link]`, `[place]`, `[address]`, `[card]`, `[iban]`,
    `[number]`, `[name]`. Figures, years, dates, times and short numbers (112, 15-62) stay, and so do names that stand
    alone, since most are of public persons. In doubt it takes out too much rather than too little. It never
    raises, takes time linear in the text's length, and redacting twice changes nothing.
    """
    given = _beginning(_uniform(_beginning(text)))
    redacted = _cut(_once(given))
    # What stands beside a bracketed word may look new (a number after the text between was taken out). Each further
    # round takes out a digit, a dot, an @ or a name and puts none in, so this ends.
    while (uniform := _uniform(redacted)) != given:
        given = uniform
        again = _cut(_once(given))
        if again == redacted:
            break
        redacted = again
    return redacted


def _once(text: str) -> str:
    if _PUNCTUATED.search(text):
        for pattern, word in _RULES:
            text = pattern.sub(word, text)
    if _NUMBERED.search(text):
        text = without_digits(without_addresses(without_places(text)))
    return without_names(text)


def _beginning(text: str) -> str:
    """Return what is read of `text`: a phone number that is cut in two would no longer be seen as one."""
    if len(text) <= LONGEST_READ:
        return text
    return (text[:LONGEST_READ].rsplit(maxsplit=1) or [""])[0]


def _uniform(text: str) -> str:
    """Return `text` in one form: digits and letters of any width, plain hyphens, single spaces, nothing invisible."""
    if text.isprintable() and unicodedata.is_normalized("NFKC", text) and not _NOT_PLAIN.search(text):
        return " ".join(text.split())
    text = "".join(_plain(char) for char in text.translate(_LOOKALIKES))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _plain(char: str) -> str:
    if char < "\x7f":
        return max(char, " ")
    if char in _AS_TYPED:
        return char
    category = unicodedata.category(char)
    if category in _INVISIBLE:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return " " if category == "Cc" else unicodedata.normalize("NFKC", char)


def _cut(text: str) -> str:
    if len(text) <= LONGEST_KEPT:
        return text
    return _CUT_WORD.sub("", text[:LONGEST_KEPT]).rstrip()
