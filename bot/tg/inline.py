"""Inline mode: answers in any chat, as the person types, unfinished words included.

Usage: `application.add_handler(InlineQueryHandler(inline.on_query))` and
`application.add_handler(ChosenInlineResultHandler(inline.on_chosen))`; BotFather's /setinlinefeedback lets Telegram
tell what was chosen.
"""

from __future__ import annotations

import datetime as dt
import logging

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import BadRequest

from bot.model.language import LANGUAGES
from bot.store.sent import Address
from bot.texts import words_of
from bot.tg import journal
from bot.tg.catalogue import Catalogue, Found
from bot.tg.context import BotContext
from bot.tg.language import pinned, spoken
from bot.tg.links import PLAIN
from bot.tg.rendering import render_short
from bot.tg.sending import described
from bot.tg.splitting import LIMIT

logger = logging.getLogger(__name__)

PAGE = 10
"""Results of one page."""

SHARED_SECONDS = 300
"""How long Telegram shows an answer that the query alone shaped to everybody who types the same."""

OWN_SECONDS = 60
"""How long it shows an answer that the person shaped to that person; also one without results to anybody."""


async def on_query(update: Update, context: BotContext) -> None:
    """Answer an inline query with a page of results."""
    query = update.inline_query
    if query is None:
        return
    catalogue = context.app.catalogue
    today = context.services.today()
    found = await _find(context, catalogue, query, today)
    start = _start(query.offset)
    page = found.topics[start : start + PAGE]
    more = start + PAGE < len(found.topics)
    button = None
    if not found.topics:
        text = words_of(found.language)("Nothing found. Ask me in private")
        button = InlineQueryResultsButton(text, start_parameter=PLAIN)
    seconds = OWN_SECONDS if found.personal or not found.topics else SHARED_SECONDS
    try:
        await context.bot.answer_inline(
            query.id,
            [catalogue.article(topic, found.language, today) for topic in page],
            cache_time=seconds,
            is_personal=found.personal,
            next_offset=str(start + PAGE) if more else "",
            button=button,
        )
    except BadRequest as error:  # mostly: the person has typed on, and nobody waits for this answer
        logger.info("inline query not answered: %s", described(error))


async def on_chosen(update: Update, context: BotContext) -> None:
    """Note which topic was sent from inline results, and what it told, so that it can be corrected."""
    chosen = update.chosen_inline_result
    if chosen is None:
        return
    journal.note_count(context, "inline-chosen")
    tongue, _, topic = chosen.result_id.partition(":")
    language = next((language for language in LANGUAGES if language == tongue), None)
    if language is None or topic not in context.base.topics:
        return
    day = context.services.today()
    match = context.answerer.matcher.match(chosen.query)
    first = match.topics[0].target.id if match.topics else None
    score = match.probability if first == topic else 0.0
    if chosen.inline_message_id is not None and topic not in journal.NEVER_KEPT:
        told = context.app.told
        answer = context.answerer.topic(topic, language, day)
        edition = told.edition(answer, render_short(answer, LIMIT).facts)
        person = context.services.pseudonyms.of(chosen.from_user.id)
        told.note(edition, Address(inline=chosen.inline_message_id), person, "inline", language)
    store = context.services.store
    context.services.measures.decided("answer", language, "inline")
    context.recorder.put(
        lambda: store.record_outcome(
            decision="answer", topic=topic, score=score, language=language, chat_kind="inline", day=day
        )
    )


async def _find(context: BotContext, catalogue: Catalogue, query: InlineQuery, today: dt.date) -> Found:
    person = query.from_user
    chosen = await pinned(context, context.services.pseudonyms.of(person.id))
    asked = query.query.strip()
    preferred = spoken(person.language_code)
    if not asked:
        language = chosen or preferred or catalogue.answerer.base.city.default_language
        return Found(catalogue.useful, language, personal=True)
    return catalogue.search(asked, today, chosen, preferred)


def _start(offset: str) -> int:
    """Return where a page starts; 0 for an offset that the bot did not give."""
    return int(offset) if offset.isascii() and offset.isdecimal() and len(offset) <= 4 else 0  # noqa: PLR2004
