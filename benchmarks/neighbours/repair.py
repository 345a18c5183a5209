"""The project's own text repair, put before a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.neighbours.method import Sample
from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words
from bot.matching.readings import readings
from bot.matching.vocabulary import Vocabulary

Change = Callable[[str], str]


def prepared(samples: Sequence[Sample], *, repair: bool) -> tuple[list[str], Change]:
    """Return the samples' texts and what is to be done with a question: nothing, or text repair and folding."""
    if not repair:
        return [sample.text for sample in samples], str
    folded = [folded_words(words(clean(sample.text))) for sample in samples]
    vocabulary = Vocabulary(folded)
    return [" ".join(question) for question in folded], lambda text: " ".join(readings(text, vocabulary)[0].folded)


def rewritten(samples: Sequence[Sample]) -> Change:
    """Return text repair without folding, for models that know the languages as they are written."""
    vocabulary = Vocabulary([folded_words(words(clean(sample.text))) for sample in samples])
    return lambda text: " ".join(readings(text, vocabulary)[0].written)
