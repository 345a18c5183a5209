"""What buttons say, read back with care."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.language import LANGUAGES
from bot.store.records import Reason
from bot.tg.callbacks import (
    LONGEST,
    GiveReason,
    PinLanguage,
    Press,
    Rate,
    RateAgain,
    ShowChart,
    ShowSources,
    ShowTheme,
    ShowThemes,
    ShowTopic,
    Way,
    data,
    parse,
)

IDS = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True) | st.just("a" * 48)
TONGUES = st.sampled_from(LANGUAGES)
PRESSES: st.SearchStrategy[Press] = st.one_of(
    st.builds(ShowTopic, TONGUES, IDS, st.sampled_from(get_args(Way))),
    st.builds(Rate, TONGUES, IDS, st.booleans()),
    st.builds(GiveReason, TONGUES, IDS, st.sampled_from(get_args(Reason))),
    st.builds(RateAgain, TONGUES, IDS),
    st.builds(ShowThemes, TONGUES),
    st.builds(ShowTheme, TONGUES, IDS),
    st.builds(ShowSources, TONGUES, st.integers(0, 9999)),
    st.builds(ShowChart, TONGUES, IDS),
    st.builds(PinLanguage, st.none() | TONGUES),
)


@given(PRESSES)
def test_a_press_is_read_back(press: Press) -> None:
    """Whatever a button says is read back as it was meant, and fits into Telegram's 64 bytes."""
    said = data(press)
    assert len(said.encode()) <= LONGEST
    assert parse(said) == press


@given(st.text(max_size=80) | st.from_regex(r"1:[a-z]:(uk|ru|en|auto|xx):[a-z]?:[a-z0-9-]{0,60}", fullmatch=True))
def test_forged_data_is_nothing_or_well_formed(forged: str) -> None:
    """What anybody sends is either refused or exactly what a button of the bot could say."""
    press = parse(forged)
    assert press is None or data(press) == forged


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "",
        "0:t:uk:c:population",
        "2:t:uk:c:population",
        "1:t:uk:c:",
        "1:t:uk:c:../etc/passwd",
        "1:t:uk:x:population",
        "1:t:de:c:population",
        "1:t:uk:c:" + "a" * 49,
        "1:f:uk:maybe:population",
        "1:f:uk::population",
        "1:r:uk:z:population",
        "1:s:uk::-1",
        "1:s:uk::1e9",
        "1:s:uk::٣",
        "1:s:uk::007",
        "1:c:uk:x:population",
        "1:l:xx::",
        "1:l:uk::x",
        "1:m:uk::x",
        "1:t:uk:c:population:more",
        "<b>",
    ],
)
def test_refused(forged: str | None) -> None:
    """Older versions, unknown actions and anything left over are refused."""
    assert parse(forged) is None
