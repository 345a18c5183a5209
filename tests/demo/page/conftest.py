"""A demo of the small knowledge, and visitors of its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.trying import page_of, talking
from bot.web.serving import listen
from tests.demo.page.site import Site


@pytest.fixture
async def site(small_folder: Path) -> AsyncIterator[Site]:
    """Yield a visitor of a demo that runs the real bot."""
    async with (
        talking(small_folder) as (api, running),
        page_of(api, running, listen(0, "127.0.0.1")) as address,
    ):
        visitor = Site(address, api)
        yield visitor
        await visitor.http.aclose()


@pytest.fixture
async def other(site: Site) -> AsyncIterator[Site]:
    """Yield another visitor of the same demo."""
    visitor = Site(site.address, site.api, "uk-UA,uk;q=0.9,en;q=0.5")
    yield visitor
    await visitor.http.aclose()
