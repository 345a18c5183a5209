"""One method measured, in a process of its own that `benchmarks.match` starts; prints a row of its table as JSON."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measuring import Judged, resident, right_at, share, three
from benchmarks.neighbours.method import Asked, Method, Sample

PASSES = 3
"""Times that all questions are asked."""

SLOW = 20.0
"""Milliseconds a question from which on they are asked only once."""

Question = tuple[str, Sequence[str], bool]
"""A question, the topics that answer it, and whether no example says the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    name: str
    repair: bool
    rule: str
    first: float
    top3: float
    right5: float
    right10: float
    new_first: float
    new_right5: float
    milliseconds: float
    load: float
    memory: float

    def cells(self) -> list[str]:
        """Return the row as the table shows it."""
        shares = (self.first, self.top3, self.right5, self.right10, self.new_first, self.new_right5)
        used = {"alone": "no", "calibrated": "yes"}.get(self.rule, f"yes ({self.rule})")
        load = f"{self.load:.1f}" if self.load < 100 else f"{self.load:.0f}"  # noqa: PLR2004 - three digits
        costs = (f"{self.milliseconds:.2f}", load, f"{self.memory:.0f}")
        return [self.name, "yes" if self.repair else "no", used, *map(three, shares), *costs]


def main() -> None:
    """Measure the method that the arguments name: module, part, "yes" or "no" to text repair, folder of the data."""
    module, part, repair, folder = sys.argv[1:]
    print(json.dumps(asdict(_row(module, part, repair == "yes", Path(folder)))))


def _row(module: str, part: str, repair: bool, folder: Path) -> Row:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    samples = [Sample(text, target) for target, text in json.loads(folder.joinpath("samples.json").read_bytes())]
    asked: list[Question] = json.loads(folder.joinpath("questions.json").read_bytes())
    texts = [text for text, _, _ in asked]
    began = time.process_time()
    method = importlib.import_module(f"benchmarks.neighbours.{module}").method(samples, part, repair=repair)
    load = time.process_time() - began + method.seconds
    found, times = _timed(method, texts)
    passes = [times]
    while len(passes) < PASSES and statistics.median(times) < SLOW * 1e6:
        passes.append(_timed(method, texts)[1])
    judged = {rule: _judged(asked, found, rule) for rule in found[0].sure}
    rule = max(judged, key=lambda one: right_at(judged[one], 0.05))
    new = [one for one, (_, _, is_new) in zip(judged[rule], asked, strict=True) if is_new]
    return Row(
        name=method.name,
        repair=repair,
        rule=rule,
        first=share(one.first for one in judged[rule] if one.answerable),
        top3=share(one.top3 for one in judged[rule] if one.answerable),
        right5=right_at(judged[rule], 0.05),
        right10=right_at(judged[rule], 0.10),
        new_first=share(one.first for one in new if one.answerable),
        new_right5=right_at(new, 0.05),
        milliseconds=statistics.median(statistics.median(one) for one in zip(*passes, strict=True)) / 1e6,
        load=load,
        memory=resident(),
    )


def _timed(method: Method, texts: Sequence[str]) -> tuple[list[Asked], list[int]]:
    """Return what the method makes of each text, and the nanoseconds that took."""
    found, times = [], []
    for text in texts:
        began = time.process_time_ns()
        found.append(method.ask(text))
        times.append(time.process_time_ns() - began)
    return found, times


def _judged(asked: Sequence[Question], found: Sequence[Asked], rule: str) -> list[Judged]:
    return [
        Judged(
            answerable=bool(expect),
            first=one.topics[0] in expect if one.topics else False,
            top3=bool(set(one.topics) & set(expect)),
            score=one.sure[rule],
        )
        for (_, expect, _), one in zip(asked, found, strict=True)
    ]


if __name__ == "__main__":
    main()
