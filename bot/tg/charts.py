"""Charts: /charts lists them, a button under an answer or in that list sends one as a photo.

Usage: `application.add_handler(CommandHandler("charts", charts.on_charts))`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from telegram import Message, Update

from bot.answering.charting import drawn
from bot.charts.chart import Chart, chart
from bot.charts.drawing import draw
from bot.texts import words_of
from bot.tg import journal, keyboards
from bot.tg.callbacks import ShowChart
from bot.tg.context import BotContext
from bot.tg.files import CAPTION, File, send_file
from bot.tg.language import for_update
from bot.tg.sending import place_of, send
from bot.tg.splitting import BLANK, BREAK, Span, as_html, split


async def on_charts(update: Update, context: BotContext) -> None:
    """Show the list of charts."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    say, ids = words_of(language), drawn(context.base)
    text = say("Choose a chart:") if ids else say("There are no charts yet.")
    await send(context.bot, place_of(message), [as_html([Span(text, "b")])], keyboards.charts(context.base, language))


async def on_press(context: BotContext, message: Message, press: ShowChart) -> None:
    """Send a chart; its figures and sources stand in the caption, for those who can't see it."""
    shown = chart(context.base, press.chart, press.language)
    pieces = split(list(_caption(shown)), CAPTION)
    file = File("photo", f"{shown.id}-{shown.language}.png", shown, partial(draw, shown))
    if await send_file(context, place_of(message), file, pieces[0]):
        journal.note_count(context, "chart-shown")
        await send(context.bot, place_of(message), pieces[1:])


def _caption(shown: Chart) -> Iterator[Span]:
    say = words_of(shown.language)
    yield Span(shown.title, "b")
    yield BLANK
    for line in shown.lines():
        yield from (Span(line), BREAK)
    if any(point.disputed for point in shown.points):
        yield from (Span(say("Some of these sources disagree; the figures are not averaged."), "i"), BREAK)
    yield from (BREAK, Span(say("Sources:"), "b"))
    for citation in shown.citations:
        yield from (BREAK, Span(f"{citation.number}. "), Span(citation.source.publisher, url=citation.source.url))
        yield Span(f", {citation.date}")
