"""Texts measured and broken into lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.sheet import lines_of, width_of

WORDS = st.lists(st.text("абвієґabc0123456789", min_size=1, max_size=12), min_size=1, max_size=12)


@settings(deadline=None)
@given(WORDS, st.integers(100, 900))
def test_lines_keep_the_width_and_every_word(words: list[str], width: int) -> None:
    """No line is wider than asked for unless it is one long word, and nothing is lost."""
    lines = lines_of(" ".join(words), 30, width)
    assert " ".join(lines).split() == words
    assert all(width_of(line, 30) <= width or " " not in line for line in lines)


def test_bold_and_large_letters_are_wider() -> None:
    """The measure knows the font."""
    assert width_of("Харків", 30) < width_of("Харків", 30, "bold") < width_of("Харків", 60, "bold")


def test_a_dollar_sign_is_a_dollar_sign() -> None:
    """Two of them are no formula."""
    assert width_of("$100 або $200", 30) > width_of("100 або 200", 30)
