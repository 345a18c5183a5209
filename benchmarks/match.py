"""`make bench-match`: the matcher beside its neighbours, on the same examples and the same questions.

Examples are all example questions of the knowledge; questions are the labelled ones without follow-ups. Every method
runs in a process of its own, on one core, one after another. Times are those of the processor (an idle machine's clock
would show the same), the median over the questions of the median of several passes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.given import ROOT, knowledge, questions
from benchmarks.measuring import table
from benchmarks.one import Row
from bot.matching.learned import DANGER, Learned, examples_of
from bot.matching.readings import readings

ROWS = (
    ("fuzzy", "WRatio"),
    ("fuzzy", "token_sort_ratio"),
    ("fuzzy", "token_set_ratio"),
    ("bm25", ""),
    ("tfidf", "word, best example"),
    ("tfidf", "word, centroid"),
    ("tfidf", "char 2-5, best example"),
    ("tfidf", "char 2-5, centroid"),
    ("linear", ""),
    ("embedding", "best example"),
    ("embedding", "centroid"),
    ("project", "index"),
    ("project", "whole"),
)
"""Module of `benchmarks.neighbours` and part of it; each runs with and without text repair, but for the project."""

COLUMNS = (
    *("method", "text repair", "declines", "first", "top3", "right@5%", "right@10%"),
    *("new: first", "new: right@5%", "ms", "load s", "MB"),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only the modules named, with commas between them")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder))
        rows = []
        for module, part in ROWS:
            if not asked.only or module in asked.only.split(","):
                for repair in ("yes",) if module == "project" else ("no", "yes"):
                    print(f"... {module} {part}, text repair: {repair}", file=sys.stderr, flush=True)
                    rows.append(_apart(module, part, repair, folder))
    print(table(COLUMNS, [row.cells() for row in rows]))


def _write(folder: Path) -> None:
    """Write the examples, sorted by target, and the questions, so that a neighbour need not load the project."""
    base = knowledge()
    learned = Learned(examples_of(base), base)
    answers = f"topic:{base.danger.answers}" if base.danger else ""  # examples of danger are examples of that topic
    samples = sorted(
        (answers if one.target == DANGER else f"{one.target.kind}:{one.target.id}", one.text)
        for one in learned.examples
    )
    folder.joinpath("samples.json").write_text(json.dumps(samples), "utf-8")
    asked = [
        (one.q, one.expect, learned.same_as(readings(one.q, learned.vocabulary)[0].folded) is None)
        for one in questions(follow_ups=False)
    ]
    folder.joinpath("questions.json").write_text(json.dumps(asked), "utf-8")
    inside = sum(bool(expect) for _, expect, _ in asked)
    new = sum(new for _, _, new in asked)
    print(f"{len(samples)} examples; {len(asked)} questions, {inside} of them answerable; {new} are new (no example")
    print("says the same). Times are the processor's.\n")


def _apart(module: str, part: str, repair: str, folder: str) -> Row:
    """Return the row that a process of its own finds."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.one", module, part, repair, folder]
    done = subprocess.run(command, env=os.environ | single, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{module} {part} failed:\n{done.stderr}")
    return Row(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
