"""`kharkiv-bot eval`: how well labelled questions are answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import fail, open_answerer, today
from bot.desk.evaluation import Given, Labelled, answer_all, confusions, rates, read_labelled

COLUMNS = ("right", "offered", "wrong", "missed", "first", "top3", "false", "nagged", "ece", "language")


def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Labelled questions, one JSON object a line: q, lang, expect, ...")],
    misses: Annotated[int, typer.Option(help="How many confusions to print.", min=0)] = 20,
    known_only: Annotated[
        bool, typer.Option("--known-only", help="Leave out questions whose topics the knowledge does not have.")
    ] = False,
) -> None:
    """Print the shares of right, wrong and other answers by language, style and topic, and the worst confusions."""
    questions = read_questions(file)
    answerer = open_answerer(context.obj)
    if known_only:
        known = set(answerer.base.topics)
        questions = [one for one in questions if not one.expect or known & set(one.expect)]
    given = answer_all(answerer, questions, today())
    _print("all", [("", given)])
    _print("language", _grouped(given, lambda one: [one.asked.lang]))
    _print("style", _grouped(given, lambda one: [one.asked.style]))
    _print("topic", _grouped(given, lambda one: list(one.asked.expect) or ["(none)"]))
    print("\nworst confusions (expected, first candidate, times, one such question)")
    for expected, got, count, shown in confusions(given, misses):
        print(f"  {expected:<24} {got:<24} {count:>3}  {shown}")


def read_questions(file: Path) -> list[Labelled]:
    """Return the labelled questions of `file`; exit where it can't be read."""
    try:
        return read_labelled(file.read_text("utf-8").splitlines())
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except ValueError as error:
        fail(f"{file}: {error}")


def _grouped(given: Sequence[Given], keys: Callable[[Given], list[str]]) -> list[tuple[str, list[Given]]]:
    groups: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        for key in keys(one):
            groups[key].append(one)
    return sorted(groups.items())


def _print(title: str, groups: Sequence[tuple[str, Sequence[Given]]]) -> None:
    print(f"\n{title:<26}{'in':>5}{'out':>5}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name, given in groups:
        found = asdict(rates(given))
        cells = "".join(f"{'-' if found[column] is None else format(found[column], '.3f'):>9}" for column in COLUMNS)
        print(f"{name:<26}{found['in_scope']:>5}{found['out_of_scope']:>5}{cells}")
