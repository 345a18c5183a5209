"""What Telegram shows of the bot before anybody writes to it: commands, name and descriptions, in each language."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from bot.texts import Say, words_of
from bot.tg.context import BotApplication
from bot.tg.sending import described
from bot.tg.splitting import shortened

logger = logging.getLogger(__name__)

NAME = 64
DESCRIPTION = 512
SHORT_DESCRIPTION = 120

Commands = Sequence[tuple[str, str]]


async def register(application: BotApplication) -> None:
    """Register commands, names and descriptions where they differ from what Telegram has.

    Telegram allows few changes of a name a day, so what is right already is left alone. A refusal is logged, and the
    bot goes on without; the next start tries again.
    """
    base = application.services.library.answerer.base
    for change in _changes(application.bot, base, sorted(application.services.admins)):
        try:
            await change()
        except (BadRequest, Forbidden, RetryAfter) as error:
            logger.warning("not registered: %s", described(error))
        except TelegramError as error:
            logger.warning("nothing more is registered: %s", described(error))
            return


def for_private(say: Say) -> Commands:
    """Return the commands of the private chat."""
    return [
        ("topics", say("All questions by theme")),
        ("metro", say("Nearest metro stations")),
        ("changes", say("What is new")),
        ("sources", say("All sources")),
        ("charts", say("Figures as charts")),
        ("save", say("Keep what helps without power and internet")),
        ("ask", say("Ask a question")),
        ("language", say("Language of the answers")),
        ("help", say("How to ask")),
        ("about", say("What this bot is")),
        ("privacy", say("What I keep")),
        ("forget", say("Delete what is kept about me")),
    ]


def for_groups(say: Say) -> Commands:
    """Return the commands of groups: the only one that is answered there in full."""
    return [("ask", say("Ask a question"))]


def for_admins(say: Say) -> Commands:
    """Return the commands of an admin's private chat."""
    return [
        *for_private(say),
        ("stats", say("Decisions and ratings")),
        ("gaps", say("Questions without an answer")),
        ("reload", say("Read the knowledge again")),
    ]


def _changes(bot: Bot, base: KnowledgeBase, admins: Sequence[int]) -> Iterator[Callable[[], Awaitable[None]]]:
    # Telegram shows the entry without a language where the app's own has none.
    tongues: list[tuple[str, Language]] = [("", base.city.default_language), *((one, one) for one in LANGUAGES)]
    for code, language in tongues:
        say = words_of(language)
        yield _commands(bot, for_private(say), BotCommandScopeAllPrivateChats(), code)
        yield _commands(bot, for_groups(say), BotCommandScopeAllGroupChats(), code)
        for admin in admins:
            yield _commands(bot, for_admins(say), BotCommandScopeChat(admin), code)
        yield _text(bot.get_my_description, _whole(base, language, say), bot.set_my_description, "description", code)
        short = shortened(base.city.about.in_(language), SHORT_DESCRIPTION)
        yield _text(bot.get_my_short_description, short, bot.set_my_short_description, "short_description", code)
        name = shortened(base.city.bot.in_(language), NAME)
        yield _text(bot.get_my_name, name, bot.set_my_name, "name", code)


def _whole(base: KnowledgeBase, language: Language, say: Say) -> str:
    hint = say("Write a question in your own words. Not an emergency service.")
    return shortened(f"{base.city.about.in_(language)} {hint}", DESCRIPTION)


def _commands(bot: Bot, commands: Commands, scope: BotCommandScope, code: str) -> Callable[[], Awaitable[None]]:
    async def change() -> None:
        wanted = tuple(BotCommand(name, text) for name, text in commands)
        if await bot.get_my_commands(scope, code or None) != wanted:
            await bot.set_my_commands(wanted, scope, code or None)

    return change


def _text(
    ask: Callable[[str | None], Awaitable[object]],
    wanted: str,
    tell: Callable[[str | None, str | None], Awaitable[bool]],
    attribute: str,
    code: str,
) -> Callable[[], Awaitable[None]]:
    async def change() -> None:
        if getattr(await ask(code or None), attribute) != wanted:
            await tell(wanted, code or None)

    return change
