"""How much of each feature the targets hold."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching import amounts as summing
from bot.matching import index as weighing
from bot.matching.amounts import Amounts, amounts
from bot.matching.batch import Batch
from bot.matching.hashing import hash_of
from bot.matching.index import Index
from bot.matching.learned import Learned, examples_of
from bot.matching.lexicon import Concepts
from bot.matching.tokens import Tokens
from bot.model.base import KnowledgeBase

QUESTIONS = [("де", "метро"), ("хто", "мер"), ("метро",), (), ("метро", "метро")]
OWNERS = np.array([1, 0, 0, 2, 1])


def _of(held: Amounts, batch: Batch, feature: str) -> dict[int, float]:
    """Return how much of a feature each target holds."""
    place = int(np.searchsorted(batch.keys, np.uint64(hash_of(feature))))
    some = slice(held.starts[place], held.starts[place + 1])
    return dict(zip(held.owners[some].tolist(), held.amounts[some].tolist(), strict=True))


def test_a_target_holds_the_sum_of_its_examples() -> None:
    """An example adds the feature's weight by rarity, divided by its own length; a word said twice counts once."""
    batch = Batch(Tokens(QUESTIONS), Concepts({}))
    held = amounts(batch, OWNERS)
    weights = batch.weights * held.rarity

    def share(number: int) -> float:
        own = weights[np.unique(batch.of(np.array([number]))[1])]
        return float(weights[np.searchsorted(batch.keys, np.uint64(hash_of("wметр")))] / np.sqrt(own @ own))

    assert _of(held, batch, "wметр") == pytest.approx({0: share(2), 1: share(0) + share(4)})
    assert list(_of(held, batch, "wхто")) == [0]


def test_the_rarer_a_feature_the_more_it_weighs() -> None:
    """Rarity falls with the number of examples that hold a feature."""
    batch = Batch(Tokens(QUESTIONS), Concepts({}))
    rarity = dict(zip(batch.keys.tolist(), amounts(batch, OWNERS).rarity.tolist(), strict=True))
    assert rarity[hash_of("wхто")] == pytest.approx(1 + np.log(6 / 2))
    assert rarity[hash_of("wметр")] == pytest.approx(1 + np.log(6 / 4))


def test_nothing_is_held_where_nothing_is_said() -> None:
    """Examples without words leave all empty."""
    held = amounts(Batch(Tokens([(), ()]), Concepts({})), np.array([0, 0]))
    assert (held.starts.tolist(), len(held.owners), len(held.amounts)) == ([0], 0, 0)


def test_the_size_of_blocks_changes_nothing(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole knowledge is learned the same, to the bit, a few pairs at a time and all at once."""
    examples = list(examples_of(base))
    whole = Learned(examples, base).index
    assert whole.starts[-1] > weighing.TOGETHER  # several parts as it is
    for size in (10_000, 1 << 62):
        monkeypatch.setattr(summing, "BLOCK", size)
        monkeypatch.setattr(weighing, "TOGETHER", size)
        again: Index = Learned(examples, base).index
        assert again.targets == whole.targets
        for name in ("keys", "rarity", "starts", "owners", "common", "offsets", "lengths", "extra"):
            assert np.array_equal(getattr(again, name), getattr(whole, name)), name
