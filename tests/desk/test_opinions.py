"""What people think of the answers."""

from __future__ import annotations

from bot.desk.opinions import Opinion, opinions
from bot.store.records import TopicFeedback


def test_topics_come_by_the_share_of_wrong_and_outdated() -> None:
    """Other reasons don't count for the order; of equal shares the more ratings come first."""
    found = opinions(
        [
            TopicFeedback("fine", 9, 1, {"question": 1}),
            TopicFeedback("often", 4, 4, {"wrong": 1, "outdated": 3}),
            TopicFeedback("seldom", 1, 1, {"wrong": 1}),
            TopicFeedback("worst", 0, 2, {"outdated": 2}),
        ]
    )
    assert [(one.topic, one.share) for one in found] == [("worst", 1.0), ("often", 0.5), ("seldom", 0.5), ("fine", 0.0)]


def test_an_opinion_holds_each_reason() -> None:
    """Reasons that were never given are 0, and a rating may have none."""
    (found,) = opinions([TopicFeedback("one", 2, 3, {"source": 1})])
    assert found == Opinion("one", 5, 0.0, 2, 0, 0, 0, 1)


def test_a_topic_without_ratings_is_left_out() -> None:
    """There is nothing to say of it."""
    assert opinions([TopicFeedback("one", 0, 0, {})]) == []
