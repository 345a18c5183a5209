"""Deliveries without the secret."""

from __future__ import annotations

import pytest

from bot.web.strangers import TOLD_SECONDS, Strangers


def test_they_are_told_once_a_minute_with_their_number(caplog: pytest.LogCaptureFixture) -> None:
    """A flood does not flood the log, and none of it is left uncounted."""
    now = [100.0]
    strangers = Strangers(lambda: now[0])
    for _ in range(1000):
        strangers.note()
    now[0] += TOLD_SECONDS
    strangers.note()
    assert [record.__dict__["new"] for record in caplog.records] == [1, 1000]
    assert strangers.count == 1001
