"""What was told to whom, noted behind the replies, so that an answer can be corrected when its facts change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.correcting import Meanings
from bot.answering.reply import Answer
from bot.model.language import Language
from bot.store.records import ChatKind
from bot.store.sent import Address, Edition, SentAnswer
from bot.tg.recording import MOST_WAITING
from bot.tg.tokens import token

if TYPE_CHECKING:
    from bot.tg.context import BotApplication

MOST_EDITIONS = 1000
"""Editions that are kept ready, some hundred bytes each."""


class Told:
    """Gathers what is told while the store writes; of one message only what it says last is kept."""

    def __init__(self, application: BotApplication) -> None:
        self._app = application
        self._waiting: dict[str, SentAnswer | None] = {}
        self._meanings: Meanings | None = None
        self._editions: dict[tuple[str, tuple[str, ...]], Edition] = {}

    def edition(self, answer: Answer, facts: tuple[str, ...]) -> Edition:
        """Return what `answer` tells by `facts`; to be called before it is sent, since the knowledge may change.

        Many are told the same: it is the same object then, until the knowledge is read anew.
        """
        meanings = self._app.meanings
        if meanings is not self._meanings or len(self._editions) >= MOST_EDITIONS:
            self._meanings, self._editions = meanings, {}
        key = (answer.topic, facts)
        if (known := self._editions.get(key)) is None:
            known = self._editions[key] = Edition(answer.topic, meanings.of(facts))
        return known

    def note(self, edition: Edition, address: Address, person: str, kind: ChatKind, language: Language) -> None:
        """Note that an answer stands at `address` and tells `edition`; `person` is the pseudonym of who asked."""
        reply = self._token(address, person)
        self._put(reply, SentAnswer(reply, person, address, kind, language, edition, self._app.services.clock()))

    def drop(self, chat: int, message: int) -> None:
        """Note that no answer stands in `message` any more."""
        self._put(self._token(Address(chat, (message,)), ""), None)

    def _put(self, reply: str, answer: SentAnswer | None) -> None:
        if (self._waiting or self._app.recorder.put(self._write)) and len(self._waiting) < MOST_WAITING:
            self._waiting[reply] = answer

    async def _write(self) -> None:
        waiting, self._waiting = self._waiting, {}
        sent = self._app.services.sent
        if kept := [answer for answer in waiting.values() if answer is not None]:
            await sent.keep(kept)
        if gone := [reply for reply, answer in waiting.items() if answer is None]:
            await sent.drop(gone)

    def _token(self, address: Address, person: str) -> str:
        if address.inline is not None:
            return token(f"{person}:{address.inline}", 0, "answer")
        return token(self._app.services.pseudonyms.of(address.chat), address.messages[0], "answer")
