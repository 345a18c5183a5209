"""What the bot keeps in mind for minutes: topics, not texts; pseudonyms, not persons. A restart forgets it all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.model.language import Language

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST = 4096
"""Entries of each kind; the oldest gives way."""

MOST_PINNED = 1024
"""The same of chosen languages, which are in the store, too."""

FOLLOWED = dt.timedelta(minutes=10)
"""How long the topic answered last is taken into account."""

EDITED = dt.timedelta(hours=24)
"""How long a reply can be changed when its question is edited."""

EQUAL = dt.timedelta(minutes=1)
"""How long an equal question in a group is not answered again."""

FILED = dt.timedelta(days=30)
"""How long a file that Telegram has is sent by its id."""

HURRIED = dt.timedelta(minutes=10)
"""How long after the last message that was left out a flood is over, and a further one is told to the person again."""

PINNED = dt.timedelta(seconds=30)
"""How long a chosen language is used without asking the store, so how late another process's change is seen."""


class Recent(Generic[Key, Value]):
    """A bounded mapping whose entries end after `lasting`, counted from when they were last put in.

    What has ended goes at the next `put`.
    """

    def __init__(self, lasting: dt.timedelta, clock: Callable[[], dt.datetime], most: int = MOST) -> None:
        self._lasting = lasting.total_seconds()
        self._clock = clock
        self._most = most
        self._entries: dict[Key, tuple[float, Value]] = {}  # the oldest first, with the time at which each ends

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        """Return what was put in under `key`, or None where that is too long ago."""
        entry = self._entries.get(key)
        if entry is None or self._clock().timestamp() > entry[0]:
            self._entries.pop(key, None)
            return None
        return entry[1]

    def put(self, key: Key, value: Value) -> None:
        """Keep `value` under `key`."""
        now = self._clock().timestamp()
        self._entries.pop(key, None)
        self._entries[key] = (now + self._lasting, value)
        while len(self._entries) > self._most or now > next(iter(self._entries.values()))[0]:
            del self._entries[next(iter(self._entries))]

    def drop(self, key: Key) -> bool:
        """Forget `key`; tell whether there was something to forget."""
        known = self.get(key) is not None
        self._entries.pop(key, None)
        return known

    def drop_where(self, unwanted: Callable[[Key], bool]) -> None:
        """Forget every key that is `unwanted`."""
        for key in [key for key in self._entries if unwanted(key)]:
            del self._entries[key]


@dataclass(frozen=True, slots=True)
class Answered:
    """The topic answered last, in which language, and to which message; None where a button or a link asked."""

    topic: str
    language: Language
    question: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply: the numbers of its messages, and a hash of the question by which an edit is known to change it."""

    messages: tuple[int, ...]
    question: int


@dataclass(frozen=True, slots=True)
class Pinned:
    """The language that a person chose; None for automatic."""

    language: Language | None


class Memory:
    """Everything kept in mind. Chats and persons are pseudonyms; of texts only hashes salted anew at each start."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self.topics: Recent[tuple[str, str], Answered] = Recent(FOLLOWED, clock)
        """By chat and person."""
        self.replies: Recent[tuple[str, int], Sent] = Recent(EDITED, clock)
        """By chat and the number of the question's message."""
        self.said: Recent[tuple[str, int, int], bool] = Recent(EQUAL, clock)
        """What was asked in a group lately: by chat, thread and a hash of the words."""
        self.languages: Recent[str, Pinned] = Recent(PINNED, clock, MOST_PINNED)
        """By person."""
        self.hurried: Recent[str, bool] = Recent(HURRIED, clock)
        """Who was told to write faster than can be answered."""
        self.files: Recent[Hashable, str] = Recent(FILED, clock)
        """Telegram's ids of charts and packs, by what is in them; the same for all persons."""

    def forget(self, person: str) -> None:
        """Forget all of `person`, whose private chat has the same pseudonym."""
        self.languages.drop(person)
        self.hurried.drop(person)
        self.topics.drop_where(lambda key: person in key)
        self.replies.drop_where(lambda key: key[0] == person)
