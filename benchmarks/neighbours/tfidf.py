"""TF-IDF by scikit-learn, over letters or words: the likest example, or the likest centroid of a target's examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from benchmarks.neighbours.method import Asked, FloatArray, Method, Sample, Targets
from benchmarks.neighbours.repair import prepared

ANALYSERS: dict[str, dict[str, Any]] = {
    "char 2-5": {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True},
    "word": {"analyzer": "word", "token_pattern": r"(?u)\b\w+\b"},
}


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:
    """Return the way named in `part`, such as "word, best example"."""
    kind, way = part.split(", ")
    texts, change = prepared(samples, repair=repair)
    vectoriser = TfidfVectorizer(**ANALYSERS[kind], dtype=np.float32)
    vectors = vectoriser.fit_transform(texts)
    targets = Targets(samples)
    best = way == "best example"
    against = (vectors if best else centroids(targets, vectors)).T.tocsr()
    ask = _asking(lambda text: vectoriser.transform([change(text)]), against, targets, best=best)
    return Method(f"{kind} TF-IDF, {way}", ask)


def centroids(targets: Targets, vectors: Any) -> Any:
    """Return one sparse vector of unit length for each target, in the middle of its samples' vectors."""
    owner = np.repeat(np.arange(len(targets.names)), targets.counts)
    middle = sparse.csr_matrix((np.ones(len(owner)), (owner, np.arange(len(owner))))) @ vectors
    return normalize(middle)


def _asking(vector: Callable[[str], Any], against: Any, targets: Targets, *, best: bool) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        scores: FloatArray = (vector(text) @ against).toarray()[0]
        return targets.asked(targets.best(scores) if best else scores)

    return ask
