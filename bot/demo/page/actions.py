"""What a visitor does: say, edit, press, type in inline mode, choose, share a place, follow a link."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot.demo.botapi.messages import Button, Message
from bot.demo.botapi.talks import Talk
from bot.demo.page.visitors import Speaker, Visitor
from bot.demo.page.workshop import Workshop
from bot.model.language import Language

PATIENCE = 15.0
"""Seconds in which the bot must answer a press or an inline query."""

LONGEST = 4096
"""Characters of the longest message."""

LONGEST_QUERY = 256
"""Characters of the longest inline query."""


class Refused(Exception):  # noqa: N818 - what happened, not an error of the program
    """Something that can't be done: an HTTP status, and in words what is wrong."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Action(BaseModel):
    """One action of a visitor, in one of the chats."""

    model_config = ConfigDict(extra="forbid", strict=True)


class InChat(Action):
    """An action in one of the chats, by one of the two people."""

    chat: int
    speaker: Speaker = "me"


class Say(InChat):
    """Send a text, perhaps in reply to a message."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
    reply_to: int | None = None


class Edit(InChat):
    """Change a text that was sent."""

    message: int
    text: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]


class Press(InChat):
    """Press a callback button; rows and columns count from 0."""

    message: int
    row: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]


class Type(InChat):
    """Type "@bot query" into the field."""

    query: Annotated[str, Field(max_length=LONGEST_QUERY)]
    offset: str = ""


class Choose(InChat):
    """Send one of the results under the field."""

    result: str


class Share(InChat):
    """Share a place, in degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Follow(Action):
    """Follow a link to the bot."""

    link: str


class Speak(Action):
    """Set the app to another language."""

    language: Language


class Actions:
    """Carries out what visitors do; each method returns what the page is told at once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def table(self) -> dict[str, tuple[type[Action], Callable[[Visitor, Any], Awaitable[dict[str, Any]]]]]:
        """Return the actions by name, each with the shape of its request."""
        return {
            "say": (Say, self._say),
            "edit": (Edit, self._edit),
            "press": (Press, self._press),
            "type": (Type, self._type),
            "choose": (Choose, self._choose),
            "share": (Share, self._share),
            "follow": (Follow, self._follow),
            "speak": (Speak, self._speak),
        }

    async def _say(self, visitor: Visitor, action: Say) -> dict[str, Any]:
        talk = _talk(visitor, action)
        replied = None if action.reply_to is None else _message(talk, action.reply_to)
        if talk.chat is not visitor.dialogue.chat:
            self._workshop.note(visitor, talk, action.text, replied=replied, edited=None)
        _hide_once_used(talk)
        message = await talk.say(action.text, reply_to=replied)
        return {"message": message.id}

    async def _edit(self, visitor: Visitor, action: Edit) -> dict[str, Any]:
        talk = _talk(visitor, action)
        message = _message(talk, action.message)
        own = message.get("from", {}).get("id") == talk.person.id and "via_bot" not in message
        if not own or "text" not in message:
            raise Refused(403, "only a text of one's own can be changed")
        if talk.chat is not visitor.dialogue.chat:
            self._workshop.note(visitor, talk, action.text, replied=None, edited=message.id)
        await talk.edit(message, action.text)
        return {}

    async def _press(self, visitor: Visitor, action: Press) -> dict[str, Any]:
        talk = _talk(visitor, action)
        rows = _message(talk, action.message).rows
        try:
            button: Button = rows[action.row][action.column]
        except IndexError:
            raise Refused(404, "there is no such button any more") from None
        if button.data is None:
            raise Refused(400, "this button sends nothing to the bot")
        answer = await talk.person.press(button, within=PATIENCE)
        return {"text": answer.text, "alert": answer.show_alert}

    async def _type(self, visitor: Visitor, action: Type) -> dict[str, Any]:
        person = visitor.people[action.speaker]
        where = visitor.where(_talk(visitor, action).id)
        answer = await person.type_inline(where, action.query, offset=action.offset, within=PATIENCE)
        visitor.offer(answer, further=bool(action.offset))
        results = [{"id": one.id, "title": one.title, "description": one.description} for one in answer.results]
        return {"results": results, "next": answer.next_offset, "button": answer.button}

    async def _choose(self, visitor: Visitor, action: Choose) -> dict[str, Any]:
        offered = visitor.results.get(action.result)
        if offered is None:
            raise Refused(404, "this result is not offered any more")
        message = await visitor.people[action.speaker].choose_inline(*offered)
        return {"message": message.id}

    async def _share(self, visitor: Visitor, action: Share) -> dict[str, Any]:
        talk = _talk(visitor, action)
        _hide_once_used(talk)
        message = await talk.send("location", latitude=action.latitude, longitude=action.longitude)
        return {"message": message.id}

    async def _follow(self, visitor: Visitor, action: Follow) -> dict[str, Any]:
        link = action.link if re.match(r"[a-z]+://", action.link) else f"https://{action.link}"
        try:
            await visitor.people["me"].follow(link)
        except ValueError as error:
            raise Refused(400, str(error)) from None
        return {"chat": visitor.private.id}

    async def _speak(self, visitor: Visitor, action: Speak) -> dict[str, Any]:
        visitor.speak(action.language)
        return {}


def _talk(visitor: Visitor, action: InChat) -> Talk:
    talk = visitor.place(action.chat, action.speaker)
    if talk is None:
        raise Refused(404, "there is no such chat, or not for this person")
    return talk


def _hide_once_used(talk: Talk) -> None:
    if talk.chat.keyboard and talk.chat.keyboard.get("one_time_keyboard"):
        talk.chat.keyboard = None


def _message(talk: Talk, number: int) -> Message:
    message = talk.chat.messages.get(number)
    if message is None:
        raise Refused(404, "this message is gone")
    return message
