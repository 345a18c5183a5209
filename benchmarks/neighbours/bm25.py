"""BM25 over words, by bm25s with its own word pattern and defaults."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bm25s
import numpy as np

from benchmarks.neighbours.method import Asked, Method, Sample, Targets
from benchmarks.neighbours.repair import Change, prepared


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:  # noqa: ARG001 - it has no parts
    """Return BM25; a target is as good as its best example."""
    texts, change = prepared(samples, repair=repair)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    return Method("BM25 (bm25s)", _asking(index, change, Targets(samples), len(samples)))


def _asking(index: bm25s.BM25, change: Change, targets: Targets, size: int) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        words = bm25s.tokenize([change(text)], stopwords=None, return_ids=False, show_progress=False)[0]
        scores = index.get_scores(words) if words else np.zeros(size)
        return targets.asked(targets.best(scores))

    return ask
