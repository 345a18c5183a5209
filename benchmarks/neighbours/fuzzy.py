"""rapidfuzz: the likest example by a ratio of characters or of sorted words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.neighbours.method import Asked, Method, Sample, Targets
from benchmarks.neighbours.repair import Change, prepared

SCORERS: dict[str, Callable[..., float]] = {
    "WRatio": fuzz.WRatio,
    "token_sort_ratio": fuzz.token_sort_ratio,
    "token_set_ratio": fuzz.token_set_ratio,
}


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:
    """Return the scorer named in `part`."""
    texts, change = prepared(samples, repair=repair)
    known = [utils.default_process(text) for text in texts]
    return Method(f"rapidfuzz {part}", _asking(known, change, SCORERS[part], Targets(samples)))


def _asking(
    known: Sequence[str], change: Change, scorer: Callable[..., Any], targets: Targets
) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        asked = utils.default_process(change(text))
        likeness = process.cdist([asked], known, scorer=scorer, dtype=np.float32, workers=1)[0]
        return targets.asked(targets.best(likeness))

    return ask
