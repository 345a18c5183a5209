"""What the benchmarks are given: the knowledge and the labelled questions."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.desk.evaluation import Labelled, read_labelled
from bot.library.loading import load
from bot.model.base import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
GOLDEN = ROOT / "tests" / "questions"
QUESTIONS = ROOT / "tests" / "eval" / "dev.jsonl"


def knowledge() -> KnowledgeBase:
    """Return the knowledge that comes with the bot."""
    return load(KNOWLEDGE).base


def questions(*, follow_ups: bool = True) -> list[Labelled]:
    """Return the labelled questions, with or without those that follow another one."""
    asked = read_labelled(QUESTIONS.read_text("utf-8").splitlines())
    return asked if follow_ups else [one for one in asked if one.after is None]


def golden() -> list[Labelled]:
    """Return the golden questions of topics, and those that no topic answers; messages about danger are left out."""
    found = []
    for path in sorted(GOLDEN.glob("*/*.yaml")):
        if path.stem not in {"danger", "not-danger"}:
            for topic, asked in yaml.safe_load(path.read_text("utf-8")).items():
                if topic != "known":  # known failures, which stand among the questions too
                    expect = () if path.stem == "no-answer" else (topic,)
                    found += [Labelled(one, path.parent.name, expect) for one in asked]
    return found
