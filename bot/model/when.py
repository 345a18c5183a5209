"""Dates as sources give them: a day, a month or a year, certain or approximate, or not known at all."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Precision = Literal["day", "month", "year", "unknown"]

UNKNOWN = "XXXX"


@dataclass(frozen=True, slots=True)
class When:
    """A date in EDTF: `2024-07-23`, `2022-12`, `2022`, each perhaps with `~` (approximate), or `XXXX` (not known).

    `earliest` and `latest` bound the days that it may mean; of an unknown date they are `date.min` and `date.max`.
    Source: Extended Date/Time Format, Library of Congress, levels 0 and 1.
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


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    from edtf import EDTFObject, parse_edtf  # imported when first needed: its grammar takes 0.2 s to build
    from edtf.parser.edtf_exceptions import EDTFParseException

    if text == UNKNOWN:
        return When(text, "unknown", dt.date.min, dt.date.max, approximate=False)
    expected = "expected a day, month or year such as 2024-07-23, 2022-12, 2022 or 2022-12~, or XXXX if not known"
    bare = text.removesuffix("~")
    precision: Precision | None = {4: "year", 7: "month", 10: "day"}.get(len(bare))  # type: ignore[assignment]
    if precision == "month" and not "01" <= bare[5:] <= "12":
        precision = None  # EDTF's seasons are no months
    if precision is None or not bare.replace("-", "").isascii() or not bare.replace("-", "").isdigit():
        raise ValueError(f"{text!r} is not a date: {expected}")
    try:
        parsed: EDTFObject = parse_edtf(text)
        earliest, latest = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError) as error:
        raise ValueError(f"{text!r} is not a date: {expected}") from error
    return When(text, precision, earliest, latest, approximate=text.endswith("~"))


def _day(moment: time.struct_time) -> dt.date:
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)
