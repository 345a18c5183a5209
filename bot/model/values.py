"""Figures and dates as typed values: each stands once, as data, and the sentences hold placeholders for it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Strict, StringConstraints, Tag

from bot.model.language import Record
from bot.model.when import When

About = Literal["about", "over", "at-least", "nearly", "under"]
"""How far a claim is from exact; left out where it is exact."""

Figure = Annotated[int, Strict()] | Annotated[float, Strict()]


class Number(Record):
    """A count or a measure; `unit: percent` makes it a share, 0 to 100. In YAML a bare number is enough."""

    number: Figure
    unit: Literal["percent"] | None = None
    about: About | None = None


class Money(Record):
    """An amount in a currency (ISO 4217 code)."""

    money: Figure
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    about: About | None = None


class Dated(Record):
    """A date that a sentence names."""

    date: When
    about: About | None = None


def _spelled_out(value: Any) -> Any:
    bare = isinstance(value, int | float) and not isinstance(value, bool)
    return {"number": value} if bare else value


def _kind(value: Any) -> str:
    for kind, model in (("money", Money), ("date", Dated)):
        if isinstance(value, model) or (isinstance(value, dict) and kind in value):
            return kind
    return "number"


Value = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Money, Tag("money")] | Annotated[Dated, Tag("date")],
    Discriminator(_kind),
    BeforeValidator(_spelled_out),
]
