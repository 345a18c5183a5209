"""The matcher's few global numbers, learned from the knowledge itself and from labelled questions.

Nothing is learned here about a topic or a word: two logistic models over the signals, and three thresholds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.desk.evaluation import Labelled
from bot.matching.calibration import Calibration
from bot.matching.index import Target
from bot.matching.learned import Learned, examples_of
from bot.matching.match import Example, Match
from bot.matching.matcher import Matcher
from bot.matching.signals import SIZE
from bot.model.base import KnowledgeBase

FOLDS = 3
"""Parts into which the knowledge is cut; each is asked of what was learned from the others."""

HIDDEN_TOPICS = 0.1
"""Share of the topics hidden whole in each part: their questions have no answer then."""

KNOWLEDGE_WEIGHT = 0.5
"""Weight of all questions of the knowledge together, against that of all labelled questions."""

WRONG, WRONG_ON_SAFETY, CHOICE, NEEDLESS_CHOICE = 1.0, 1.5, 0.24, 0.1
"""Costs: of a wrong answer, of one on a safety topic, of a choice where an answer was right, of a needless choice."""

DANGER_AHEAD, DANGER_AHEAD_NEAR = 0.0, 3.0
"""Head start (in score) of danger before other targets, and before topics near to it.

A missed call for help costs more than a needless one.
"""

SETTLED = 1e-8
"""Change of a weight below which learning ends."""

_BLANK = Calibration((0.0,) * SIZE, (0.0,) * SIZE, 1.0, 1.0, 1.0, DANGER_AHEAD, DANGER_AHEAD_NEAR)


@dataclass(frozen=True, slots=True)
class Case:
    """The signals of one asked question, whether the first topic and whether one of three was right, and its weight."""

    row: list[float]
    right: bool
    offered: bool
    weight: float = 1.0


def calibrate(base: KnowledgeBase, labelled: Sequence[Labelled], seed: int = 0) -> Calibration:
    """Return the calibration learned from `base` and `labelled` questions; the same `seed` gives the same numbers."""
    whole = Matcher(base, _BLANK)
    cases = [case for one in labelled if (case := _case(whole.match(one.q, one.after), one.expect))]
    own = list(_held_out(base, random.Random(seed)))  # noqa: S311 - no secret is drawn
    each = KNOWLEDGE_WEIGHT * max(1, len(cases)) / max(1, len(own))
    cases += [Case(case.row, case.right, case.offered, each) for case in own]
    rows = np.array([case.row for case in cases])
    weights = np.array([case.weight for case in cases])
    return Calibration(
        right_weights=_fitted(rows, np.array([case.right for case in cases], float), weights),
        offered_weights=_fitted(rows, np.array([case.offered for case in cases], float), weights),
        answer=1 - CHOICE / WRONG,
        answer_safety=1 - CHOICE / WRONG_ON_SAFETY,
        suggest=NEEDLESS_CHOICE,
        danger=DANGER_AHEAD,
        danger_near=DANGER_AHEAD_NEAR,
    )


def _case(match: Match, accepted: Sequence[str]) -> Case | None:
    """Return what a match teaches; nothing where no model decided it."""
    if match.signals is None or match.exact or match.danger:
        return None
    first = [candidate.target.id in accepted for candidate in match.topics[:3]]
    return Case(match.signals.row(), first[0], any(first))


def _held_out(base: KnowledgeBase, chance: random.Random) -> Iterator[Case]:
    """Ask the knowledge's own questions of what was learned without them, some topics and declines hidden whole."""
    examples = list(examples_of(base))
    chance.shuffle(examples)
    topics, declines = sorted(base.topics), sorted(base.declines)
    chance.shuffle(topics)
    chance.shuffle(declines)
    for part in range(FOLDS):
        hidden = {Target("topic", id_) for id_ in topics[part::FOLDS][: int(len(topics) * HIDDEN_TOPICS)]}
        hidden |= {Target("decline", id_) for id_ in declines[part::FOLDS]}
        kept: list[Example] = []
        asked: list[Example] = []
        for number, example in enumerate(examples):
            held = example.target in hidden or (number % FOLDS == part and example.number >= 0)
            (asked if held else kept).append(example)
        matcher = Matcher(base, _BLANK, Learned(kept, base))
        for example in asked:
            answerable = example.target.kind == "topic" and example.target not in hidden
            case = _case(matcher.match(example.text), [example.target.id] if answerable else [])
            if case is not None and example.target.kind != "danger":
                yield case


def _fitted(rows: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the weights of a logistic model, by Newton's method with a slight pull to zero."""
    found = np.zeros(rows.shape[1])
    pull = np.eye(rows.shape[1])
    pull[0, 0] = 0.0
    for _ in range(30):
        chances = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (right - chances)) - pull @ found
        bend = (rows * (weights * chances * (1 - chances))[:, None]).T @ rows + pull
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < SETTLED:
            break
    return tuple(round(float(weight), 4) for weight in found)
