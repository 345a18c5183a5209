"""The life of a running bot: settings read, connected, started, and stopped without losing what it took."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken

from bot.cli.crashes import leave_no_words
from bot.cli.logs import set_up
from bot.cli.opening import fail
from bot.cli.reloading import reloaded_by_signal
from bot.cli.settings import Settings, SettingsError, read_settings
from bot.cli.vitals import Vitals
from bot.library.errors import KnowledgeError
from bot.library.location import knowledge_folder
from bot.library.watching import watch
from bot.model.finding import Finding
from bot.store.database import Database
from bot.store.errors import SecretNotKeptError, StoreError
from bot.store.inbox import Inbox
from bot.store.keeping import kept
from bot.store.pseudonym import Pseudonyms, keep_secret, new_secret, secret_for
from bot.store.store import Store
from bot.tg import heap
from bot.tg.admin import tell_of_errors
from bot.tg.application import build, register
from bot.tg.context import BotApplication
from bot.tg.delivery import Delivery
from bot.tg.limiting import Limiter
from bot.tg.measuring import MeasuredLimiter
from bot.tg.rounds import Rounds
from bot.tg.services import Services
from bot.tg.shelf import Shelf, settle
from bot.tg.takeover import Takeover
from bot.web.patience import persist

logger = logging.getLogger(__name__)

STOP_SECONDS = 5.0
"""Seconds for replies once the bot is told to stop; platforms kill after ten."""

CLOSE_SECONDS = 1.0
"""Seconds for each of the steps after it: noting what was done, and leaving the rest to whoever comes next."""

TIDY_SECONDS = 6 * 60 * 60
"""Seconds between two looks for what has been kept long enough."""

TIDY_AGAIN_SECONDS = 5 * 60
"""Seconds until the next look where the store could not be used."""

_REFUSED = (
    "BOT_TOKEN: Telegram does not know this token; expected the one that @BotFather shows for the bot by /mybots "
    "(and BOT_API_URL, where it is set, to be a Bot API server that knows it)"
)


def settings_for(knowledge: Path | None) -> tuple[Settings, Path]:
    """Return the settings and the knowledge folder, and set the log up; exit where a setting is wrong.

    `knowledge` is the folder that the command line names; None for KNOWLEDGE_DIR, or the one that comes with the bot.
    """
    try:
        settings = read_settings()
    except SettingsError as error:
        fail(str(error))
    set_up(settings.log_level, sys.stderr)
    leave_no_words()
    folder = knowledge_folder(settings.knowledge_dir if knowledge is None else knowledge, {})
    return settings, folder


def live(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until it ends or the process is told to stop; exit with what is wrong in settings or knowledge."""
    heap.share_one()
    try:
        asyncio.run(_stoppable(work))
    except KnowledgeError as error:
        fail(f"{error}\nthe knowledge has errors: mend them, or see `kharkiv-bot check`")
    except (SettingsError, StoreError) as error:
        fail(str(error))
    except InvalidToken:
        fail(_REFUSED)
    except Exception:  # a fault of the program: told in the log, where nothing of it can quote a person
        logger.exception("the bot broke")
        raise SystemExit(1) from None


async def _stoppable(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    told = False

    def stop() -> None:
        # Once only: Ctrl-C under a process manager comes twice, and a second cancel would cut the finishing short.
        nonlocal told
        if not told:
            told = True
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows, where Ctrl-C cancels all the same
            loop.add_signal_handler(number, stop)
    try:
        await task
    except asyncio.CancelledError:
        logger.info("stopped")


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run `work` while the block runs; a fault in it is logged and does not end the block."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_told)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _told(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("%s broke", task.get_name(), exc_info=error)


@asynccontextmanager
async def store_of(settings: Settings, before: Callable[[], None] | None = None) -> AsyncIterator[Store]:
    """Give the store, kept in use and tidied while the block runs; where it fails, the block goes on without it.

    `before` runs before each opening, and may raise SecretError.
    """
    store = Store(Database(settings.database_url.get_secret_value()))
    async with store, kept(store, before=before), beside(tidy(store), "tidying"):
        yield store


def _secret(settings: Settings) -> tuple[bytes, Callable[[], None] | None]:
    """Return the secret of the pseudonyms; where it can't be kept now, a new one, and what keeps it later."""
    url = settings.database_url.get_secret_value()
    given = settings.pseudonym_secret.get_secret_value() if settings.pseudonym_secret else None
    try:
        return secret_for(url, given), None
    except SecretNotKeptError:  # nothing is stored under the new one before it is kept
        secret = new_secret()
        return secret, partial(keep_secret, url, secret)


async def migrate(settings: Settings) -> None:
    """Bring the database up to date, and say which it is."""
    async with await Store.open(settings.database_url.get_secret_value()) as store:
        print(f"{store.database.name}: up to date")


async def tidy(store: Store) -> None:
    """Delete, again and again, what has been kept long enough."""
    while True:
        try:
            purged = await store.purge(dt.datetime.now(tz=dt.UTC))
        except StoreError as error:
            logger.warning("what is old could not be deleted yet", extra={"reason": type(error).__name__})
            await asyncio.sleep(TIDY_AGAIN_SECONDS)
        else:
            logger.info("old questions deleted", extra={"questions": purged})
            await asyncio.sleep(TIDY_SECONDS)


@asynccontextmanager
async def bot_of(settings: Settings, folder: Path, vitals: Vitals) -> AsyncIterator[Delivery]:
    """Give the bot once Telegram has answered it, as what takes its updates; `vitals` tells how it is.

    At the end it finishes what it can within `STOP_SECONDS`; the rest stays in the inbox. SettingsError, SecretError,
    KnowledgeError or InvalidToken where it can't be started.
    """
    token = settings.token()
    secret, keep = _secret(settings)
    library = await asyncio.to_thread(Shelf, folder, apart=True)
    async with store_of(settings, keep) as store:
        services = Services(
            library=library,
            store=store,
            pseudonyms=Pseudonyms(secret),
            admins=settings.admin_ids,
            operator_contact=settings.operator_contact,
            measures=vitals.measures,
        )
        application = build(
            services,
            token=token,
            base_url=settings.bot_api_url,
            base_file_url=settings.file_url,
            polling=False,
            rate_limiter=MeasuredLimiter(Limiter(settings.send_per_second), vitals.measures),
        )
        rounds = Rounds(application)
        inbox = Inbox(store.database, secret)
        vitals.of_store(store)
        vitals.of_bot(application)
        report = partial(_reloaded, application, rounds)
        # Commands and descriptions are registered while the bot answers already: Telegram may be slow with them.
        async with (
            _started(application),
            _delivering(application, inbox) as delivery,
            beside(register(application), "registering commands"),
            beside(vitals.ask_telegram(application.bot), "asking Telegram"),
            beside(vitals.look_into(inbox), "looking into the inbox"),
            beside(watch(library, report), "watching the knowledge"),
            beside(rounds.run(), "corrections and digests"),
            reloaded_by_signal(library, report),
        ):
            settle()
            yield delivery


def _reloaded(application: BotApplication, rounds: Rounds, findings: Sequence[Finding]) -> None:
    """Tell the admins of an edit that has errors; by one that is in use, answers may have to be corrected."""
    if not findings:
        rounds.wake()
    else:
        application.create_task(tell_of_errors(application, findings))


@asynccontextmanager
async def _started(application: BotApplication) -> AsyncIterator[None]:
    await persist("connecting to Telegram", application.initialize)
    try:
        await application.start()
        yield
    finally:
        await _within(CLOSE_SECONDS, application.stop())
        await application.shutdown()


@asynccontextmanager
async def _delivering(application: BotApplication, inbox: Inbox) -> AsyncIterator[Delivery]:
    """Give what takes updates; it has taken up what was left behind."""
    delivery = Delivery(application, inbox)
    takeover = Takeover(inbox, delivery)
    # An SQLite file is for one bot: who holds something there and is not this process has ended.
    await takeover.begin(alone=application.services.store.database.is_sqlite)
    logger.info("the inbox is open", extra={"replica": inbox.replica})
    try:
        async with beside(takeover.run(), "looking for work left behind"):
            yield delivery
    finally:
        await delivery.stop(STOP_SECONDS)
        await _within(CLOSE_SECONDS, inbox.close())


async def _within(seconds: float, closing: Coroutine[Any, Any, None]) -> None:
    """Take a step of the end; what it can't do in time is left."""
    try:
        async with asyncio.timeout(seconds):
            await closing
    except TimeoutError:
        logger.warning("not everything was closed in time")
    except StoreError as error:
        logger.warning("not everything was closed", extra={"error": str(error)})
