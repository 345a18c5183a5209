"""Deep links into the private chat."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.language import LANGUAGES, Language
from bot.tg.links import Target, link, payload, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payload_names_topic_and_language(language: Language) -> None:
    """What a link says is read back, and Telegram takes it even for the longest id."""
    topic = "a" * 48
    assert target(payload(topic, language)) == Target(topic, language)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload(topic, language))


def test_a_bare_topic_is_a_payload() -> None:
    """A link that somebody writes by hand needs no language."""
    assert target("population") == Target("population", None)


@given(st.text(max_size=100))
def test_any_payload_is_read(text: str) -> None:
    """A forged payload is some topic that the knowledge will not have; it raises nothing."""
    assert text.startswith(target(text).topic)


def test_a_link_leads_to_the_bot() -> None:
    """The address is Telegram's, with the payload at its end."""
    assert link("kharkiv_bot", "population_uk") == "https://t.me/kharkiv_bot?start=population_uk"
