"""A plain client, and a small bot made with the real python-telegram-bot."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.demo.botapi.server import BotApi

Context = ContextTypes.DEFAULT_TYPE
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Caller = Callable[..., Any]


def plain_http() -> httpx.AsyncClient:
    """Return a client for loopback; it reads no certificates, which would take a tenth of a second a test."""
    return httpx.AsyncClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False, timeout=10)


@contextlib.asynccontextmanager
async def client(server: BotApi) -> AsyncIterator[Caller]:
    """Yield a function that calls a method with a JSON body and returns the JSON answer."""
    async with plain_http() as http:

        async def call(method: str, **parameters: Any) -> dict[str, Any]:
            answer = await http.post(f"{server.base_url}{server.token}/{method}", json=parameters)
            body: dict[str, Any] = answer.json()
            assert answer.status_code == body.get("error_code", 200)
            return body

        yield call


async def _echo(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("ще", callback_data="more")]])
    await message.reply_text(f"<b>{message.text_html}</b>", parse_mode=ParseMode.HTML, reply_markup=keyboard)


async def _press(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Гаразд")
    await query.edit_message_text("змінено")


async def _inline(update: Update, _: Context) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(f"<i>{query.query}</i>", parse_mode=ParseMode.HTML)
    await query.answer([InlineQueryResultArticle("1", query.query or "усе", content)], cache_time=5, is_personal=True)


def echo_application(server: BotApi) -> AnyApplication:
    """Return the small bot: echoes texts in bold, edits on a press, answers inline queries."""
    builder = ApplicationBuilder().token(server.token).base_url(server.base_url).base_file_url(server.file_url)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.add_handler(CallbackQueryHandler(_press))
    application.add_handler(InlineQueryHandler(_inline))
    return application


@contextlib.asynccontextmanager
async def polling(server: BotApi) -> AsyncIterator[AnyApplication]:
    """Run the small bot by polling."""
    application = echo_application(server)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=2)
        await application.start()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


async def told(call: Caller) -> list[dict[str, Any]]:
    """Return what getUpdates gives, without the ids, and forget it."""
    updates = (await call("getUpdates"))["result"]
    if updates:
        await call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [{name: value for name, value in update.items() if name != "update_id"} for update in updates]
