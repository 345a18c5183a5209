"""One method at one size, measured in a process of its own that `benchmarks.scale` starts; prints figures as JSON."""

from __future__ import annotations

import json
import os
import re
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.given import KNOWLEDGE
from benchmarks.measuring import resident

LONGEST = 20.0
"""Seconds after which a method is asked no more questions."""

FEWEST, MOST = 20, 1000
"""Questions that a method is asked at least and at most."""

CHECKED = 100
"""Questions whose best topic is compared with that of scoring every topic exactly."""

Ask = Callable[[str], str | None]
"""What gives the id of the best topic; None where there is none."""

Figures = dict[str, float]


def main() -> None:
    """Measure the method that the arguments name, on the data in a folder."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(json.dumps(_learning(folder) if name == "learning" else _measured(METHODS[name], folder)))


def _measured(method: Callable[[Path], tuple[Ask, Figures]], folder: Path) -> Figures:
    questions: list[tuple[str, list[str]]] = json.loads(folder.joinpath("questions.json").read_bytes())
    ask, figures = method(folder)
    ask("де найближче укриття")
    times: list[float] = []
    right: list[bool] = []
    ends = time.process_time() + LONGEST
    for text, expect in questions[:MOST]:
        if len(times) >= FEWEST and time.process_time() > ends:
            break
        began = time.process_time_ns()
        best = ask(text)
        times.append((time.process_time_ns() - began) / 1e6)
        right.append(best in expect)
    figures |= {
        "p50": statistics.median(times),
        "p99": statistics.quantiles(times, n=100, method="inclusive")[98],
        "asked": len(times),
        "first": statistics.mean(right),
    }
    figures.setdefault("memory", resident())
    return figures


def _learning(folder: Path) -> Figures:
    """Learn as the bot does, and keep what was learned as the bot does."""
    from bot.library.keeping import keep
    from bot.library.loading import load
    from bot.library.opening import Opened
    from bot.matching.index import Target
    from bot.matching.learned import Learned, examples_of
    from bot.matching.match import Example
    from bot.model.topic import Topic

    base = load(KNOWLEDGE).base
    examples = list(examples_of(base))
    some = next(iter(base.topics.values()))
    made: dict[str, Topic] = {}
    with folder.joinpath("made.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            topic, language, number, text = json.loads(line)
            examples.append(Example(Target("topic", topic), language, number, text))
            if topic not in made:
                made[topic] = some.model_copy(update={"id": topic, "questions": {}})
    began, before = time.process_time(), resident()
    learned = Learned(examples, base)
    seconds = time.process_time() - began
    grown = replace(base, topics={**base.topics, **made})
    keep(folder / "kept", bytes(32), Opened(grown, learned))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {
        "learning": seconds,
        "most": most - before,
        "file": folder.joinpath("kept").stat().st_size / 1e6,
        "topics": len(grown.topics),
        "examples": len(examples),
        "features": len(learned.index.keys),
        "postings": len(learned.index.owners),
    }


def _project(folder: Path) -> tuple[Ask, Figures]:
    """Return the matcher over what was kept."""
    from bot.library.keeping import taken
    from bot.library.opening import Opened
    from bot.matching import index
    from bot.matching.calibration import calibration
    from bot.matching.matcher import Matcher

    before, began = resident(), time.process_time()
    opened = taken(folder / "kept", bytes(32))
    if not isinstance(opened, Opened):
        raise SystemExit("nothing was kept")
    matcher = Matcher(opened.base, calibration(), opened.learned)
    load = time.process_time() - began

    def ask(text: str) -> str | None:
        topics = matcher.match(text).topics
        return topics[0].target.id if topics else None

    questions = [text for text, _ in json.loads(folder.joinpath("questions.json").read_bytes())][-CHECKED:]
    for text in questions:
        ask(text)
    memory = resident() - before
    found = [ask(text) for text in questions]
    pruned, index.MOST_POSTINGS = index.MOST_POSTINGS, sys.maxsize
    exact = [ask(text) for text in questions]
    index.MOST_POSTINGS = pruned
    same = statistics.mean(one == other for one, other in zip(found, exact, strict=True))
    return ask, {"load": load, "memory": memory, "same": same}


def _examples(folder: Path) -> tuple[list[str], list[str]]:
    """Return the texts of all examples, and the id of the topic of each ("" for what is none)."""
    from bot.library.loading import load
    from bot.matching.learned import examples_of

    own = [(one.text, one.target.id if one.target.kind == "topic" else "") for one in examples_of(load(KNOWLEDGE).base)]
    with folder.joinpath("made.jsonl").open(encoding="utf-8") as lines:
        own += [(text, topic) for topic, _, _, text in map(json.loads, lines)]
    return [text for text, _ in own], [topic for _, topic in own]


def _fuzzy(scorer: str) -> Callable[[Path], tuple[Ask, Figures]]:
    def method(folder: Path) -> tuple[Ask, Figures]:
        from rapidfuzz import fuzz, process, utils

        texts, topics = _examples(folder)
        before, began = resident(), time.process_time()
        known = [utils.default_process(text) for text in texts]
        load, by = time.process_time() - began, getattr(fuzz, scorer)

        def ask(text: str) -> str | None:
            found = process.extract(utils.default_process(text), known, scorer=by, limit=5)
            return topics[found[0][2]] if found else None

        return ask, {"load": load, "memory": resident() - before}

    return method


def _bm25(folder: Path) -> tuple[Ask, Figures]:
    import bm25s

    texts, topics = _examples(folder)
    before, began = resident(), time.process_time()
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    load = time.process_time() - began

    def ask(text: str) -> str | None:
        asked = bm25s.tokenize([text], stopwords=None, return_ids=False, show_progress=False)
        if not asked[0]:
            return None
        found, _ = index.retrieve(asked, k=5, show_progress=False)
        return topics[int(found[0][0])]

    return ask, {"load": load, "memory": resident() - before}


def _tantivy(folder: Path) -> tuple[Ask, Figures]:
    import tantivy

    texts, topics = _examples(folder)
    before, began = resident(), time.process_time()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    builder.add_unsigned_field("number", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    load = time.process_time() - began

    def ask(text: str) -> str | None:
        query = index.parse_query(" ".join(_WORD.findall(text.lower())), ["text"])
        hits = searcher.search(query, 5).hits
        return topics[searcher.doc(hits[0][1])["number"][0]] if hits else None

    return ask, {"load": load, "memory": resident() - before}


def _fts(tokens: str, asked: Callable[[str], Sequence[str]]) -> Callable[[Path], tuple[Ask, Figures]]:
    def method(folder: Path) -> tuple[Ask, Figures]:
        texts, topics = _examples(folder)
        before, began = resident(), time.process_time()
        database = sqlite3.connect(":memory:")
        database.execute(f"CREATE VIRTUAL TABLE examples USING fts5(text, tokenize='{tokens}')")
        database.executemany("INSERT INTO examples(rowid, text) VALUES (?, ?)", enumerate(texts))
        load = time.process_time() - began

        def ask(text: str) -> str | None:
            said = " OR ".join(f'"{one}"' for one in dict.fromkeys(asked(text)))
            query = "SELECT rowid FROM examples WHERE examples MATCH ? ORDER BY rank LIMIT 5"
            found = database.execute(query, (said,)).fetchall() if said else []
            return topics[found[0][0]] if found else None

        return ask, {"load": load, "memory": resident() - before}

    return method


_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _trigrams(text: str) -> list[str]:
    joined = " ".join(_words(text))
    return [joined[start : start + 3] for start in range(len(joined) - 2)]


METHODS: dict[str, Callable[[Path], tuple[Ask, Figures]]] = {
    "this project": _project,
    "rapidfuzz WRatio": _fuzzy("WRatio"),
    "rapidfuzz token_set_ratio": _fuzzy("token_set_ratio"),
    "bm25s": _bm25,
    "tantivy": _tantivy,
    "FTS5 words": _fts("unicode61", _words),
    "FTS5 trigrams": _fts("trigram", _trigrams),
}
"""Every method with what it asks; none but the project repairs text."""


if __name__ == "__main__":
    main()
