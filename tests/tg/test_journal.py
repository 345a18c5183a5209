"""What is noted of questions."""

from __future__ import annotations

import datetime as dt

from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES
from bot.tg.journal import NEVER_KEPT, never_kept
from bot.tg.shelf import Shelf

DAY = dt.date(2026, 4, 1)


def test_topics_that_are_never_kept_exist(shelf: Shelf) -> None:
    """A topic that is renamed must be renamed here, too, or its questions would be kept."""
    assert set(shelf.answerer.base.topics) >= NEVER_KEPT


def test_every_known_question_on_positions_is_never_kept(shelf: Shelf, base: KnowledgeBase) -> None:
    """All example questions on military positions, in each language, are recognised as such."""
    answerer = shelf.answerer
    kept = [
        question
        for topic in NEVER_KEPT
        for language in LANGUAGES
        for question in base.topics[topic].questions[language]
        if not never_kept(answerer.ask(question, today=DAY))
    ]
    assert kept == []


def test_most_other_questions_may_be_kept(shelf: Shelf) -> None:
    """The guard does not swallow what the maintainers need."""
    answerer = shelf.answerer
    others = [topic for topic in answerer.base.topics.values() if topic.id not in NEVER_KEPT]
    kept = [topic for topic in others if not never_kept(answerer.ask(topic.title.uk, today=DAY))]
    assert len(kept) > 0.8 * len(others)
