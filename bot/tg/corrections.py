"""Answers of the last fourteen days corrected where they stand, once a fact in them changed in meaning or is withdrawn.

An edit can be repeated without harm: after a crash in the midst of one it is made again, to the same text.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.answering.composing import compose
from bot.answering.correcting import Meanings, corrected, correction
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.store.errors import SecretError
from bot.store.sent import Address, Edition, Held
from bot.texts import words_of
from bot.tg.context import BotApplication
from bot.tg.finishing import finished
from bot.tg.keyboards import under_inline
from bot.tg.rendering import render_short
from bot.tg.replying import shown
from bot.tg.sending import NO_PREVIEW, described
from bot.tg.splitting import BLANK, LIMIT, Span, as_html

logger = logging.getLogger(__name__)

HELD = dt.timedelta(seconds=60)
"""How long a process alone corrects an answer; after a crash another one, or the next start, does it then."""

BATCH = 20
PAUSE = 0.1
"""Seconds between two corrections, so that those who ask now do not wait for them."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an answer says once it is corrected, one text a message; `edition` is None where it tells no fact."""

    pieces: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None
    edition: Edition | None


class Corrections:
    """Corrects answers; several processes may do so at the same time."""

    def __init__(self, application: BotApplication) -> None:
        self._app = application

    async def correct(self) -> None:
        """Correct all answers that need it; StoreError or TelegramError where it can't be done now."""
        services = self._app.services
        await self._app.recorder.drain()  # an answer of this moment may tell what has just changed
        base = services.library.answerer.base
        editions = await services.sent.editions()
        stale = {id_: edition for id_, edition in editions.items() if corrected(base, edition.facts)}
        while stale:
            now = services.clock()
            held = await services.sent.hold(stale, now, now + HELD, BATCH)
            if not held:
                return
            for number, answer in enumerate(held):
                try:
                    await finished(self._correct(base, answer, stale[answer.edition]))
                except BaseException:
                    await services.sent.release(held[number:])
                    raise
                await asyncio.sleep(PAUSE)

    async def _correct(self, base: KnowledgeBase, held: Held, edition: Edition) -> None:
        sent = self._app.services.sent
        try:
            address = sent.address(held)
            new = self._corrected(base, held, edition, room=max(len(address.messages), 1))
            await self._edit(address, new, held.language)
        except (Forbidden, BadRequest, ChatMigrated, SecretError) as error:
            # The message is gone, the chat is, or its address can't be read any more.
            logger.info("an answer can't be corrected: %s", described(error))
            await sent.settle(held, None)
            self._count("correction-impossible")
            return
        await sent.settle(held, new.edition)
        self._count("answer-corrected")

    def _corrected(self, base: KnowledgeBase, held: Held, edition: Edition, *, room: int) -> Corrected:
        """Return what the answer says now, in at most `room` messages."""
        today, username, language = self._app.services.today(), self._app.bot.username, held.language
        notice = correction(base, edition.facts, language, today)
        topic = _topic(base, edition)
        if topic is None:
            gone = Span(words_of(language)("I have no cited answer to that any more."))
            return Corrected((as_html([Span(notice, "i"), BLANK, gone]),), None, None)
        answer = compose(base, base.topics[topic], language, today)
        rendered, keyboard = shown(self._app, answer, held.kind, notice)
        if held.kind == "inline":
            keyboard = under_inline(topic, language, username)
        if held.kind == "inline" or len(rendered.pieces) > room:  # no message is added where nobody asks now
            rendered = render_short(answer, LIMIT, notice)
        return Corrected(rendered.pieces, keyboard, Edition(topic, Meanings(base).of(rendered.facts)))

    async def _edit(self, address: Address, new: Corrected, language: Language) -> None:
        """Put the new texts into the messages of an answer, in the place of all that it said."""
        if address.inline is not None:
            await self._put(new.pieces[0], new.keyboard, inline_message_id=address.inline)
            return
        above = as_html([Span(words_of(language)("Corrected in the message above."), "i")])
        for number, message in enumerate(address.messages, 1):
            piece = new.pieces[number - 1] if number <= len(new.pieces) else above
            keyboard = new.keyboard if number == len(new.pieces) else None
            await self._put(piece, keyboard, chat_id=address.chat, message_id=message)

    async def _put(self, piece: str, keyboard: InlineKeyboardMarkup | None, **where: Any) -> None:
        try:
            await self._app.bot.edit_message_text(
                piece, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=keyboard, **where
            )
        except BadRequest as error:
            if "not modified" not in str(error).casefold():  # edited so before a crash
                raise

    def _count(self, name: str) -> None:
        services = self._app.services
        day = services.today()
        self._app.recorder.put(lambda: services.store.count(name, day=day))


def _topic(base: KnowledgeBase, edition: Edition) -> str | None:
    """Return the topic of an answer, or the one that tells one of its facts now; None where there is none."""
    if edition.topic in base.topics:
        return edition.topic
    return next((topic.id for topic in base.topics.values() if edition.facts.keys() & {*topic.facts}), None)
