"""Text typed with the wrong keyboard layout."""

from __future__ import annotations

import pytest

from bot.matching.cleaning import clean
from bot.matching.layout import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("lt erhbnnz", "де укриття", id="latin-keys-for-ukrainian"),
        pytest.param("crjkmrj k.ltq", "сколько людей", id="latin-keys-for-russian-with-a-mark"),
        pytest.param("[fhrsd", "харкыв", id="bracket-as-russian"),
        pytest.param("[fhrsd", "харків", id="bracket-as-ukrainian"),
        pytest.param('"{fhrsd', "єхарків", id="with-shift"),
        pytest.param("j,cnhsk", "обстріл", id="comma-for-a-letter"),
        pytest.param("руддщ", "hello", id="cyrillic-keys-for-english"),
        pytest.param("цруку шы ьуекщ", "where is metro", id="russian-keys-for-english"),
        pytest.param("цруку ші ьуекщ", "where is metro", id="ukrainian-keys-for-english"),
    ],
)
def test_the_meant_text_is_among_the_others(typed: str, meant: str) -> None:
    """What the keys would have written in the other layout is offered, both ways."""
    assert meant in retyped(clean(typed))


@pytest.mark.parametrize("text", ["", "2024 !", "🙂"], ids=["empty", "digits", "emoji"])
def test_keys_alike_in_all_layouts_give_no_other_text(text: str) -> None:
    """Where the layouts don't differ there is nothing to offer."""
    assert retyped(text) == ()


def test_no_text_is_offered_twice() -> None:
    """Layouts that give the same text offer it once, and never the text itself."""
    found = retyped("vtnhj")
    assert found == ("метро",)
