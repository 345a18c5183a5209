"""`make bench-scale`: the matcher beside its neighbours at 79 to 100,000 topics.

The first size is the bot's own knowledge; larger ones add topics of ten examples each, made by `benchmarks.growth`.
Half of the questions are labelled ones, of the bot's own topics; half are examples of new topics with a word left out,
two in another order, and perhaps a typing mistake. Every method runs in a process of its own, on one core, one after
another; times are the processor's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.given import ROOT, knowledge, questions
from benchmarks.growth import Growth
from benchmarks.measuring import table, three
from benchmarks.plots import curves
from benchmarks.scaled import METHODS, Figures
from bot.matching.learned import examples_of

SIZES = (79, 1_000, 10_000, 100_000)
"""Topics; the first is what the bot has."""

ASKED = 500
"""Questions of each half."""

PLOTS = ROOT / "docs" / "plots"

DRAWN = (
    ("p50", "Time of a question: median", "ms of the processor"),
    ("p99", "Time of a question: 99 of 100 within", "ms of the processor"),
    ("memory", "Memory that each method adds to a process", "MB resident"),
)

LEAST = 0.01
"""What is drawn of less: zero has no place on a logarithmic scale."""

Results = dict[str, dict[int, Figures]]


def main() -> None:
    """Print the tables and draw the plots."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="topics of the largest size (default: %(default)s)")
    parser.add_argument("--only", default="", help="only the methods named, with commas between them")
    given = parser.parse_args()
    names = given.only.split(",") if given.only else list(METHODS)
    sizes = [size for size in SIZES if size <= given.most]
    results: Results = {name: {} for name in ("learning", *names)}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size)
            for name, found in results.items():
                print(f"... {size:,} topics: {name}", file=sys.stderr, flush=True)
                found[size] = _apart(name, folder)
                print(f"    {found[size]}", file=sys.stderr, flush=True)
    print(_learnt(results["learning"], results.get("this project", {})), "\n")
    print(_compared(results, sizes))
    if not given.only:
        _plot(results, sizes)


def _write(folder: Path, size: int) -> None:
    """Write the examples of the new topics, and the questions."""
    base = knowledge()
    examples = list(examples_of(base))
    chance = random.Random(0)  # noqa: S311 - no secret is drawn
    labelled = [(one.q, list(one.expect)) for one in questions(follow_ups=False) if one.expect]
    added = max(0, size - len(base.topics))
    asked = chance.sample(labelled, ASKED if added else 2 * ASKED)
    with folder.joinpath("made.jsonl").open("w", encoding="utf-8") as lines:
        for made, question in Growth(examples, added).made(ASKED) if added else ():
            for one in made:
                lines.write(json.dumps([one.target.id, one.language, one.number, one.text], ensure_ascii=False) + "\n")
            if question is not None:
                asked.append((question.text, [question.topic]))
    chance.shuffle(asked)
    folder.joinpath("questions.json").write_text(json.dumps(asked, ensure_ascii=False), "utf-8")


def _apart(name: str, folder: str) -> Figures:
    """Return what a process of its own measures."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.scaled", name, folder]
    done = subprocess.run(command, env=os.environ | single, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def _learnt(learning: dict[int, Figures], asked: dict[int, Figures]) -> str:
    """Return the table of what the project's index is and takes."""
    columns = (
        *("topics", "examples", "features", "postings", "learning, s", "at most while learning, MB"),
        *("file, MB", "file, kB a topic", "opening, s", "resident after 100 questions, MB", "same best topic as exact"),
    )
    rows = []
    for size, one in learning.items():
        own = asked.get(size, {})
        rows.append(
            [
                *(f"{one[name]:,.0f}" for name in ("topics", "examples", "features", "postings")),
                *(f"{one['learning']:.1f}", f"{one['most']:,.0f}", f"{one['file']:,.0f}"),
                f"{1000 * one['file'] / one['topics']:.1f}",
                f"{own.get('load', 0):.2f}",
                f"{own.get('memory', 0):,.0f}",
                three(own.get("same", 0)),
            ]
        )
    return table(columns, rows)


def _compared(results: Results, sizes: Sequence[int]) -> str:
    """Return the table of all methods."""
    columns = ("method", "topics", "p50, ms", "p99, ms", "first", "load, s", "MB", "questions")
    rows = [
        [
            name,
            f"{size:,}",
            *(f"{found[size][one]:.2f}" for one in ("p50", "p99")),
            three(found[size]["first"]),
            *(f"{found[size]['load']:.1f}", f"{found[size]['memory']:,.0f}", f"{found[size]['asked']:.0f}"),
        ]
        for name, found in results.items()
        if name != "learning"
        for size in sizes
    ]
    return table(columns, rows)


def _plot(results: Results, sizes: Sequence[int]) -> None:
    """Draw what each method takes against the number of topics."""
    for figure, title, up in DRAWN:
        drawn = {
            name: [(size, max(found[size][figure], LEAST)) for size in sizes]
            for name, found in results.items()
            if name != "learning"
        }
        curves(PLOTS / f"scale-{figure}.png", title, "topics", up, drawn, wide=True)


if __name__ == "__main__":
    main()
