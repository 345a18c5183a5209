"""Text typed with the wrong keyboard layout, as it would read with the right one."""

from __future__ import annotations

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.\\"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю\\"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбюґ"

# With Shift the marks give other marks; a question mark stands on other keys.
_SHIFTED = str.maketrans('{}:"<>~|', "[];',.`\\")

_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_UKRAINIAN = str.maketrans(_ENGLISH, _UKRAINIAN)
_FROM_RUSSIAN = str.maketrans(_RUSSIAN, _ENGLISH)
_FROM_UKRAINIAN = str.maketrans(_UKRAINIAN, _ENGLISH)


def retyped(text: str) -> tuple[str, ...]:
    """Return what a cleaned `text` says in another layout: Latin keys as Russian and Ukrainian, Cyrillic as Latin."""
    plain = text.translate(_SHIFTED)
    others = [plain.translate(table) for table in (_TO_RUSSIAN, _TO_UKRAINIAN)]
    others += [text.translate(table) for table in (_FROM_RUSSIAN, _FROM_UKRAINIAN)]
    return tuple(other for other in dict.fromkeys(others) if other != text)
