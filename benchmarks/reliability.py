"""`make bench-reliability`: the calibration held against truth, on questions that it has seen and has not.

The labelled questions are cut into five parts; for each part the calibration is learned from the knowledge and the
other four (as `kharkiv-bot calibrate` learns it from all five) and used on that part. The figures so found stand beside
those of the stored calibration, which has seen all of them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.given import golden, knowledge, questions
from benchmarks.measuring import table, three
from benchmarks.replacing import replaced
from bot.answering.answerer import Answerer
from bot.desk import calibrating
from bot.desk.evaluation import Given, Labelled, answer_all, rates
from bot.matching.calibration import Calibration, calibration
from bot.matching.learned import Learned, examples_of
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase

FOLDS = 5
"""Parts of the labelled questions."""

FIGURES = ("right", "offered", "wrong", "missed", "first", "top3", "false", "nagged", "ece")

Crossed = tuple[Calibration, Sequence[Labelled]]
"""A part of the questions and a calibration that was learned without it."""

TODAY = dt.datetime.now(tz=dt.UTC).date()


def main() -> None:
    """Print the tables."""
    base, asked = knowledge(), questions()
    learned = Learned(examples_of(base), base)
    stored = calibration()
    seen = _given(base, learned, stored, asked)
    crossed = _crossed(base, asked)
    new = [one for by, part in crossed for one in _given(base, learned, by, part)]
    held = _with_thresholds(crossed, stored)
    kept = [one for by, part in held for one in _given(base, learned, by, part)]
    fresh = crossed[-1][0]
    print(f"{len(asked)} labelled questions, {sum(bool(one.expect) for one in asked)} of them answerable.\n")
    print("Probability and truth, by decile of the probability that the first topic is right\n")
    print(table(("probability", *("questions", "mean", "right") * 2), _deciles(seen, new)))
    print(
        "\nWhat was answered or offered, as `ece` counts it. Columns 2-4: the stored calibration; 5-7: cross-validated,"
    )
    print("thresholds by the costs.\n")
    several = {
        "stored": seen,
        "stored, on the golden questions": _given(base, learned, stored, golden()),
        "cross-validated weights, stored thresholds": kept,
        "cross-validated weights, thresholds by the costs": new,
    }
    rows = [[name, *_figures(given)] for name, given in several.items()]
    print(table(("calibration", *FIGURES), rows))
    print("\nThresholds and the costs that they follow from (a wrong answer on other matters costs 1)\n")
    print(table(("threshold", "cost that sets it", "by the costs", "stored"), _thresholds(stored, fresh)))


def _given(base: KnowledgeBase, learned: Learned, by: Calibration, asked: Sequence[Labelled]) -> list[Given]:
    return answer_all(Answerer(base, Matcher(base, by, learned)), asked, TODAY)


def _crossed(base: KnowledgeBase, asked: Sequence[Labelled]) -> list[Crossed]:
    """Return the parts of the questions, each with a calibration that did not see it."""
    mixed = list(asked)
    random.Random(0).shuffle(mixed)  # noqa: S311 - no secret is drawn
    # The knowledge's own questions teach each part the same: ask them once.
    own = list(calibrating._held_out(base, random.Random(0)))  # noqa: S311, SLF001
    found: list[Crossed] = []
    with replaced((calibrating, "_held_out", lambda *_: iter(own))):
        for part in range(FOLDS):
            others = [one for number, one in enumerate(mixed) if number % FOLDS != part]
            found.append((calibrating.calibrate(base, others), mixed[part::FOLDS]))
    return found


def _with_thresholds(crossed: Sequence[Crossed], of: Calibration) -> list[Crossed]:
    """Return the same parts, the weights as they were learned, the thresholds those `of` another calibration."""
    return [
        (replace(of, right_weights=by.right_weights, offered_weights=by.offered_weights), part) for by, part in crossed
    ]


def _deciles(*several: Sequence[Given]) -> list[list[str]]:
    rows = []
    grouped = [_by_decile(given) for given in several]
    for decile in range(10):
        row = [f"{decile / 10:.1f} to {(decile + 1) / 10:.1f}"]
        for groups in grouped:
            group = groups[decile]
            mean = sum(score for score, _ in group) / len(group) if group else 0.0
            right = sum(hit for _, hit in group) / len(group) if group else 0.0
            row += [str(len(group)), *(map(three, (mean, right)) if group else ("-", "-"))]
        rows.append(row)
    return rows


def _by_decile(given: Sequence[Given]) -> dict[int, list[tuple[float, bool]]]:
    """Return the scores that were acted upon, and whether the first topic was right, as `ece` counts them."""
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one in given:
        if one.decision != "none":
            right = bool(set(one.candidates[:1]) & set(one.asked.expect))
            groups[min(9, int(one.score * 10))].append((one.score, right))
    return groups


def _figures(given: Sequence[Given]) -> list[str]:
    found = rates(given)
    values = [getattr(found, name) for name in FIGURES]
    return ["-" if value is None else three(value) for value in values]


def _thresholds(stored: Calibration, fresh: Calibration) -> list[list[str]]:
    choice, safety = calibrating.CHOICE / calibrating.WRONG, calibrating.WRONG_ON_SAFETY
    return [
        ["answer", f"a choice where an answer was right: {choice:.2f}", f"{fresh.answer:.2f}", f"{stored.answer:.2f}"],
        [
            "answer, matters of safety",
            f"a wrong answer there: {safety:.2f}",
            f"{fresh.answer_safety:.2f}",
            f"{stored.answer_safety:.2f}",
        ],
        [
            "offer a choice",
            f"a needless choice: {calibrating.NEEDLESS_CHOICE:.2f}",
            f"{fresh.suggest:.2f}",
            f"{stored.suggest:.2f}",
        ],
        [
            "danger to life, behind other targets",
            f"head start in score: {calibrating.DANGER_AHEAD:.1f}",
            f"{fresh.danger:.1f}",
            f"{stored.danger:.1f}",
        ],
        [
            "danger to life, behind topics near to it",
            f"head start in score: {calibrating.DANGER_AHEAD_NEAR:.1f}",
            f"{fresh.danger_near:.1f}",
            f"{stored.danger_near:.1f}",
        ],
    ]


if __name__ == "__main__":
    main()
