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

from aiohttp import ClientConnectorError
from httpx import ConnectError, ConnectTimeout, PoolTimeout
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.answering.news import Change, changes, entries, settled
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.store.errors import SecretError
from bot.store.subscriptions import Due
from bot.texts import words_of
from bot.tg import keyboards
from bot.tg.bulletins import as_message, pages
from bot.tg.callbacks import ShowDigest
from bot.tg.context import BotApplication
from bot.tg.sending import NO_PREVIEW, described

logger = logging.getLogger(__name__)

HOUR = 7
"""Hour of Monday, UTC, from which digests go out: the morning in Kharkiv."""

LOOK_BACK = dt.timedelta(days=28)
"""How long before the last digest a change may be dated that none has told yet, since an edit is reviewed first."""

BATCH = 50
PAUSE = 0.1
"""Seconds between two digests: ten a second, a third of what Telegram allows a bot in all."""

FINISH_SECONDS = 4.0
"""Seconds that a digest under way may take once the bot is told to stop."""

_NEVER_LEFT = (ConnectError, ConnectTimeout, PoolTimeout, ClientConnectorError)


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
                sending = asyncio.ensure_future(self._send(person, week))
                try:
                    await asyncio.shield(sending)
                except asyncio.CancelledError:  # one that is under way is finished, so that it need not be guessed
                    await asyncio.wait({sending}, timeout=FINISH_SECONDS)
                    raise
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
            found = changes(services.library.answerer.base, last - LOOK_BACK, services.today())
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
            sent = await self._deliver(due)
        except (Forbidden, SecretError) as error:  # blocked; or kept under a secret that is no more
            logger.info("a subscription ends: %s", type(error).__name__)
            await subscriptions.unsubscribe(person)
            self._count("digest-refused")
        except BadRequest as error:
            gone = "chat not found" in str(error).casefold()
            logger.warning("a digest was refused: %s", described(error))
            if gone:
                await subscriptions.unsubscribe(person)
            self._count("digest-refused")
        except TelegramError as error:
            if _never_left(error):
                await subscriptions.give_back(due)
            else:
                self._count("digest-unsure")
            raise
        else:
            await subscriptions.sent(due)
            self._count("digest-sent" if sent else "digest-empty")

    async def _deliver(self, due: Due) -> bool:
        """Send the digest; tell whether it had anything to tell."""
        services = self._app.services
        chat = services.subscriptions.chat(due)
        base, today = services.library.answerer.base, services.today()
        found = told_by(base, await services.subscriptions.issues(due.told, due.week), today)
        if not found:
            return False
        language = await services.store.language_of(due.person) or due.language
        told = pages(base, entries(base, found, language), language)
        press = ShowDigest(language, due.told, due.week, 0)
        heading = title(base, language)
        if len(told) > 1:
            heading = words_of(language)("{title} (page {page} of {count})", title=heading, page=1, count=len(told))
        await self._app.bot.send_message(
            chat,
            as_message(base, heading, told[0], language),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboards.changes(press, len(told), subscribed=True, today=today),
        )
        return True

    def _count(self, name: str) -> None:
        services = self._app.services
        day = services.today()
        self._app.recorder.put(lambda: services.store.count(name, day=day))


def _never_left(error: TelegramError) -> bool:
    """Tell whether a request that failed can't have been carried out: refused for its rate, or never connected."""
    return isinstance(error, RetryAfter) or isinstance(error.__cause__, _NEVER_LEFT)
