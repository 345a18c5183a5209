"""Figures and dates as typed values: each stands once, as data, and the sentences hold placeholders for it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AllowInfNan, BeforeValidator, Discriminator, Strict, StringConstraints, Tag, model_validator

from bot.model.language import Record, Translated
from bot.model.when import When

About = Literal["about", "over", "at-least", "nearly", "under"]
"""How far a claim is from exact; left out where it is exact."""

Figure = Annotated[int, Strict()] | Annotated[float, Strict(), AllowInfNan(False)]


class Number(Record):
    """A count or a measure; `unit: percent` makes it a share, 0 to 100. In YAML a bare number is enough."""

    number: Figure
    unit: Literal["percent"] | None = None
    about: About | None = None

    @model_validator(mode="after")
    def _share_of_a_whole(self) -> Self:
        if self.unit == "percent" and not 0 <= self.number <= 100:  # noqa: PLR2004 - a hundred percent
            raise ValueError(f"{self.number} percent is no share: expected 0 to 100")
        return self


class Money(Record):
    """An amount in a currency (ISO 4217 code)."""

    money: Figure
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    about: About | None = None


class Dated(Record):
    """A date that a sentence names."""

    date: When
    about: About | None = None


class Phone(Record):
    """A telephone number, as people write it."""

    phone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]*[0-9]$")]

    @property
    def digits(self) -> str:
        """Return the number without what groups its digits."""
        return "".join(letter for letter in self.phone if letter.isdigit())


class Clock(Record):
    """A time of day, 24 hours."""

    clock: Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class Named(Record):
    """A proper name or an address with digits in it, in each language."""

    name: Translated


def _spelled_out(value: Any) -> Any:
    bare = isinstance(value, int | float) and not isinstance(value, bool)
    return {"number": value} if bare else value


_KINDS: tuple[tuple[str, type[Record]], ...] = (
    ("money", Money),
    ("date", Dated),
    ("phone", Phone),
    ("clock", Clock),
    ("name", Named),
)


def _kind(value: Any) -> str:
    for kind, model in _KINDS:
        if isinstance(value, model) or (isinstance(value, dict) and kind in value):
            return kind
    return "number"


Value = Annotated[
    Annotated[Number, Tag("number")]
    | Annotated[Money, Tag("money")]
    | Annotated[Dated, Tag("date")]
    | Annotated[Phone, Tag("phone")]
    | Annotated[Clock, Tag("clock")]
    | Annotated[Named, Tag("name")],
    Discriminator(_kind),
    BeforeValidator(_spelled_out),
]
