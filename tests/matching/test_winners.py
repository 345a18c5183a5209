"""The best targets of many questions, scored together."""

from __future__ import annotations

import numpy as np

from bot.matching.batch import Batch
from bot.matching.features import features, recognised
from bot.matching.index import Index, Target
from bot.matching.learned import Learned, examples_of
from bot.matching.lexicon import Concepts
from bot.matching.matcher import Matcher
from bot.matching.tokens import Tokens
from bot.matching.vocabulary import Vocabulary
from bot.matching.winners import SEVERAL, winners
from bot.model.base import KnowledgeBase

METRO, MAYOR, RAIN = Target("topic", "metro"), Target("topic", "mayor"), Target("decline", "rain")

NO_CONCEPTS = Concepts({})

EXAMPLES = [
    (METRO, ("where", "metro")),
    (METRO, ("metro", "open")),
    (MAYOR, ("who", "mayor")),
    (MAYOR, ("where", "mayor")),
    (RAIN, ("will", "it", "rain")),
]


def test_the_winners_of_a_batch_are_those_of_its_questions_one_by_one() -> None:
    """Scored together, the questions learned from win the targets that they win alone; without words, none."""
    examples = [*EXAMPLES, (RAIN, ()), *((MAYOR, (f"mayor{number}", "where")) for number in range(40)), (METRO, ())]
    batch = Batch(Tokens([words for _, words in examples]), NO_CONCEPTS)
    index = Index([target for target, _ in examples], batch)
    expected = [
        index.targets[int(np.argmax(index.scores(features(recognised(words, Vocabulary([words])), NO_CONCEPTS))))]
        if words
        else None
        for _, words in examples
    ]
    assert winners(index, batch) == expected
    assert expected[5] is expected[-1] is None


def test_the_winners_of_the_whole_knowledge_are_the_matchers(matcher: Matcher, base: KnowledgeBase) -> None:
    """Features held by few and by many targets are weighed alike, over several parts of a batch."""
    learned = Learned(examples_of(base), base, keep=True)
    won = learned.winners()
    assert len(won) == len(learned.examples) > 3 * SEVERAL
    for number in range(0, len(won), 97):
        assert won[number] == matcher.winner(learned.examples[number].text), learned.examples[number].text
