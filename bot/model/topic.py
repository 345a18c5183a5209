"""What arranges facts for people: themes, topics with their example questions, and what has no answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict, StringConstraints

from bot.model.fact import Ages, Id
from bot.model.language import Language, Record, Translated
from bot.model.lexicon import Forms

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Questions = dict[Language, tuple[Question, ...]]


class Theme(Record):
    """A shelf of topics; where `safety` holds, a wrong answer may harm."""

    id: Id
    title: Translated
    safety: Annotated[bool, Strict()] = False


class Topic(Record):
    """One thing that people ask: its title as a question, its facts newest first, its example questions.

    `lead` names facts to say first whatever their date, such as the hours of a curfew before news of it.
    """

    id: Id
    theme: Id
    title: Translated
    ages: Ages
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    lead: tuple[Id, ...] = ()
    related: tuple[Id, ...] = ()
    questions: Questions = Field(default_factory=dict)


class Chart(Record):
    """A picture of a series, whose id it has: every figure with its date and source. `title` says what is counted."""

    id: Id
    title: Translated


class Decline(Record):
    """A theme that people ask about and no cited fact answers; `near` are topics that may help instead."""

    id: Id
    title: Translated
    near: tuple[Id, ...] = ()
    questions: Questions = Field(default_factory=dict)


class Talk(Record):
    """Small talk (a greeting, thanks): a short human reply, and topics whose titles show what can be asked."""

    id: Id
    says: Translated
    offers: tuple[Id, ...] = ()
    questions: Questions = Field(default_factory=dict)


class Danger(Record):
    """Messages of people whose life is in danger: they are answered with one topic, whatever else matches.

    `signs` are words or phrases that by themselves mean danger, by language. `near` are topics so close to danger
    that a weaker likeness to such messages is enough (somebody found a mine, or a child plays with one).
    """

    answers: Id
    near: tuple[Id, ...] = ()
    signs: dict[Language, Forms] = Field(default_factory=dict)
    questions: Questions = Field(default_factory=dict)


Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,13}$")]


class City(Record):
    """The city that the knowledge is about, and what the bot calls itself.

    `official` says where to check what may be outdated; it reads after "Check: ". `telephones` says whose number
    each is, by its digits, the most urgent first; people can copy these numbers of an answer with one press. `pack`
    names the topics that people can save for a time without power and internet, the most urgent first.
    """

    name: Translated
    bot: Translated
    about: Translated
    default_language: Language
    official: Translated | None = None
    telephones: dict[Digits, Translated] = Field(default_factory=dict)
    pack: tuple[Id, ...] = ()
