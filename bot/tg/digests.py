"""Weekly digests: what is new, sent on Mondays to who subscribed. Nobody gets one twice, and nobody's news is lost.

What a week's digest tells is settled once, for all, and kept. Each sending is claimed in the store just before it: a
process that is killed in the midst of it leaves one person of whom nobody knows whether they got it. They are not sent
it again; the next week's digest tells them both weeks' news.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Iterable, Mapping

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.answering.news import Change, changes, entries, settled
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.store.errors import SecretError
from bot.store.subscriptions import Due
from bot.texts import words_of
from bot.tg import keyboards
from bot.tg.bulletins import as_message, paged, pages
from bot.tg.callbacks import ShowDigest
from bot.tg.context import BotApplication
from bot.tg.finishing import finished
from bot.tg.requesting import NotSentError, UnavailableError
from bot.tg.sending import NO_PREVIEW, described

logger = logging.getLogger(__name__)

HOUR = 7
"""Hour of Monday, UTC, from which digests go out: the morning in Kharkiv."""

LOOK_BACK = dt.timedelta(days=28)
"""How long before the last digest a change may be dated that none has told yet, since an edit is reviewed first."""

BATCH = 50
PAUSE = 0.1
"""Seconds between two digests: ten a second, a third of what Telegram allows a bot in all."""

_NOT_DONE = (RetryAfter, NotSentError, UnavailableError)
"""Errors of a request that was not carried out: refused for its rate or for now, or never sent."""


def week_of(now: dt.datetime) -> dt.date:
    """Return the Monday whose digest is the last that is due at `now`."""
    day = (now.astimezone(dt.UTC) - dt.timedelta(hours=HOUR)).date()
    return day - dt.timedelta(days=day.weekday())


def title(base: KnowledgeBase, language: Language) -> str:
    """Return the title of a digest."""
    return words_of(language)("{city}: news of the week", city=base.city.name.in_(language))


def told_by(base: KnowledgeBase, issues: Mapping[dt.date, Iterable[str]], today: dt.date) -> tuple[Change, ...]:
    """Return what the digests `issues` tell, as far as the knowledge still has it."""
    keys = {key for told in issues.values() for key in told}
    return settled(base, [change for change in changes(base, dt.date.min, today) if change.key in keys])


class Digests:
    """Sends what is due; several processes may do so at the same time."""

    def __init__(self, application: BotApplication) -> None:
        self._app = application
        self._settled: dt.date | None = None

    async def send_due(self) -> None:
        """Send all digests that are due, until Telegram asks to wait; StoreError or TelegramError where it can't."""
        services = self._app.services
        week = week_of(services.clock())
        await self._settle(week)
        if not await services.subscriptions.waiting(week, 1):
            return
        await self._app.bot.get_me()  # while Telegram can't be reached, no digest is risked
        while waiting := await services.subscriptions.waiting(week, BATCH):
            for person in waiting:
                await finished(self._send(person, week))
                await asyncio.sleep(PAUSE)

    async def _settle(self, week: dt.date) -> None:
        """Settle what the digest of `week` tells: what none told before, since the last and four weeks before it."""
        if self._settled == week:
            return
        services = self._app.services
        earlier = await services.subscriptions.issues(dt.date.min, week)
        if week not in earlier:
            last = max(earlier, default=week)
            told = {key for keys in earlier.values() for key in keys}
            sunday = week - dt.timedelta(days=1)  # what is dated later, the next digest tells
            found = changes(services.library.answerer.base, last - LOOK_BACK, sunday)
            await services.subscriptions.add_issue(week, [change.key for change in found if change.key not in told])
        self._settled = week

    async def _send(self, person: str, week: dt.date) -> None:
        subscriptions = self._app.services.subscriptions
        due = await subscriptions.take(person, week)
        if due is None:
            return
        if due.told < due.taken_before:
            logger.warning("a digest may not have been sent; its news comes with the next one")
            self._count("digest-caught-up")
        try:
            chat = subscriptions.chat(due)
            digest = await self._composed(due)
        except SecretError:  # kept under a secret that is no more
            await self._end(due)
        except Exception:
            await subscriptions.give_back(due)
            raise
        else:
            if digest is None:
                self._count("digest-empty")
                await subscriptions.sent(due)
            else:
                await self._deliver(due, chat, *digest)

    async def _deliver(self, due: Due, chat: int, text: str, keyboard: InlineKeyboardMarkup) -> None:
        subscriptions = self._app.services.subscriptions
        try:
            await self._app.bot.send_message(
                chat, text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=keyboard
            )
        except Forbidden:  # blocked
            await self._end(due)
        except BadRequest as error:
            if "chat not found" in str(error).casefold():
                await self._end(due)
            else:
                logger.error("a digest was refused: %s", described(error))  # noqa: TRY400 - the place is known
                self._count("digest-refused")
        except Exception as error:
            if isinstance(error, _NOT_DONE):
                await subscriptions.give_back(due)
            else:
                self._count("digest-unsure")
            raise
        else:
            self._count("digest-sent")
            await subscriptions.sent(due)

    async def _composed(self, due: Due) -> tuple[str, InlineKeyboardMarkup] | None:
        """Return the digest's first page and its buttons; None where there is nothing to tell."""
        services = self._app.services
        base, today = services.library.answerer.base, services.today()
        found = told_by(base, await services.subscriptions.issues(due.told, due.week), today)
        if not found:
            return None
        language = await services.store.language_of(due.person) or due.language
        told = pages(base, entries(base, found, language), language)
        press = ShowDigest(language, due.told, due.week, 0)
        keyboard = keyboards.changes(press, len(told), subscribed=True, today=today)
        return as_message(base, paged(title(base, language), 0, len(told), language), told[0], language), keyboard

    async def _end(self, due: Due) -> None:
        logger.info("a subscription ends: its chat can't be written to")
        await self._app.services.subscriptions.unsubscribe(due.person)
        self._count("digest-refused")

    def _count(self, name: str) -> None:
        services = self._app.services
        day = services.today()
        self._app.recorder.put(lambda: services.store.count(name, day=day))
