"""Topics, themes and what has no answer."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.model.topic import City, Theme, Topic

TITLE = {"uk": "Скільки?", "ru": "Сколько?", "en": "How many?"}
TOPIC: dict[str, Any] = {"id": "bridges", "theme": "town", "title": TITLE, "ages": "years", "facts": ["bridges-2025"]}


def test_a_topic_needs_no_questions_or_related_topics() -> None:
    """Both are empty where they are left out."""
    topic = Topic.model_validate(TOPIC)
    assert (topic.questions, topic.related) == ({}, ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"facts": []}, "at least 1 item", id="no-facts"),
        pytest.param({"ages": "days"}, "'weeks', 'months', 'years' or 'never'", id="unknown-age"),
        pytest.param({"questions": {"de": ["Wie viele?"]}}, "should be 'uk', 'ru' or 'en'", id="fourth-language"),
        pytest.param({"questions": {"en": [" "]}}, "at least 1 character", id="blank-question"),
        pytest.param({"questions": {"en": ["x" * 401]}}, "at most 400 characters", id="long-question"),
        pytest.param({"relatd": []}, "not permitted", id="unknown-key"),
    ],
)
def test_an_unsound_topic_is_refused(changed: dict[str, Any], fault: str) -> None:
    """A topic has facts, a known way of ageing, and questions that a person could type."""
    with pytest.raises(ValidationError, match=fault):
        Topic.model_validate(TOPIC | changed)


def test_a_question_may_have_four_hundred_characters() -> None:
    """The longest question is allowed whole."""
    topic = Topic.model_validate(TOPIC | {"questions": {"en": ["x" * 400]}})
    assert len(topic.questions["en"][0]) == 400


@pytest.mark.parametrize("safety", ["true", "yes", 1, None], ids=repr)
def test_safety_is_told_by_true_or_false_alone(safety: object) -> None:
    """Nothing but a truth value says that a wrong answer may harm."""
    assert Theme.model_validate({"id": "town", "title": TITLE}).safety is False
    assert Theme.model_validate({"id": "town", "title": TITLE, "safety": True}).safety is True
    with pytest.raises(ValidationError, match="should be a valid boolean"):
        Theme.model_validate({"id": "town", "title": TITLE, "safety": safety})


def test_a_city_speaks_one_of_the_three_languages() -> None:
    """The default language is one that the bot writes."""
    with pytest.raises(ValidationError, match="should be 'uk', 'ru' or 'en'"):
        City.model_validate({"name": TITLE, "bot": TITLE, "about": TITLE, "default_language": "de"})
