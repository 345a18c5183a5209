"""Look-ups that share a query."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.tg.gathering import Gathering


async def test_who_asks_at_the_same_time_shares_a_query() -> None:
    """The first goes at once, those that come meanwhile go together, and each gets its own answer."""
    asked: list[list[str]] = []

    async def look_up(keys: Collection[str]) -> dict[str, int]:
        asked.append(sorted(keys))
        await asyncio.sleep(0.01)
        return {key: int(key) for key in keys if key != "3"}

    gathering = Gathering(look_up)
    first = asyncio.create_task(gathering.of("1"))
    await asyncio.sleep(0.005)
    others = asyncio.gather(*(gathering.of(key) for key in "12233"))
    assert await first == 1
    assert await others == [1, 2, 2, None, None]
    assert asked == [["1"], ["1", "2", "3"]]
    assert await gathering.of("4") == 4


async def test_a_failure_is_theirs_who_asked() -> None:
    """Each of them hears of it, who gave up does not matter, and the next look-up is tried."""
    failing = [True]

    async def look_up(keys: Collection[str]) -> dict[str, int]:
        await asyncio.sleep(0)
        if failing[0]:
            raise OSError("away")
        return dict.fromkeys(keys, 1)

    gathering = Gathering(look_up)
    given_up = asyncio.create_task(gathering.of("1"))
    asked = [asyncio.create_task(gathering.of(key)) for key in "12"]
    await asyncio.sleep(0)
    given_up.cancel()
    assert [type(one) for one in await asyncio.gather(*asked, return_exceptions=True)] == [OSError, OSError]
    with pytest.raises(asyncio.CancelledError):
        await given_up
    failing[0] = False
    assert await gathering.of("1") == 1
