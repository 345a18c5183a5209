"""Who looks at the page: each browser gets a person of its own, a friend, and three chats."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Literal

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.people import InlineAnswer, InlineResult, Person
from bot.demo.botapi.rooms import Room
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from bot.model.language import Language
from bot.texts import words_of

Speaker = Literal["me", "friend"]

NAMES: dict[Language, tuple[str, str]] = {
    "uk": ("Олена", "Андрій"),
    "ru": ("Елена", "Андрей"),
    "en": ("Olena", "Andrii"),
}
"""First names of the person and the friend, as each language writes them."""


@dataclass(frozen=True)
class Asked:
    """A question that was put to the bot: its words, and the title of the topic answered just before."""

    text: str
    after: str | None


class Visitor:
    """One browser's part of the world: the person that it plays, a friend, and their chats."""

    def __init__(self, api: BotApi, language: Language) -> None:
        self.key = secrets.token_urlsafe(16)
        self.language = language
        self.people: dict[Speaker, Person] = {"me": api.person(language), "friend": api.person(language)}
        me, friend = self.people["me"], self.people["friend"]
        self.private = me.private()
        self.group = api.group(me, friend, bot="left")
        self.dialogue = api.dialogue(me, friend)
        self.results: dict[str, tuple[InlineAnswer, InlineResult]] = {}
        """What inline mode shows now, by the results' ids."""
        self.asked: Asked | None = None
        self.speak(language)
        self.group.add_bot(me.user)

    @property
    def chats(self) -> dict[str, Chat]:
        """Return the chats by what they show: the bot in private, in a group, and inline mode without it."""
        return {"private": self.private.chat, "group": self.group.chat, "dialogue": self.dialogue.chat}

    @property
    def chat_ids(self) -> frozenset[int]:
        """Return the chats' ids."""
        return frozenset(chat.id for chat in self.chats.values())

    def speak(self, language: Language) -> None:
        """Set both people's apps to `language`."""
        self.language = language
        for person, name in zip(self.people.values(), NAMES[language], strict=True):
            person.user.update(language_code=language, first_name=name)
        self.group.chat.title = words_of(language)("Neighbours")

    def place(self, chat_id: int, speaker: Speaker) -> Talk | None:
        """Return the place of `speaker` in a chat; None where that is no chat of theirs."""
        if chat_id == self.private.id and speaker == "me":
            return self.private
        room = {self.group.id: self.group, self.dialogue.id: self.dialogue}.get(chat_id)
        return self.people[speaker].within(room) if room else None

    def where(self, chat_id: int) -> Talk | Room:
        """Return the chat in which inline mode is used."""
        return next((room for room in (self.group, self.dialogue) if room.id == chat_id), self.private)

    def offer(self, answer: InlineAnswer, *, further: bool) -> None:
        """Keep the results of `answer` to be chosen from, behind those of the page before where it goes `further`."""
        if not further:
            self.results.clear()
        self.results |= {result.id: (answer, result) for result in answer.results}

    def state(self) -> dict[str, Any]:
        """Return the people and chats with everything in them."""
        return {
            "language": self.language,
            "people": {speaker: person.user for speaker, person in self.people.items()},
            "chats": [
                {
                    "id": chat.id,
                    "kind": kind,
                    "title": chat.title,
                    "started": chat.started,
                    "messages": list(chat.messages.values()),
                    "keyboard": chat.keyboard,
                }
                for kind, chat in self.chats.items()
            ],
        }


class Visitors:
    """Everybody who looks at the page, by the key in their cookie."""

    MOST = 64
    """Visitors kept; the first gives way."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._visitors: dict[str, Visitor] = {}

    def find(self, key: str | None) -> Visitor | None:
        """Return the visitor with this key, None where there is none."""
        return self._visitors.get(key or "")

    def welcome(self, language: Language) -> Visitor:
        """Return a new visitor."""
        visitor = Visitor(self._api, language)
        if len(self._visitors) >= self.MOST:
            del self._visitors[next(iter(self._visitors))]
        self._visitors[visitor.key] = visitor
        return visitor
