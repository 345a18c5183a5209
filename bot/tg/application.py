"""The bot put together: services, handlers in their order, and what happens at start.

Usage, by polling::

    application = build(services, token=token)
    async with application:
        await register(application)
        await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
        await application.start()

or by a webhook: `build(..., polling=False)`, and each update to `application.process_update`.
"""

from __future__ import annotations

from typing import Any, cast

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    BaseRateLimiter,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.tg import (
    admin,
    browse,
    changes,
    charts,
    commands,
    errors,
    groups,
    inline,
    languages,
    nearby,
    other,
    presses,
    private,
    saving,
)
from bot.tg.context import BotApplication, BotContext
from bot.tg.registering import register
from bot.tg.requesting import AiohttpRequest
from bot.tg.sender import Sender
from bot.tg.services import Services

__all__ = ["ALLOWED_UPDATES", "TELEGRAM", "TELEGRAM_FILES", "WAITING", "build", "register"]

TELEGRAM = "https://api.telegram.org/bot"
TELEGRAM_FILES = "https://api.telegram.org/file/bot"

WAITING = 1024
"""Updates taken at a time, those included that wait for their turn behind others of the same person."""

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
]
"""The kinds of updates that the bot does something about; for `start_polling` and `set_webhook`."""

_NEW = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE & _NEW
_GROUPS = filters.ChatType.GROUPS & _NEW
_SHARED = _GROUPS | filters.UpdateType.CHANNEL_POST
_WORDS = filters.TEXT | filters.CAPTION

Handler = BaseHandler[Any, BotContext, Any]


def build(
    services: Services,
    *,
    token: str,
    base_url: str = TELEGRAM,
    base_file_url: str = TELEGRAM_FILES,
    polling: bool = True,
    request: BaseRequest | None = None,
    rate_limiter: BaseRateLimiter[None] | None = None,
) -> BotApplication:
    """Return the bot, ready to be initialised.

    Args:
        services: the knowledge, the store and the settings; closing the store is the caller's.
        token: the bot's, from BotFather.
        base_url: of the Bot API, ending in `/bot`.
        base_file_url: of its files, ending in `/file/bot`.
        polling: whether an updater is built, too.
        request: what sends requests; None for one of the bot's own, with its usual timeouts.
        rate_limiter: what keeps to Telegram's limits; None for nothing.

    """
    request = request or AiohttpRequest()
    bot = Sender(
        token,
        base_url,
        base_file_url,
        request=request,
        get_updates_request=request,
        rate_limiter=rate_limiter,
    )
    builder: Any = (
        ApplicationBuilder()
        .application_class(BotApplication, {"services": services})
        .context_types(ContextTypes(context=BotContext))
        .bot(bot)
        .concurrent_updates(WAITING)
        .job_queue(None)
        .post_init(_at_start)
    )
    if not polling:
        builder = builder.updater(None)
    application = cast(BotApplication, builder.build())
    application.add_handlers(_handlers(services.admins))
    application.add_error_handler(errors.on_error)
    return application


async def _at_start(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Register what Telegram shows; run by `run_polling` and `run_webhook` only."""
    await register(cast(BotApplication, application))


def _handlers(admins: frozenset[int]) -> list[Handler]:
    """Return the handlers; the first that takes an update is the only one, so their order matters."""
    for_admins = _PRIVATE & filters.User(admins)
    return [
        InlineQueryHandler(inline.on_query),
        CallbackQueryHandler(presses.on_press),
        ChosenInlineResultHandler(inline.on_chosen),
        ChatMemberHandler(groups.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        # An edit comes before everything that is written, since most filters take both.
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & _WORDS, private.on_edit),
        CommandHandler(groups.ASK, groups.on_ask, _PRIVATE | _SHARED),
        CommandHandler("start", commands.on_start, _PRIVATE),
        CommandHandler("help", commands.on_help, _PRIVATE),
        CommandHandler("topics", browse.on_topics, _PRIVATE),
        CommandHandler("changes", changes.on_changes, _PRIVATE),
        CommandHandler("sources", browse.on_sources, _PRIVATE),
        CommandHandler(nearby.COMMAND, nearby.on_metro, _PRIVATE),
        CommandHandler("charts", charts.on_charts, _PRIVATE),
        CommandHandler("save", saving.on_save, _PRIVATE),
        CommandHandler("language", languages.on_language, _PRIVATE),
        CommandHandler("about", commands.on_about, _PRIVATE),
        CommandHandler("privacy", commands.on_privacy, _PRIVATE),
        CommandHandler("forget", commands.on_forget, _PRIVATE),
        CommandHandler("cancel", commands.on_cancel, _PRIVATE),
        CommandHandler("stats", admin.on_stats, for_admins),
        CommandHandler("gaps", admin.on_gaps, for_admins),
        CommandHandler("reload", admin.on_reload, for_admins),
        # Commands that are left: unknown ones, and in groups those of the private chat or of other bots.
        MessageHandler(_PRIVATE & filters.COMMAND, commands.on_unknown),
        MessageHandler(_GROUPS & filters.COMMAND, groups.on_command),
        MessageHandler(_PRIVATE & filters.LOCATION, nearby.on_location),
        MessageHandler(_PRIVATE & _WORDS, private.on_text),
        MessageHandler(_PRIVATE & other.UNREAD, other.on_other),
        MessageHandler(_SHARED & _WORDS, groups.on_message),
    ]
