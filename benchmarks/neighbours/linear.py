"""Logistic regression by scikit-learn over char TF-IDF, one class for each target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from benchmarks.neighbours.method import Asked, Method, Sample, Targets
from benchmarks.neighbours.repair import Change, prepared
from benchmarks.neighbours.tfidf import ANALYSERS


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:  # noqa: ARG001 - it has no parts
    """Return the regression, which takes a minute to learn.

    It is learned by stochastic descent: LogisticRegression's own solver took twice as long for 30 steps, and was
    worse after them (first .897 against .920, right@5% .555 against .789, without text repair).
    """
    texts, change = prepared(samples, repair=repair)
    vectoriser = TfidfVectorizer(**ANALYSERS["char 2-5"], min_df=2, dtype=np.float32)
    model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=10, tol=None, random_state=0)
    model.fit(vectoriser.fit_transform(texts), [sample.target for sample in samples])
    targets = Targets.named(model.classes_)
    return Method("logistic regression, char 2-5 TF-IDF", _asking(vectoriser, model, change, targets))


def _asking(vectoriser: Any, model: Any, change: Change, targets: Targets) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        found = targets.asked(model.predict_proba(vectoriser.transform([change(text)]))[0])
        # What has no answer is a class too, which takes its share of the probability of the others.
        ways = {"as classes" if way == "alone" else way: sure for way, sure in found.sure.items()}
        return Asked(found.topics, ways)

    return ask
