"""`make bench-speed`: time and memory of the project.

Times of questions are taken from the clock and from the processor, which on a machine that does other work tell
apart the matcher and its neighbours; the medians of several processes are printed. `kharkiv-bot ask` is started
with bytecode at hand, as pip and every first start leave it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from benchmarks.given import KNOWLEDGE, ROOT, questions
from benchmarks.measuring import resident, table
from bot.answering.answerer import Answerer
from bot.library.opening import open_knowledge
from bot.matching.calibration import calibration
from bot.matching.matcher import Matcher

MANY = 2000
"""Questions after which memory is looked at."""

ASK = (
    "import sys; from bot.cli.main import main; sys.argv = ['kharkiv-bot', 'ask', 'how many schools were hit']; main()"
)

Figures = dict[str, float]


def main() -> None:
    """Print the table, or, in a process of its own, the figures of one loading as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="processes of each kind (default: %(default)s)")
    parser.add_argument("--one", type=Path, metavar="CACHE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_one(asked.one)))
        return
    cold, warm = [], []
    with tempfile.TemporaryDirectory() as bytecode:
        with tempfile.TemporaryDirectory() as cache:
            _ask(cache, bytecode)  # which leaves the bytecode
        for _ in range(asked.times):
            with tempfile.TemporaryDirectory() as cache:
                of_ask = _ask(cache, bytecode)
                cold.append(_apart(f"{cache}/own") | of_ask)
                warm.append(_apart(f"{cache}/own") | _ask(cache, bytecode))
    names = list(cold[0])
    rows = [[name, *(_shown([figures[name] for figures in kind]) for kind in (cold, warm))] for name in names]
    print(f"Median (least to most) of {asked.times} processes each; cold: without the bot's own cache\n")
    print(table(("", "cold", "from the cache"), rows))


def _shown(values: Sequence[float]) -> str:
    digits = 0 if min(values) >= 100 else 2  # noqa: PLR2004 - three digits
    median, least, most = (f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{median} ({least} to {most})"


def _apart(cache: str) -> Figures:
    """Return the figures of a process of its own that uses this folder as cache."""
    command = [sys.executable, "-m", "benchmarks.speed", "--one", cache]
    found: Figures = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)  # noqa: S603
    return found


def _ask(cache: str, bytecode: str) -> Figures:
    """Return the time of a whole `kharkiv-bot ask`, start of Python included; both folders may be empty before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_CACHE_HOME": cache, "PYTHONPYCACHEPREFIX": bytecode}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, check=True)  # noqa: S603
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"`kharkiv-bot ask`, s, clock": clock, "`kharkiv-bot ask`, s, processor": worked}


def _one(cache: Path) -> Figures:
    """Return the figures of this process."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    clock, worked = time.perf_counter(), time.process_time()
    opened = open_knowledge(KNOWLEDGE, cache)
    matcher = Matcher(opened.base, calibration(), opened.learned)
    found = {"load, s, clock": time.perf_counter() - clock, "load, s, processor": time.process_time() - worked}
    found["memory after loading, MB"] = resident()
    found["memory at most while loading, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    asked = [(one.q, one.after) for one in questions()]
    for text, after in asked:  # warm
        matcher.match(text, after)
    by_clock, by_processor = _times([partial(matcher.match, *one) for one in asked])
    for name, times in (("clock", by_clock), ("processor", by_processor)):
        found[f"a question, median, ms, {name}"] = statistics.median(times)
        found[f"a question, 99 of 100 within, ms, {name}"] = statistics.quantiles(times, n=100)[98]
    answerer = Answerer(opened.base, matcher)
    today = dt.datetime.now(tz=dt.UTC).date()
    by_clock, by_processor = _times([partial(answerer.ask, q, today=today, after=after) for q, after in asked])
    found["a question and its reply, median, ms, processor"] = statistics.median(by_processor)
    for text, after in islice(cycle(asked), MANY):
        answerer.ask(text, today=today, after=after)
    found[f"memory after {MANY:,} more questions, MB"] = resident()
    return found


def _times(calls: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each call, by the clock and by the processor."""
    by_clock, by_processor = [], []
    for call in calls:
        clock, worked = time.perf_counter_ns(), time.process_time_ns()
        call()
        by_processor.append((time.process_time_ns() - worked) / 1e6)
        by_clock.append((time.perf_counter_ns() - clock) / 1e6)
    return by_clock, by_processor


if __name__ == "__main__":
    main()
