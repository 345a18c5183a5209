"""`kharkiv-bot chat`: a conversation in the terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.answering.answerer import Answerer
from bot.answering.reply import Answer, Choice, Heading, NoAnswer, Reply
from bot.cli.opening import open_shelf, today
from bot.cli.showing import show
from bot.model.language import Language
from bot.texts import words_of

LEAVE = {"/quit", "/exit", "/q"}


def chat(
    context: typer.Context,
    lang: Annotated[
        Language | None, typer.Option(help="Language of the replies (default: each question's own).")
    ] = None,
) -> None:
    """Talk with the bot: type questions; a number picks a suggestion; Ctrl-D or /quit ends."""
    Conversation(Fresh(context.obj), lang).run()


class Fresh:
    """The knowledge of a folder, read again after an edit; one with errors is told of and not used."""

    def __init__(self, folder: Path) -> None:
        """Open `folder`; exit where it has errors."""
        self._folder = folder
        self._seen = self._state()
        self._shelf = open_shelf(folder)

    def answerer(self) -> Answerer:
        """Return an answerer over the folder as it is now, or as it was before an edit with errors."""
        state = self._state()
        if state != self._seen:
            self._seen = state
            for finding in self._shelf.reload():
                print(finding, file=sys.stderr)
        return self._shelf.answerer

    def _state(self) -> tuple[tuple[str, int], ...]:
        files = sorted(self._folder.rglob("*.yaml"))
        return tuple((str(file), file.stat().st_mtime_ns) for file in files if file.exists())


class Conversation:
    """One conversation: remembers the language, the last question and what was offered."""

    def __init__(self, knowledge: Fresh, language: Language | None) -> None:
        self.knowledge = knowledge
        self.pinned = language
        self.language: Language = language or knowledge.answerer().base.city.default_language
        self.before: str | None = None
        self.offers: tuple[Heading, ...] = ()

    def run(self) -> None:
        """Read questions until the input ends."""
        base = self.knowledge.answerer().base
        print(f"{base.city.bot.in_(self.language)}. {base.city.about.in_(self.language)}")
        print(words_of(self.language)("Type a question, or a number to pick one that is offered. /quit ends."))
        while (line := _read()) is not None and line.strip().casefold() not in LEAVE:
            if line.strip():
                print()
                self.turn(line.strip())
                print()

    def turn(self, line: str) -> None:
        """Answer one line: a number of an offer, or a question."""
        numbers = [str(number) for number in range(1, len(self.offers) + 1)]
        answerer = self.knowledge.answerer()
        if line in numbers and self.offers[numbers.index(line)].topic in answerer.base.topics:
            offer = self.offers[numbers.index(line)]
            reply: Reply = answerer.topic(offer.topic, self.language, today())
            self.before = offer.title
        else:
            outcome = answerer.ask(
                line, today=today(), after=self.before, language=self.pinned, preferred=self.language
            )
            reply = outcome.reply
            self.before = line if outcome.decision == "answer" else None
        self.language = reply.language
        self._show(reply)

    def _show(self, reply: Reply) -> None:
        """Print the reply, with a number at each question that can be picked."""
        match reply:
            case Choice(offers=offers):
                show(reply)
                self.offers = offers
                return
            case Answer(related=offers):
                show(replace(reply, related=()))
                title = words_of(reply.language)("See also:")
            case NoAnswer(offers=offers, invites=title):
                show(replace(reply, offers=()))
        self.offers = offers
        if offers:
            print("\n".join(["", title, *(f"  {number}. {offer.title}" for number, offer in enumerate(offers, 1))]))


def _read() -> str | None:
    if sys.stdin.isatty():
        print("> ", end="", flush=True)
    try:
        raw = sys.stdin.buffer.readline()
    except KeyboardInterrupt:
        return None
    return raw.decode("utf-8", errors="replace") if raw else None
