"""What the benchmarks are given: the knowledge and the labelled questions."""

from __future__ import annotations

from pathlib import Path

from bot.desk.evaluation import Labelled, read_labelled
from bot.library.loading import load
from bot.model.base import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
QUESTIONS = ROOT / "tests" / "eval" / "dev.jsonl"


def knowledge() -> KnowledgeBase:
    """Return the knowledge that comes with the bot."""
    return load(KNOWLEDGE).base


def questions(*, follow_ups: bool = True) -> list[Labelled]:
    """Return the labelled questions, with or without those that follow another one."""
    asked = read_labelled(QUESTIONS.read_text("utf-8").splitlines())
    return asked if follow_ups else [one for one in asked if one.after is None]
