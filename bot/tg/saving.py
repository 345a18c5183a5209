"""/save: what helps without power and internet, as a page and as a text to keep on the telephone.

Usage: `application.add_handler(CommandHandler("save", saving.on_save))`
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib

from telegram import Update

from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.pack.files import KINDS, name_of
from bot.pack.pack import Pack, pack_of
from bot.texts import words_of
from bot.tg import journal
from bot.tg.context import BotContext
from bot.tg.files import File, send_file
from bot.tg.language import for_update
from bot.tg.sending import place_of, send
from bot.tg.splitting import Span, as_html


async def on_save(update: Update, context: BotContext) -> None:
    """Send the page and the text in the person's language."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    say, base = words_of(language), context.base
    place = place_of(message)
    if not base.city.pack:
        await send(context.bot, place, [as_html([Span(say("There is nothing to save yet."))])])
        return
    pack, written = await asyncio.to_thread(_written, base, language, context.services.today())
    captions = {
        "html": say("Made on {date}. Keep this file: it opens without internet.", date=pack.date),
        "txt": say("The same as plain text, for telephones that do not open the page."),
    }
    for kind, content in written.items():
        key = (kind, hashlib.sha256(content).digest())
        file = File("document", name_of(pack, kind), key, content.__bytes__)
        if not await send_file(context, place, file, as_html([Span(captions[kind])])):
            return
    journal.note_count(context, "pack-saved")


def _written(base: KnowledgeBase, language: Language, today: dt.date) -> tuple[Pack, dict[str, bytes]]:
    pack = pack_of(base, language, today)
    return pack, {kind: write(pack) for kind, write in KINDS.items()}
