"""Every topic's reply holds all its facts, with their sources, in every language."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.composing import compose
from bot.answering.figures import fill
from bot.answering.plain import as_text
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

DAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_is_said_with_its_source(base: KnowledgeBase, language: Language) -> None:
    """Sentence, speaker, and of each source the publisher and the address stand in the topic's reply."""
    assert len(base.topics) >= 79
    for topic in base.topics.values():
        text = as_text(compose(base, topic, language, DAY))
        for id_ in topic.facts:
            fact = base.facts[id_]
            assert fill(fact.says.in_(language), fact.values, language) in text, (topic.id, id_)
            assert base.speakers[fact.by].in_(language) in text, (topic.id, id_)
            for source in fact.sources:
                assert base.sources[source].publisher in text, (topic.id, source)
                assert base.sources[source].url in text, (topic.id, source)


def test_no_reply_has_an_open_slot(base: KnowledgeBase) -> None:
    """Nothing of a placeholder is left in any reply."""
    for topic in base.topics.values():
        for language in LANGUAGES:
            text = as_text(compose(base, topic, language, DAY))
            assert "{" not in text, (topic.id, language)
            assert "}" not in text, (topic.id, language)


def test_positions_of_troops_are_not_given(base: KnowledgeBase) -> None:
    """The topic on troops refers to the military and says that the bot gives no positions."""
    text = as_text(compose(base, base.topics["troop-positions"], "en", DAY))
    assert "a question for the military" in text
    assert "gives no positions" in text
