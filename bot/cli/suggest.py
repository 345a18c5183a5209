"""`kharkiv-bot suggest`: questions that people settled themselves become example questions."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from bot.cli.opening import fail, open_answerer, open_reading
from bot.cli.storage import StoreUrl, ask_store
from bot.desk.suggesting import Proposal, accept, proposals
from bot.library.editing import EditError
from bot.matching.matcher import Matcher

KEYS = "y: accept, n: reject for good, q: leave"


def suggest(context: typer.Context, store: StoreUrl = None) -> None:
    """Show each proposed question of a topic, and write those that you accept among its examples."""
    matcher = open_answerer(context.obj).matcher
    found = proposals(ask_store(store, lambda opened: opened.asked("settled")), matcher)
    reading = open_reading(context.obj)
    accepted = 0
    for number, proposal in enumerate(found, 1):
        print(_shown(proposal, matcher, f"{number}/{len(found)}"))
        key = _key(_pressed)
        if key == "q":
            break
        if key == "y":
            try:
                file, line = accept(context.obj, matcher, reading.origins, proposal)
            except EditError as error:
                fail(str(error))
            accepted += 1
            print(f"    written: {file}:{line}")
        else:
            _dismiss(store, proposal)
    print(f"{accepted} of {len(found)} proposed questions accepted" + (": run `kharkiv-bot check`" if accepted else ""))


def _dismiss(store: str | None, proposal: Proposal) -> None:
    ask_store(store, lambda opened: opened.dismiss(proposal.likeness))


def _shown(one: Proposal, matcher: Matcher, number: str) -> str:
    title = matcher.base.topics[one.topic].title.in_(one.language)
    persons = "1 person" if one.askers == 1 else f"{one.askers} persons"
    now = f"{one.decision} ({one.score:.2f})"
    return f"{number}  {one.text}\n    {one.language}, {one.topic} ({title}); {persons}; now: {now}"


def _key(pressed: Callable[[], str]) -> str:
    """Return the next key that means something; the end of the input means to leave."""
    while True:
        key = pressed().strip().casefold()[:1]
        if key in {"y", "n", "q"}:
            return key
        print(f"    {KEYS}")


def _pressed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline() or "q"
    print(f"    {KEYS} ", end="", flush=True)
    key = typer.getchar()
    print(key if key.isprintable() else "")
    return "q" if key in {"\x03", "\x04", ""} else key
