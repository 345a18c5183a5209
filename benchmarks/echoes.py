"""Echo bots to measure beside the whole bot: `python -m benchmarks.echoes KIND BASE [PORT]`.

They answer each text with itself and do nothing else; with a PORT they listen there to a webhook.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from benchmarks.load import SECRET, TOKEN

AT_A_TIME = {"ptb": 1, "ptb-16": 16, "ptb-64": 64, "ptb-aiohttp": 64}
"""Updates that each kind on python-telegram-bot handles at a time."""


def main() -> None:
    """Run one until it is told to stop."""
    kind, base, *port = sys.argv[1:]
    if kind == "aiogram":
        asyncio.run(_aiogram(base))
    else:
        _ptb(kind, base, int(port[0]) if port else None)


def _ptb(kind: str, base: str, port: int | None) -> None:
    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    builder: Any = ApplicationBuilder().token(TOKEN).base_url(base).concurrent_updates(AT_A_TIME[kind])
    if kind == "ptb-aiohttp":
        builder = builder.request(_own()).get_updates_request(_own())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if port is None:
        application.run_polling()
    else:
        url = f"http://127.0.0.1:{port}/telegram"
        application.run_webhook("127.0.0.1", port, "telegram", secret_token=SECRET, webhook_url=url)


def _own() -> BaseRequest:
    from bot.tg.requesting import AiohttpRequest

    return AiohttpRequest()


async def _aiogram(base: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    root = base.removesuffix("/bot")
    server = TelegramAPIServer(base=f"{root}/bot{{token}}/{{method}}", file=f"{root}/file/bot{{token}}/{{path}}")
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async with Bot(TOKEN, session=AiohttpSession(api=server)) as bot:
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    main()
