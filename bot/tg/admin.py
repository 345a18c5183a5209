"""Commands of those who run the bot; for anybody else they do not exist.

Usage: `application.add_handler(CommandHandler("stats", admin.on_stats, private & filters.User(admins)))`
"""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import logging
from collections import Counter
from collections.abc import Iterable, Sequence

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.desk.gaps import ASKERS, Gap, gaps
from bot.desk.opinions import opinions
from bot.model.finding import Finding
from bot.store.errors import StoreError
from bot.store.records import Statistics
from bot.texts import Say, words_of
from bot.tg.context import BotApplication, BotContext
from bot.tg.language import for_update
from bot.tg.sending import place_of, send
from bot.tg.splitting import Span, shortened, split

logger = logging.getLogger(__name__)

DAYS = 30
"""Days that /stats looks back."""

MOST_GAPS = 20
MOST_TOPICS = 10
MOST_FINDINGS = 10
LONGEST_NEWS = 3000
"""Characters, so that escaped they still fit in one message."""
_LONGEST_GAP = 120


async def on_stats(update: Update, context: BotContext) -> None:
    """Show how questions were decided and answers rated in the last 30 days."""
    since = context.services.today() - dt.timedelta(days=DAYS)
    say = words_of(await for_update(context, update))
    await context.recorder.drain()
    try:
        statistics = await context.services.store.statistics(since)
    except StoreError as error:
        await _say(update, context, [_failed(say, error)])
        return
    await _say(update, context, _summary(say, statistics))


async def on_gaps(update: Update, context: BotContext) -> None:
    """Show like questions without an answer, redacted, by how many asked; what fewer than three asked is not shown."""
    say = words_of(await for_update(context, update))
    await context.recorder.drain()
    try:
        asked = await context.services.store.asked("unanswered")
    except StoreError as error:
        await _say(update, context, [_failed(say, error)])
        return
    found = await asyncio.to_thread(gaps, asked, context.answerer.matcher, MOST_GAPS)
    await _say(update, context, _unanswered(say, found, len(asked)))


async def on_reload(update: Update, context: BotContext) -> None:
    """Read the knowledge again; with errors in it the bot goes on with what it has."""
    say = words_of(await for_update(context, update))
    findings = await asyncio.to_thread(context.services.library.reload)
    if findings:
        logger.warning("reload refused: %d errors in the knowledge", len(findings))
        lines = list(_refused(say, findings))
    else:
        logger.info("knowledge reloaded: %d topics", len(context.base.topics))
        lines = [say("The knowledge was reloaded. Questions: {topics}.", topics=len(context.base.topics))]
    await _say(update, context, lines)


async def tell_of_errors(application: BotApplication, findings: Sequence[Finding]) -> None:
    """Tell every admin, in the city's language, why an edit of the knowledge is not used."""
    say = words_of(application.services.library.answerer.base.city.default_language)
    text = html.escape("\n".join(_refused(say, findings))[:LONGEST_NEWS])
    for admin in sorted(application.services.admins):
        try:
            await application.bot.send_message(admin, text, parse_mode=ParseMode.HTML)
        except TelegramError as error:  # an admin who never wrote to the bot can't be written to
            logger.warning("an admin could not be told of errors in the knowledge: %s", type(error).__name__)


def _refused(say: Say, findings: Sequence[Finding]) -> Iterable[str]:
    yield say("The new knowledge has errors, so the old one stays. Errors: {count}.", count=len(findings))
    yield from map(str, findings[:MOST_FINDINGS])


def _summary(say: Say, statistics: Statistics) -> Iterable[str]:
    yield say("The last {days} days. Questions decided: {count}.", days=DAYS, count=statistics.outcomes)
    decisions = Counter[tuple[str, str]]()
    for row in statistics.decisions:
        decisions[row.decision, row.language] += row.count
    for (decision, language), count in decisions.most_common():
        yield f"• {decision}, {language}: {count}"
    rated = opinions(statistics.feedback)
    if rated:
        yield say("Ratings by topic; those most often called wrong or outdated come first:")
    for one in rated[:MOST_TOPICS]:
        reasons = [("wrong", one.wrong), ("outdated", one.outdated), ("not asked", one.not_asked)]
        reasons += [("bad source", one.bad_source)]
        told = ", ".join(f"{reason} {count}" for reason, count in reasons if count)
        yield f"• {one.topic}: +{one.helpful} −{one.ratings - one.helpful}{f' ({told})' if told else ''}"
    if statistics.counts:
        yield say("Counters:")
    for name, count in statistics.counts.items():
        yield f"• {name}: {count}"


def _unanswered(say: Say, found: Sequence[Gap], asked: int) -> Iterable[str]:
    if not asked:
        yield say("No question is unanswered.")
        return
    yield say(
        "Unanswered questions kept: {count}. Shown is what at least {askers} people asked.", count=asked, askers=ASKERS
    )
    for gap in found:
        nearest = f" ({gap.nearest[0].topic}?)" if gap.nearest else ""
        yield f"• {gap.askers}× {shortened(gap.text, _LONGEST_GAP)}{nearest}"


def _failed(say: Say, error: StoreError) -> str:
    logger.warning("the store can't be read: %s", type(error).__name__)
    return say("The database cannot be read now. Please try again later.")


async def _say(update: Update, context: BotContext, lines: Iterable[str]) -> None:
    if update.message is not None:
        await send(context.bot, place_of(update.message), split([Span("\n".join(lines))]))
