"""The demo put together: a Bot API server on loopback, the real bot that polls it, and the page."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.cli.alive import beside, bot_of
from bot.cli.polled import poll
from bot.cli.settings import Settings, SettingsError
from bot.cli.vitals import Vitals
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.serving import LOOPBACK
from bot.demo.page.app import Page
from bot.tg.application import register
from bot.tg.context import BotApplication
from bot.web.serving import listen, served

USERNAME = "kharkiv_bot"
"""The bot's name in inline mode and mentions, where it runs on loopback."""


class OwnSettings(Settings):
    """Settings of which nothing comes from the environment: a real token or database there is not touched."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given alone."""
        return (init_settings,)


async def try_out(folder: Path, port: int, *, open_browser: bool) -> None:
    """Serve the page until cancelled; SettingsError where `port` is taken, KnowledgeError for a broken `folder`."""
    listening = _listening(port)
    print("The bot is starting: this may take some seconds ...", flush=True)
    async with talking(folder) as (api, running), page_of(api, running, listening) as address:
        print(f"Open {address} in a browser. Ctrl-C ends the demo.", flush=True)
        if open_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await asyncio.Event().wait()


@asynccontextmanager
async def talking(folder: Path) -> AsyncIterator[tuple[BotApi, BotApplication]]:
    """Run the bot, with a store that is gone afterwards, against a Telegram of its own while the block runs."""
    token = f"{secrets.randbelow(9_000_000_000) + 1_000_000_000}:{secrets.token_urlsafe(26)}"
    with tempfile.TemporaryDirectory(prefix="kharkiv-bot-") as kept:
        async with BotApi(token=token, username=USERNAME) as api:
            own: dict[str, Any] = {
                "bot_token": SecretStr(api.token),
                "bot_api_url": api.base_url,
                "database_url": SecretStr(f"sqlite+aiosqlite:///{Path(kept, 'demo.db')}"),
                "pseudonym_secret": SecretStr(secrets.token_urlsafe(32)),
            }
            async with bot_of(OwnSettings(**own), folder, Vitals()) as delivery:
                running = delivery.application
                await register(running)  # before the page shows the bot's name and commands
                async with beside(poll(delivery), "polling"):
                    yield api, running


@asynccontextmanager
async def page_of(api: BotApi, running: BotApplication, listening: socket.socket) -> AsyncIterator[str]:
    """Serve the page on a socket that listens while the block runs; give its address."""
    page = Page(api, running)
    async with served(page.app(), listening):
        try:
            yield f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
        finally:
            await page.close()


def _listening(port: int) -> socket.socket:
    try:
        return listen(port, LOOPBACK)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise SettingsError(f"--port: {port} can't be served: {reason}; choose another, such as --port 8080") from error
