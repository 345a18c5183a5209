"""What the matcher learns from a knowledge base."""

from __future__ import annotations

from collections import Counter

from bot.matching.index import Target
from bot.matching.learned import examples_of
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase


def test_examples_are_all_questions_and_the_topics_titles(small: KnowledgeBase) -> None:
    """Each question of topics, declines and talk is an example; of titles only the topics' are."""
    kinds = Counter((example.target.kind, example.number == -1) for example in examples_of(small))
    questions = [sum(map(len, topic.questions.values())) for topic in small.topics.values()]
    assert kinds["topic", True] == 3 * len(small.topics)
    assert kinds["topic", False] == sum(questions)
    assert kinds["decline", False] == sum(map(len, small.declines["weather"].questions.values()))
    assert kinds["talk", False] == sum(map(len, small.talk["hello"].questions.values()))
    assert not kinds["decline", True]


def test_an_example_tells_where_it_stands(small: KnowledgeBase) -> None:
    """Language and number find the example's text among its record's questions."""
    found = [example for example in examples_of(small) if example.number >= 0 and example.target.kind == "topic"]
    assert found
    assert all(
        small.topics[example.target.id].questions[example.language][example.number] == example.text for example in found
    )


def test_what_was_learned_serves_another_matcher(small: KnowledgeBase, matcher: Matcher) -> None:
    """A matcher may be given what was learned; it then knows those examples."""
    given = Matcher(small, matcher.calibration, Matcher(small, matcher.calibration).learned)
    assert given.match("хто мер міста").topics[0].target == Target("topic", "mayor")
