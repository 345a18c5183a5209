"""Browsing in one message that is edited: themes, the topics of a theme, an answer; and the sources, page by page.

Usage: `application.add_handler(CommandHandler("topics", browse.on_topics))`
"""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot.answering.reply import Citation
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.fact import Source
from bot.model.language import Language
from bot.texts import words_of
from bot.tg import keyboards
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.rendering import citation_line
from bot.tg.sending import place_of, send
from bot.tg.splitting import BLANK, BREAK, Span, as_html, split

PAGE = 12
"""Sources on one page."""

Screen = tuple[str, InlineKeyboardMarkup | None]


async def on_topics(update: Update, context: BotContext) -> None:
    """Show the themes."""
    if update.message is not None:
        text, keyboard = themes(context.base, await for_update(context, update))
        await send(context.bot, place_of(update.message), [text], keyboard)


async def on_sources(update: Update, context: BotContext) -> None:
    """Show the first page of the sources."""
    if update.message is not None:
        text, keyboard = sources(context.base, await for_update(context, update), 0)
        await send(context.bot, place_of(update.message), [text], keyboard)


def themes(base: KnowledgeBase, language: Language) -> Screen:
    """Return the list of themes."""
    text = words_of(language)("Choose a theme:")
    return as_html([Span(text, "b")]), keyboards.themes(base, language)


def topics_of(base: KnowledgeBase, theme: str, language: Language) -> Screen:
    """Return the list of a theme's topics; KeyError where there is no such theme."""
    title = base.themes[theme].title.in_(language)
    return as_html([Span(title, "b")]), keyboards.topics_of(base, theme, language)


def sources(base: KnowledgeBase, language: Language, page: int) -> Screen:
    """Return a page of all sources, by publisher; past the end the last page."""
    ordered = sorted(base.sources.values(), key=_order)
    count = max(1, -(-len(ordered) // PAGE))
    page = min(page, count - 1)
    say = words_of(language)
    shown = [Span(say("Sources, page {page} of {count}", page=page + 1, count=count), "b")]
    publisher = None
    for number, source in enumerate(ordered[page * PAGE : (page + 1) * PAGE], page * PAGE + 1):
        if source.publisher != publisher:
            publisher = source.publisher
            shown += [BLANK, Span(publisher, "b")]
        shown += [BREAK, *citation_line(Citation(number, source, dated(source.published, language)))]
    return split(shown)[0], keyboards.pages(language, page, count)


def _order(source: Source) -> tuple[str, str, str]:
    return source.publisher.casefold(), source.published.text, source.id
