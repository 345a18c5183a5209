"""What is said to a person, whatever the channel: an answer, a choice, or that there is no cited answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.fact import Source
from bot.model.language import Language
from bot.model.when import When


@dataclass(frozen=True, slots=True)
class Heading:
    """A topic as it is offered to a person: its id and its title in their language."""

    topic: str
    title: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact in words: `attribution` says who and when, `citations` are numbers of the answer's sources.

    `remarks` are said with it: the fact's note, and what its data says of its standing. `phones` are the telephone
    numbers that the text or a remark may name, as they stand there.
    """

    fact: str
    text: str
    attribution: str
    when: When
    citations: tuple[int, ...]
    remarks: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of an answer: its number from 1 and its date in words."""

    number: int
    source: Source
    date: str


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number of an answer: as it is shown, its digits, and whose it is."""

    shown: str
    digits: str
    label: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """What is said of the former names that a question uses, with the sources of it."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A topic's whole reply. `warning` is set where the newest fact is past the topic's age.

    `urgent` asks to say the warning first: the topic is one of safety. `renamed` is said of former names in the
    question. `telephones` are the numbers that its facts give, the most urgent first. `chart` is the id of the chart
    that shows the topic's figures, None where there is none.
    """

    language: Language
    topic: str
    title: str
    statements: tuple[Statement, ...]
    earlier: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    related: tuple[Heading, ...]
    warning: str | None = None
    urgent: bool = False
    renamed: tuple[Statement, ...] = ()
    telephones: tuple[Telephone, ...] = ()
    chart: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Up to three questions to choose from, likeliest first; `renamed` is said before them."""

    language: Language
    says: str
    offers: tuple[Heading, ...]
    renamed: Renamed | None = None


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """No cited answer, or small talk: what is said, and topics that may help (introduced by `invites`).

    `renamed` is said between them.
    """

    language: Language
    says: str
    invites: str = ""
    offers: tuple[Heading, ...] = ()
    renamed: Renamed | None = None


Reply = Answer | Choice | NoAnswer
