"""Signs that a question leans on the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.folding import fold

# Words that begin a follow-up, and words that stand for something named before; in all three languages.
_OPENING = frozenset(map(fold, "а і й та и але но ну and but or so what how then also".split()))
_POINTING = frozenset(
    map(
        fold,
        "він вона воно вони його її їх йому їй їм ним нею ними нього неї них там туди звідти це цей ця ці "
        "цього цієї тоді "
        "он она оно они его её их ему ей им ним ней ними него неё них там туда оттуда это этот эта эти "
        "этого этой тогда "
        "he she it they him her them his hers its their there that this those these then one ones".split(),
    )
)


def leans(question: Sequence[str]) -> bool:
    """Tell whether a folded question opens like a follow-up or points at something that it does not name."""
    return bool(question) and (question[0] in _OPENING or any(word in _POINTING for word in question))
