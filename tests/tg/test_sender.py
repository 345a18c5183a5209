"""Texts sent without the library's objects."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from tests.tg.conftest import Scene

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Далі", callback_data="1:m:uk::")]])


async def test_telegram_gets_what_send_message_would_send(scene: Scene) -> None:
    """The same parameters, and the number of the message comes back."""
    talk = scene.person().private()
    asked = await talk.say("/help")
    await talk.next_message()
    number = await scene.app.bot.send_text(talk.id, "<b>Так</b>", reply_to=asked.id, keyboard=KEYBOARD)
    message = await talk.next_message()
    assert (message.id, message.text) == (number, "Так")
    assert message.buttons
    await scene.app.bot.send_message(
        talk.id,
        "<b>Так</b>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        api_kwargs={
            "link_preview_options": {"is_disabled": True},
            "reply_parameters": {"message_id": asked.id, "allow_sending_without_reply": True},
        },
    )
    by_sender, by_library = scene.api.log.of("sendMessage")[-2:]
    assert by_sender.request.parameters == by_library.request.parameters


async def test_errors_are_the_librarys(scene: Scene) -> None:
    """A chat that is not there, and a person who blocked the bot, raise what `send_message` raises."""
    person = scene.person()
    await person.private().ask("/help")
    with pytest.raises(BadRequest, match="Chat not found"):
        await scene.app.bot.send_text(person.id + 1, "text")
    person.block()
    with pytest.raises(Forbidden, match="blocked"):
        await scene.app.bot.send_text(person.id, "text")
