"""Messages out."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, InvalidToken, TimedOut

from bot.tg.sending import Place, change, described, edit, kind_of, send
from tests.tg.conftest import Scene

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Далі", callback_data="1:m:uk::")]])


async def test_pieces_follow_each_other(scene: Scene) -> None:
    """Only the first piece replies, only the last one has the keyboard."""
    person = scene.person()
    talk = person.private()
    asked = await talk.say("/help")
    await talk.next_message()
    sent = await send(scene.app.bot, Place(talk.id, reply_to=asked.id), ["<b>1</b>", "2", "3"], KEYBOARD)
    messages = [await talk.next_message() for _ in sent]
    assert [message.id for message in messages] == list(sent)
    assert ["reply_to_message" in message for message in messages] == [True, False, False]
    assert [bool(message.buttons) for message in messages] == [False, False, True]


async def test_a_reply_to_a_message_that_is_gone(scene: Scene) -> None:
    """What was asked in a message that is deleted meanwhile is answered without a reference."""
    talk = scene.person().private()
    talk.delete(await talk.say("/help"))
    await talk.next_message()
    assert await send(scene.app.bot, Place(talk.id, reply_to=1), ["text"])
    assert "reply_to_message" not in await talk.next_message()


async def test_changing_to_fewer_and_to_more(scene: Scene) -> None:
    """Messages too many go, missing ones are sent, and the keyboard moves to the last."""
    talk = scene.person().private()
    await talk.ask("/help")
    place = Place(talk.id)
    sent = await send(scene.app.bot, place, ["1", "2", "3"], KEYBOARD)
    fewer = await change(scene.app.bot, place, sent, ["one"], KEYBOARD)
    assert fewer == sent[:1]
    more = await change(scene.app.bot, place, fewer, ["eins", "zwei"], KEYBOARD)
    shown = {message.id: message for message in talk.messages}
    assert [shown[number].text for number in more] == ["eins", "zwei"]
    assert [bool(shown[number].buttons) for number in more] == [False, True]
    assert not set(sent[1:]) & set(shown)


async def test_what_is_there_already_counts_as_changed(scene: Scene) -> None:
    """Telegram refuses an edit that changes nothing; that is no failure. One of a message that is gone is."""
    talk = scene.person().private()
    await talk.ask("/help")
    (number,) = await send(scene.app.bot, Place(talk.id), ["text"])
    assert await edit(scene.app.bot, talk.id, number, "text")
    assert not await edit(scene.app.bot, talk.id, 9000, "text")


async def test_a_person_who_blocked_the_bot(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is sent, nobody is told, and the log names nobody."""
    person = scene.person()
    await person.private().ask("/help")
    person.block()
    assert await send(scene.app.bot, Place(person.id), ["text"]) == ()
    assert caplog.messages[-1] == "not sent: Forbidden: Forbidden: bot was blocked by the user"


async def test_a_timeout_is_not_tried_again(scene: Scene) -> None:
    """A send whose answer is lost may have been delivered; whoever called hears of it, and nothing is sent twice."""
    talk = scene.person().private()
    await talk.ask("/help")
    scene.api.faults.cut("sendMessage", after=True)
    with pytest.raises(Exception, match=r".") as raised:
        await send(scene.app.bot, Place(talk.id), ["text"])
    assert "UnansweredError" in described(raised.value)
    assert len(await talk.silence(0)) == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (BadRequest("Chat not found"), "BadRequest: Chat not found"),
        (ChatMigrated(-100123), "ChatMigrated"),
        (InvalidToken("The token `1:a` was rejected"), "InvalidToken"),
        (TimedOut(), "TimedOut"),
        (ValueError("a person's words"), "ValueError"),
    ],
)
def test_errors_in_the_log(error: Exception, expected: str) -> None:
    """Telegram's refusals are quoted; what may hold ids, the token or a text is named by its kind only."""
    assert described(error) == expected


def test_kinds_of_chats() -> None:
    """A supergroup is a group to the journal."""
    assert [kind_of(kind) for kind in ("private", "group", "supergroup", "channel")] == [
        "private",
        "group",
        "group",
        "channel",
    ]
