"""Waiting after failures."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.web.patience import LONGEST, Patience, persist


async def test_waits_grow_up_to_a_limit() -> None:
    """Each wait is half to the whole of a time that doubles with each failure in a row, up to the longest."""
    patience = Patience("working")
    for whole in (0.5, 1, 2, 4, 8, 16, LONGEST, LONGEST, LONGEST):
        waits = [patience.seconds(NetworkError("away")) for _ in range(50)]
        assert whole / 2 <= min(waits) < max(waits) <= whole
        patience.failures += 1
    patience.failures = 100_000
    assert patience.seconds(NetworkError("away")) <= LONGEST


@pytest.mark.filterwarnings("ignore:.*PTB_TIMEDELTA")
@pytest.mark.parametrize("after", [7, dt.timedelta(seconds=7)], ids=["seconds", "timedelta"])
async def test_telegrams_own_wait_goes_first(after: int | dt.timedelta) -> None:
    """Where Telegram says how long to wait, that is how long."""
    assert Patience("working").seconds(RetryAfter(after)) == 7


async def test_a_row_of_failures_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """The first failure of a row is told, with Telegram's words, and so is its end; those between are not."""
    patience = Patience("working", first=0.001, longest=0.001)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            await patience.wait(NetworkError("Bad Gateway"))
        patience.over()
        patience.over()
    assert caplog.messages == ["working failed and is tried again", "working works again"]
    assert vars(caplog.records[0])["error"] == "NetworkError: Bad Gateway"
    assert vars(caplog.records[1])["failures"] == 3


async def test_the_words_of_other_errors_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """An error of the program may quote a person, so only its kind is told."""
    await Patience("working", first=0.001).wait(ValueError("вулиця Сумська"))
    assert vars(caplog.records[0])["error"] == "ValueError"


async def test_persist_returns_what_works_at_last() -> None:
    """Work that fails is tried again until it works."""
    failures = [NetworkError("away"), ValueError("no JSON")]

    async def attempt() -> str:
        if failures:
            raise failures.pop()
        return "done"

    assert await persist("working", attempt) == "done"
    assert failures == []


async def test_persist_gives_up_where_waiting_mends_nothing() -> None:
    """A token that is refused is raised at once, and so is what the caller calls final."""

    async def refused() -> None:
        raise InvalidToken

    async def wrong() -> None:
        raise BadRequest("bad webhook")

    with pytest.raises(InvalidToken):
        await persist("working", refused)
    with pytest.raises(BadRequest, match=r"[Bb]ad webhook"):
        await persist("working", wrong, final=(BadRequest,))
