"""`make bench-instructions`: instructions of a question and of a reply, against those of a fixed piece of work.

Instructions are counted by valgrind, so that neither a busy machine nor its speed changes them; another Python or NumPy
does, which the fixed piece of work takes out for the most part. `--check` fails where a ratio is more than a tenth
above the recorded one; `--record` records it, after a change that is worth it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.given import ROOT

RECORDED = ROOT / "benchmarks" / "instructions.json"

ALLOWED = 0.1
"""By how much more a ratio may be than the recorded one."""

KNOWLEDGE = ROOT / "tests" / "library" / "small"

TODAY = dt.date(2025, 10, 23)

QUESTIONS = (
    *("скільки людей у місті", "де сховатися від обстрілів", "кто сейчас мэр города", "how many people live here"),
    *("cre`kmrb k.ltq", "skilky liudei zhyve v misti", "скильки мешканцив залишилося", "nearest sheltr please"),
    *("чи правда що в місті вже немає нікого і де тоді шукати допомогу", "погода завтра", "привіт", "а в 2022?"),
)
"""Plain, mistyped, in another layout, transliterated, long, and without an answer."""


def main() -> None:
    """Print the ratios, and compare or record them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where a ratio is above the recorded one")
    parser.add_argument("--record", action="store_true", help="record the ratios")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        _work()
        return
    if shutil.which("callgrind_control") is None:
        raise SystemExit("valgrind is needed: apt-get install valgrind")
    counts = _counted()
    found = {name: round(counts[name] / counts["fixed"], 4) for name in counts if name != "fixed"}
    recorded = json.loads(RECORDED.read_text("utf-8")) if RECORDED.is_file() else {}
    for name, ratio in found.items():
        before = recorded.get(name)
        change = f", {ratio / before - 1:+.1%} against the recorded {before}" if before else ""
        print(f"{name}: {counts[name]:,} instructions, {ratio} of the fixed work{change}")
    if given.record:
        RECORDED.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    slower = [name for name, ratio in found.items() if ratio > recorded.get(name, 0.0) * (1 + ALLOWED)]
    if given.check and slower:
        raise SystemExit(f"slower than recorded by more than {ALLOWED:.0%}: {', '.join(slower)}")


def _counted() -> dict[str, int]:
    """Return the instructions of each piece of work."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out"]
        command += [sys.executable, "-m", "benchmarks.instructions", "--work"]
        fixed = {"PYTHONHASHSEED": "0", "XDG_CACHE_HOME": folder, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(command, cwd=ROOT, env=os.environ | fixed, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"counting failed:\n{done.stderr[-2000:]}")
        counts = {}
        for dump in sorted(Path(folder).glob("out.*")):
            text = dump.read_text("utf-8", errors="replace")
            name = re.search(r"^desc: Trigger: .*?(\w+)$", text, re.MULTILINE)
            total = re.search(r"^totals: (\d+)", text, re.MULTILINE)
            if name and total:
                counts[name[1]] = int(total[1])
        return counts


def _work() -> None:
    """Do each piece of work, and let valgrind count it."""
    from bot.answering.answerer import Answerer
    from bot.library.opening import open_knowledge
    from bot.matching.calibration import calibration
    from bot.matching.matcher import Matcher
    from bot.model.language import LANGUAGES
    from bot.tg.rendering import render

    opened = open_knowledge(KNOWLEDGE)
    matcher = Matcher(opened.base, calibration(), opened.learned)
    answerer = Answerer(opened.base, matcher)
    answers = [answerer.topic(topic, language, TODAY) for topic in opened.base.topics for language in LANGUAGES]
    matcher.match(QUESTIONS[0])
    render(answers[0])
    _fixed()
    _count("fixed", _fixed)
    _count("matching", lambda: [matcher.match(text) for text in QUESTIONS])
    _count("rendering", lambda: [render(answer) for answer in answers])


def _fixed() -> object:
    """Do what questions are made of, without the project: words cut, looked up, counted, added up."""
    import numpy as np

    text = "the same words again and again make a piece of work that never changes " * 40
    found: dict[str, int] = {}
    for word in re.findall(r"\w+", text):
        for start in range(len(word) - 2):
            gram = word[start : start + 3]
            found[gram] = found.get(gram, 0) + 1
    numbers = np.arange(20_000) % 97
    return sum(float(np.bincount(numbers, minlength=100) @ np.ones(100)) for _ in range(20)) + len(found)


def _count(name: str, work: Callable[[], object]) -> None:
    control, pid = "callgrind_control", str(os.getpid())
    subprocess.run([control, "--instr=on", pid], capture_output=True, check=True)  # noqa: S603
    work()
    subprocess.run([control, "--instr=off", pid], capture_output=True, check=True)  # noqa: S603
    subprocess.run([control, f"--dump={name}", pid], capture_output=True, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
