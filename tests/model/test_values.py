"""Figures and dates as typed values."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.model.language import Record, Translated
from bot.model.values import Clock, Dated, Money, Named, Number, Phone, Value
from bot.model.when import When

VALUE: TypeAdapter[Value] = TypeAdapter(Value)
KHTZ = Translated(uk="ХТЗ-1", ru="ХТЗ-1", en="KhTZ-1")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(1300000, Number(number=1300000), id="bare-number"),
        pytest.param(0, Number(number=0), id="zero"),
        pytest.param(2.5, Number(number=2.5), id="bare-fraction"),
        pytest.param({"number": 5, "about": "over"}, Number(number=5, about="over"), id="number"),
        pytest.param({"number": 40, "unit": "percent"}, Number(number=40, unit="percent"), id="share"),
        pytest.param({"money": 9.5, "currency": "USD"}, Money(money=9.5, currency="USD"), id="money"),
        pytest.param({"phone": "+38 057 112-15"}, Phone(phone="+38 057 112-15"), id="phone"),
        pytest.param({"phone": "15-62"}, Phone(phone="15-62"), id="short-phone"),
        pytest.param({"clock": "07:30"}, Clock(clock="07:30"), id="clock"),
        pytest.param({"clock": "24:00"}, Clock(clock="24:00"), id="midnight"),
        pytest.param({"name": KHTZ.model_dump()}, Named(name=KHTZ), id="name"),
        pytest.param(Phone(phone="112"), Phone(phone="112"), id="already-read"),
    ],
)
def test_each_kind_of_value_is_told_by_its_key(written: object, expected: Record) -> None:
    """A bare number is a count; everything else names its kind."""
    assert VALUE.validate_python(written) == expected


def test_a_date_in_a_sentence_is_read_like_any_other() -> None:
    """A dated value holds the span of days and its mark."""
    value = VALUE.validate_python({"date": "2022-12~", "about": "nearly"})
    assert isinstance(value, Dated)
    assert (value.date, value.about) == (When.parse("2022-12~"), "nearly")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        pytest.param(True, "valid dictionary or instance of Number", id="truth-for-number"),
        pytest.param("5", "valid dictionary or instance of Number", id="text-for-number"),
        pytest.param(None, "valid dictionary or instance of Number", id="nothing"),
        pytest.param({"number": "5"}, "should be a valid integer", id="quoted-number"),
        pytest.param({"number": True}, "should be a valid integer", id="truth-in-number"),
        pytest.param({"number": 5, "unit": "kg"}, "should be 'percent'", id="unknown-unit"),
        pytest.param({"number": 5, "about": "circa"}, "'at-least', 'nearly' or 'under'", id="unknown-about"),
        pytest.param({"money": 5}, "Field required", id="no-currency"),
        pytest.param({"money": 5, "currency": "usd"}, "should match pattern", id="small-currency"),
        pytest.param({"money": 5, "currency": "US"}, "should match pattern", id="short-currency"),
        pytest.param({"money": True, "currency": "USD"}, "should be a valid integer", id="truth-for-money"),
        pytest.param({"date": 2022}, "should be a valid string", id="number-for-date"),
        pytest.param({"date": "soon"}, "'soon' is not a date", id="no-date"),
        pytest.param({"phone": "call me"}, "should match pattern", id="words-for-phone"),
        pytest.param({"phone": "112\n"}, "should match pattern", id="newline-after-phone"),
        pytest.param({"phone": "+"}, "should match pattern", id="phone-without-digits"),
        pytest.param({"clock": "7:30"}, "should match pattern", id="clock-without-zero"),
        pytest.param({"clock": "25:00"}, "should match pattern", id="hour-twenty-five"),
        pytest.param({"clock": "12:60"}, "should match pattern", id="minute-sixty"),
        pytest.param({"name": "ХТЗ-1"}, "instance of Translated", id="one-language-name"),
        pytest.param({"number": 5, "money": 6, "currency": "USD"}, "not permitted", id="two-kinds"),
        pytest.param({}, "Field required", id="no-kind"),
    ],
)
def test_what_is_no_value_is_refused(written: object, fault: str) -> None:
    """A wrong type, form or key is an error that names it, and nothing is converted silently."""
    with pytest.raises(ValidationError, match=fault):
        VALUE.validate_python(written)


@pytest.mark.parametrize(
    ("written", "kind"), [pytest.param(7, int, id="whole"), pytest.param(7.0, float, id="fraction")]
)
def test_a_number_stays_as_written(written: float, kind: type) -> None:
    """Whole numbers stay whole and fractions stay fractions."""
    value = VALUE.validate_python(written)
    assert isinstance(value, Number)
    assert type(value.number) is kind
