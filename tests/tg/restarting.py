"""The bot started anew over what the one before left behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.pseudonym import Pseudonyms
from bot.store.store import Store
from bot.tg.application import build
from bot.tg.context import BotApplication
from bot.tg.services import Services
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene


@asynccontextmanager
async def restarted(scene: Scene, secret: bytes = b"a secret of the tests alone") -> AsyncIterator[BotApplication]:
    """Give another bot, with connections of its own, over the store and the knowledge folder of `scene`."""
    database = scene.store.database
    async with await Store.open(database.name) as store:
        library = scene.app.services.library
        services = Services(Shelf(library.folder), store, Pseudonyms(secret), clock=scene.clock)
        api = scene.api
        app = build(services, token=api.token, base_url=api.base_url, base_file_url=api.file_url)
        async with app:
            yield app


def edit(folder: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace in a knowledge file the only place of each text by another."""
    text = (folder / file).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    (folder / file).write_text(text, "utf-8")
