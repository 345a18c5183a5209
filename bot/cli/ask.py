"""`kharkiv-bot ask`: one question, or many as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.answering.answerer import Answerer, Outcome
from bot.answering.plain import as_text
from bot.cli.opening import fail, open_answerer, open_reading, today
from bot.cli.showing import show
from bot.desk.explaining import explained
from bot.model.language import Language


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question, in Ukrainian, Russian or English.")] = None,
    lang: Annotated[Language | None, typer.Option(help="Language of the reply (default: the question's own).")] = None,
    after: Annotated[str | None, typer.Option(help="The question asked just before, for a follow-up.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what led to the decision.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Answer objects {"q": ..., "after": ...}, one a line, from standard input.')
    ] = False,
) -> None:
    """Answer a question; exit code 0 for an answer or a choice, 1 where there is no cited answer."""
    if jsonl:
        if question is not None:
            fail("with --jsonl the questions come from standard input: leave the question out")
        _lines(open_answerer(context.obj), lang)
        return
    if question is None:
        fail('no question: kharkiv-bot ask "Where can I take cover?"')
    answerer = open_answerer(context.obj)
    outcome = answerer.ask(question, today=today(), after=after, language=lang)
    if as_json:
        print(json.dumps(as_object(outcome), ensure_ascii=False))
    else:
        show(outcome.reply)
        if explain:
            print()
            origins, vocabulary = open_reading(context.obj).origins, answerer.matcher.learned.vocabulary
            print(*explained(outcome.match, origins, vocabulary).lines(), sep="\n")
    raise typer.Exit(1 if outcome.decision == "none" else 0)


def as_object(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as the contract of `--json` and `--jsonl` has it."""
    return {
        "decision": outcome.decision,
        "topic": outcome.topic,
        "suggestions": list(outcome.suggestions),
        "score": round(outcome.match.probability, 4),
        "language": outcome.reply.language,
        "text": as_text(outcome.reply),
    }


def _lines(answerer: Answerer, lang: Language | None) -> None:
    day = today()
    for line in _read():
        try:
            asked = read_question(line)
        except ValueError as error:
            result: dict[str, Any] = {"error": str(error)}
        else:
            result = as_object(answerer.ask(asked["q"], today=day, after=asked.get("after"), language=lang))
        print(json.dumps(result, ensure_ascii=False), flush=True)


def _read() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace")
        if line.strip():
            yield line


def read_question(line: str) -> dict[str, Any]:
    """Return what one line of `--jsonl` asks; ValueError says what is wrong with it."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
        raise ValueError('expected an object with the question as text: {"q": "..."}')
    if not isinstance(asked.get("after"), str | None):
        raise ValueError('"after" is not text')
    return asked
