"""`kharkiv-bot impact`: what an edit of the knowledge changes for those who ask."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answering.answerer import Answerer
from bot.cli.evaluate import read_questions
from bot.cli.opening import fail, open_answerer, today
from bot.desk.evaluation import Labelled
from bot.desk.gaps import ASKERS
from bot.desk.impact import JOURNALLED, changes, rewordings
from bot.desk.impact_report import Impact, in_markdown
from bot.desk.revisions import RevisionError, knowledge_at, repository_of
from bot.library.errors import KnowledgeError
from bot.library.loading import read
from bot.matching.calibration import calibration
from bot.matching.matcher import Matcher

if TYPE_CHECKING:
    from bot.store.asked import Asked

LABELLED = Path("tests/eval/dev.jsonl")
"""Labelled questions of the project, below the top of its repository."""


def impact(
    context: typer.Context,
    base: Annotated[str, typer.Option(help="The revision to compare with, such as origin/main.")] = "HEAD",
    questions: Annotated[
        Path | None, typer.Option(help=f"Labelled questions, as for `eval` (default: {LABELLED}, if it is there).")
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", help="A store, as DATABASE_URL has it, whose questions are asked too.")
    ] = None,
) -> None:
    """Compare the knowledge with that of a revision, and print in Markdown what changes; exit code 0."""
    knowledge: Path = context.obj
    labelled = _labelled(knowledge, questions)
    journalled, shown = _journalled(store)
    new, day = open_answerer(knowledge), today()
    old = _old(base, knowledge)
    changed = changes(old, new, [*labelled, *journalled], day)
    report = Impact(
        revision=base,
        labelled=len(labelled),
        journalled=len(journalled),
        changes=[one for one in changed if one.asked.style != JOURNALLED or one.asked.q in shown],
        rewordings=list(rewordings(old.base, new.base, day)),
        hidden=sum(one.asked.style == JOURNALLED and one.asked.q not in shown for one in changed),
    )
    print(in_markdown(report))


def _old(revision: str, knowledge: Path) -> Answerer:
    with tempfile.TemporaryDirectory() as folder:
        try:
            base = read(knowledge_at(revision, knowledge, Path(folder))).base  # what is sound of it
        except (RevisionError, KnowledgeError) as error:
            fail(str(error))
    return Answerer(base, Matcher(base, calibration()))


def _labelled(knowledge: Path, file: Path | None) -> list[Labelled]:
    if file is None:
        top = repository_of(knowledge)
        file = top / LABELLED if top is not None else None
        if file is None or not file.exists():
            return []
    return read_questions(file)


def _journalled(url: str | None) -> tuple[list[Labelled], set[str]]:
    """Return the questions of a store, each once, and those that may be shown."""
    if url is None:
        return [], set()
    from bot.cli.storage import ask_store

    asked: Sequence[Asked] = ask_store(url, lambda store: store.asked("all"))
    askers: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, Asked] = {}
    for one in asked:
        askers[one.likeness].add(one.person)
        texts.setdefault(one.likeness, one)
    found = [Labelled(one.text, one.language, (), JOURNALLED) for one in texts.values()]
    return found, {one.text for one in texts.values() if len(askers[one.likeness]) >= ASKERS}
