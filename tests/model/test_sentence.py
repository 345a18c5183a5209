"""Sentences with placeholders."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.sentence import Slot, parse


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        pytest.param("No figure.", ["No figure."], id="plain"),
        pytest.param("", [""], id="empty"),
        pytest.param("About {people}.", ["About ", Slot("people", "", ()), "."], id="name"),
        pytest.param("{people:compact}", ["", Slot("people", "compact", ()), ""], id="form"),
        pytest.param(
            "{houses|будинок|будинки|будинків}",
            ["", Slot("houses", "", ("будинок", "будинки", "будинків")), ""],
            id="plural",
        ),
        pytest.param(
            "{sum:compact|house|houses}", ["", Slot("sum", "compact", ("house", "houses")), ""], id="form-and-plural"
        ),
        pytest.param("{a}{b}", ["", Slot("a", "", ()), "", Slot("b", "", ()), ""], id="side-by-side"),
        pytest.param("{ people }", ["", Slot("people", "", ()), ""], id="blanks-around-name"),
        pytest.param("{}", ["", Slot("", "", ()), ""], id="no-name"),
        pytest.param("{a|}", ["", Slot("a", "", ("",)), ""], id="empty-plural"),
        pytest.param("{{a}}", ["{", Slot("a", "", ()), "}"], id="double-braces"),
        pytest.param("{a", ["{a"], id="never-closed"),
        pytest.param("a}", ["a}"], id="never-opened"),
    ],
)
def test_a_sentence_is_read_into_texts_and_slots(sentence: str, parts: list[str | Slot]) -> None:
    """Plain texts stand between the slots, and braces that open no slot stay text."""
    assert list(parse(sentence)) == parts


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_characters="{}")), min_size=1))
def test_nothing_is_lost_between_slots(texts: list[str]) -> None:
    """Joined by slots and read again, the texts come back as they were, in order."""
    parts = list(parse("{x:of|one|more}".join(texts)))
    assert parts[::2] == texts
    assert set(parts[1::2]) <= {Slot("x", "of", ("one", "more"))}
