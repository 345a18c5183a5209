"""Dates as sources give them: a day, a month or a year, certain or approximate, or not known at all."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Precision = Literal["day", "month", "year", "unknown"]

UNKNOWN = "XXXX"

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class When:
    """A date in EDTF: `2024-07-23`, `2022-12`, `2022`, each perhaps with `~` (approximate), or `XXXX` (not known).

    `earliest` and `latest` bound the days that it may mean; of an unknown date they are `date.min` and `date.max`.
    Source: Extended Date/Time Format, Library of Congress, levels 0 and 1. Of its forms only these are needed; a
    library for all of them took a second of each start.
    """

    text: str
    precision: Precision
    earliest: dt.date
    latest: dt.date
    approximate: bool

    @classmethod
    def parse(cls, text: str) -> When:
        """Read `text`; ValueError says what is wrong with it."""
        return _parse(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        read: Callable[[str], When] = cls.parse
        return core_schema.no_info_after_validator_function(
            read,
            core_schema.str_schema(strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda when: when.text),
        )


_FORM = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?~?", re.ASCII)
_EXPECTED = "expected a day, month or year such as 2024-07-23, 2022-12, 2022 or 2022-12~, or XXXX if not known"


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    if text == UNKNOWN:
        return When(text, "unknown", dt.date.min, dt.date.max, approximate=False)
    found = _FORM.fullmatch(text)
    year, month, day = found.groups() if found is not None else ("0", None, None)  # there is no year 0
    try:
        earliest = dt.date(int(year), int(month or 1), int(day or 1))
        latest = earliest if day else _last(earliest, whole_year=month is None)
    except ValueError:
        raise ValueError(f"{text!r} is not a date: {_EXPECTED}") from None
    precision: Precision = "day" if day else "month" if month else "year"
    return When(text, precision, earliest, latest, approximate=text.endswith("~"))


def _last(first: dt.date, *, whole_year: bool) -> dt.date:
    month = DECEMBER if whole_year else first.month
    return dt.date(first.year, month, monthrange(first.year, month)[1])
