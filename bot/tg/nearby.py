"""The nearest metro stations, by a location or by the name of a place. A location is answered and forgotten.

It is in no log line, no table and no memory: what is noted is only that somebody asked.

Usage: `application.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.LOCATION, nearby.on_location))`
"""

from __future__ import annotations

from telegram import Location, Message, ReplyKeyboardRemove, Update, Venue

from bot.answering.nearby import Nearby
from bot.model.language import Language
from bot.texts import words_of
from bot.tg import journal, keyboards
from bot.tg.callbacks import FindNearest
from bot.tg.context import BotContext
from bot.tg.language import for_update
from bot.tg.rendering import render_nearby
from bot.tg.sending import place_of, send, send_venue
from bot.tg.splitting import BLANK, Span, as_html

COMMAND = "metro"


async def on_metro(update: Update, context: BotContext) -> None:
    """Answer /metro: the stations nearest to the place named behind it, else how to say where one is."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    name = " ".join(context.args or ())
    if not name:
        await _ask(context, message, language)
        return
    place = context.answerer.place(name)
    found = context.answerer.around_place(place, language, context.services.today()) if place else None
    if found is None:
        say = words_of(language)
        unknown = say("I do not know where that is. Name a metro station or a district, old name or new, or:")
        await _ask(context, message, language, unknown)
        return
    await _show(context, message, found)
    journal.note_count(context, "nearest-named")


async def on_location(update: Update, context: BotContext) -> None:
    """Answer a location, a live one where it is first sent, or a venue."""
    message = update.message
    if message is None or message.location is None or (message.via_bot and message.via_bot.id == context.bot.id):
        return
    language = await for_update(context, update)
    here = message.location
    found = context.answerer.around(here.latitude, here.longitude, language, context.services.today())
    await _show(context, message, found)
    journal.note_count(context, "nearest-located")


async def on_press(context: BotContext, message: Message, press: FindNearest) -> None:
    """Ask where the person is."""
    if message.chat.type == message.chat.PRIVATE:
        await _ask(context, message, press.language)


async def _ask(context: BotContext, message: Message, language: Language, first: str = "") -> None:
    """Say how to tell where one is, with the button that sends the location."""
    say = words_of(language)
    texts = [
        first,
        say("Send me your location by the button below, and I name the three nearest metro stations."),
        say(
            "Or write the name of a station or a district after the command: /metro {example}",
            example=_example(context, language),
        ),
        say("Your location is used for this answer alone and is kept nowhere."),
    ]
    spans = [part for text in texts if text for part in (Span(text), BLANK)]
    await send(context.bot, place_of(message), [as_html(spans[:-1])], keyboards.ask_location(language))


def _example(context: BotContext, language: Language) -> str:
    """Return the name of a station that was renamed, as people still say it."""
    stations = (place for place, _, _ in context.base.gazetteer.stations() if place.former)
    return next((place.former[0].name.in_(language) for place in stations), "...")


async def _show(context: BotContext, message: Message, found: Nearby) -> None:
    """Send the stations, and the nearest one as a point on the map."""
    place = place_of(message)
    away = ReplyKeyboardRemove()
    keyboard = keyboards.under_nearby(found)
    sent = await send(context.bot, place, render_nearby(found).pieces, keyboard or away)
    if not sent or not found.stations:
        return
    nearest = found.stations[0]
    spot = Location(longitude=nearest.position.longitude, latitude=nearest.position.latitude)
    title = words_of(found.language)("Metro station {name}", name=nearest.name)
    await send_venue(context.bot, place, Venue(spot, title, address=nearest.line), away)
