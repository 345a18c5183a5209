"""What Telegram refuses, refused in its form and words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.botapi.files import png
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from tests.demo.botapi.small_bot import Caller, plain_http


@pytest.fixture
async def chat(lenient: BotApi) -> Talk:
    """Return a private chat in which somebody said something."""
    talk = lenient.person().private()
    await talk.say("привіт")
    return talk


def button(**fields: Any) -> dict[str, Any]:
    """Return a keyboard of one button."""
    return {"reply_markup": {"inline_keyboard": [[{"text": "так", **fields}]]}}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "🛡" * 2049}, "message is too long"),
        ({"text": " "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({}, "message text is empty"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "<p>x</p>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        (
            {"text": "<b><i>x</b></i>", "parse_mode": "HTML"},
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ({"text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag at byte offset 1"),
        ({"text": "я < x", "parse_mode": "HTML"}, "Unclosed start tag at byte offset 3"),
        ({"text": "<a href>x</a>", "parse_mode": "HTML"}, "Expected equal sign in declaration of an attribute"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "reads HTML only"),
        ({"text": "x", **button(callback_data="d" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", **button(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", **button()}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", **button(url="not an address")}, "Wrong HTTP URL"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 9}, "message thread not found"),
        ({"text": "x", "chat_id": 77}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_a_wrong_message_is_refused(chat: Talk, call: Caller, parameters: dict[str, Any], reason: str) -> None:
    """Nothing is sent, and the description says why, in Telegram's words."""
    body = await call("sendMessage", **{"chat_id": chat.id, **parameters})
    assert (body["ok"], body["error_code"]) == (False, 400)
    assert body["description"].startswith("Bad Request: ")
    assert reason in body["description"]
    assert len(chat.messages) == 1


async def test_the_location_is_requested_in_private_chats_only(chat: Talk, lenient: BotApi, call: Caller) -> None:
    """A key that sends the location stands under the field until it is taken away; a group does not take it."""
    keys = {"keyboard": [[{"text": "де я", "request_location": True}]]}
    group = lenient.group(lenient.person())
    refused = await call("sendMessage", chat_id=group.id, text="?", reply_markup=keys)
    assert refused["description"] == "Bad Request: location can be requested in private chats only"
    assert (await call("sendMessage", chat_id=chat.id, text="?", reply_markup=keys))["ok"]
    assert [[key["text"] for key in row] for row in chat.keyboard] == [["де я"]]
    sent = await chat.press_key("де я", latitude=50.0, longitude=36.2)
    assert sent["location"] == {"latitude": 50.0, "longitude": 36.2}
    assert chat.keyboard
    with pytest.raises(LookupError, match="no key with 'де ти'"):
        await chat.press_key("де ти")
    await call("sendMessage", chat_id=chat.id, text="так", reply_markup={"remove_keyboard": True})
    assert chat.keyboard == []


async def test_a_key_without_request_says_its_label(chat: Talk, call: Caller) -> None:
    """A one-time keyboard is hidden once it was used; a row that is no list is refused."""
    keys = {"keyboard": [["так"], [{"text": "ні"}]], "one_time_keyboard": True}
    assert (await call("sendMessage", chat_id=chat.id, text="?", reply_markup=keys))["ok"]
    assert (await chat.press_key("ні")).text == "ні"
    assert chat.keyboard == []
    refused = await call("sendMessage", chat_id=chat.id, text="?", reply_markup={"keyboard": ["так"]})
    assert "must be of type Array of Arrays" in refused["description"]


async def test_a_reply_may_go_without_its_message(chat: Talk, call: Caller) -> None:
    """With allow_sending_without_reply a lost message is no obstacle."""
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    body = await call("sendMessage", chat_id=chat.id, text="так", reply_parameters=reply)
    assert "reply_to_message" not in body["result"]


async def test_edits_are_refused_for_what_is_not_there_or_not_the_bots(chat: Talk, call: Caller) -> None:
    """Missing, unmodified, somebody else's and text-less messages each have their own refusal."""
    sent = (await call("sendMessage", chat_id=chat.id, text="<b>так</b>", parse_mode="HTML"))["result"]
    named = {"chat_id": chat.id, "message_id": sent["message_id"]}
    refusals = [
        await call("editMessageText", **named, text="<b>так</b>", parse_mode="HTML"),
        await call("editMessageText", chat_id=chat.id, message_id=99, text="ні"),
        await call("editMessageText", chat_id=chat.id, message_id=1, text="ні"),
        await call("editMessageReplyMarkup", **named),
        await call("editMessageCaption", **named, caption="ні"),
        await call("editMessageText", inline_message_id="x", text="ні"),
    ]
    assert [body["description"].removeprefix("Bad Request: ")[:33] for body in refusals] == [
        "message is not modified: specifie",
        "message to edit not found",
        "message can't be edited",
        "message is not modified: specifie",
        "there is no caption in the messag",
        "MESSAGE_ID_INVALID",
    ]


async def test_an_edit_without_keyboard_takes_the_keyboard_away(chat: Talk, call: Caller) -> None:
    """A text edited without reply_markup loses its buttons; the keyboard alone can be put back."""
    sent = (await call("sendMessage", chat_id=chat.id, text="так", **button(callback_data="x")))["result"]
    named = {"chat_id": chat.id, "message_id": sent["message_id"]}
    assert "reply_markup" not in (await call("editMessageText", **named, text="ні"))["result"]
    assert "reply_markup" in (await call("editMessageReplyMarkup", **named, **button(callback_data="y")))["result"]
    assert [one.data for one in chat.messages[-1].buttons] == ["y"]


async def test_deletions(lenient: BotApi, chat: Talk, call: Caller) -> None:
    """The bot deletes in private what it likes, in groups its own alone, and nothing twice."""
    assert (await call("deleteMessage", chat_id=chat.id, message_id=1))["result"] is True
    assert "message to delete not found" in (await call("deleteMessage", chat_id=chat.id, message_id=1))["description"]
    group = lenient.group(chat.person)
    said = await chat.person.within(group).say("/ask")
    body = await call("deleteMessage", chat_id=group.id, message_id=said.id)
    assert "message can't be deleted" in body["description"]
    group.promote_bot()
    assert (await call("deleteMessages", chat_id=group.id, message_ids=[said.id, 99]))["ok"]
    assert (await chat.person.within(group).next_deletion()).text == "/ask"


async def test_files_are_checked(lenient: BotApi, chat: Talk) -> None:
    """What is no image, is too narrow, empty or unknown is refused; a document may be anything."""

    async def send(method: str, name: str, data: bytes) -> str:
        async with plain_http() as http:
            answer = await http.post(
                f"{lenient.base_url}{lenient.token}/{method}", data={"chat_id": chat.id}, files={name: ("f", data)}
            )
        return str(answer.json().get("description", "sent"))

    assert await send("sendPhoto", "photo", b"text") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await send("sendPhoto", "photo", png(100, 1)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await send("sendPhoto", "photo", b"") == "Bad Request: file must be non-empty"
    assert await send("sendPhoto", "picture", png()) == "Bad Request: there is no photo in the request"
    assert await send("sendDocument", "document", b"text") == "sent"


async def test_a_file_id_of_another_kind_is_refused(chat: Talk, call: Caller) -> None:
    """A voice can't be sent as a photo, nor an address be fetched, nor a made-up id be used."""
    voice = await chat.send("voice")
    answers = [
        await call("sendPhoto", chat_id=chat.id, photo=photo)
        for photo in (voice["voice"]["file_id"], "https://a.example/x.png", "AgACx")
    ]
    assert [body["description"] for body in answers] == [
        "Bad Request: can't use file of type Voice as Photo",
        "Bad Request: failed to get HTTP URL content",
        "Bad Request: wrong file identifier/HTTP URL specified",
    ]


async def test_captions_have_their_own_limit(chat: Talk, call: Caller) -> None:
    """1,024 units pass and 1,025 do not."""
    photo = (await chat.send("photo"))["photo"][0]["file_id"]
    assert (await call("sendPhoto", chat_id=chat.id, photo=photo, caption="я" * 1024))["ok"]
    refused = await call("sendPhoto", chat_id=chat.id, photo=photo, caption="я" * 1025)
    assert refused["description"] == "Bad Request: message caption is too long"


async def test_tokens_and_methods_that_there_are_not(lenient: BotApi) -> None:
    """A wrong token is 401, what is no token 404, and so is an unknown method; all in Telegram's form."""
    async with plain_http() as http:

        async def get(path: str) -> tuple[int, str]:
            answer = await http.get(f"http://127.0.0.1:{lenient.port}{path}")
            return answer.status_code, answer.json().get("description", "")

        assert await get("/bot1:wrong/getMe") == (401, "Unauthorized")
        assert await get("/botnonsense/getMe") == (404, "Not Found")
        assert await get(f"/bot{lenient.token}/getEverything") == (404, "Not Found")
        assert await get("/") == (404, "Not Found")
        assert await get(f"/file/bot{lenient.token}/photos/none") == (404, "Not Found")
        assert await get(f"/bot{lenient.token}/GETME") == (200, "")
        assert (await get(f"/bot{lenient.token}/getChat?chat_id=5"))[0] == 400


async def test_other_hosts_are_refused(lenient: BotApi) -> None:
    """A page in a browser that reaches loopback under a name of its own gets nothing."""
    async with plain_http() as http:
        url = f"{lenient.base_url}{lenient.token}/getMe"
        assert (await http.get(url, headers={"host": "evil.example"})).status_code == 400
        assert (await http.get(url, headers={"host": f"localhost:{lenient.port}"})).status_code == 200


async def test_a_body_that_can_not_be_read_is_refused(lenient: BotApi) -> None:
    """Broken JSON, a JSON list and a broken form are 400, not a fault of the server."""
    async with plain_http() as http:
        url = f"{lenient.base_url}{lenient.token}/sendMessage"
        bodies = [("application/json", b"{"), ("application/json", b"[]"), ("multipart/form-data; boundary=x", b"--y")]
        for kind, body in bodies:
            answer = await http.post(url, content=body, headers={"content-type": kind})
            assert answer.status_code == 400, answer.text


async def test_a_migrated_group_names_its_supergroup(lenient: BotApi, call: Caller) -> None:
    """Sending to the old group is refused with migrate_to_chat_id."""
    group = lenient.group(lenient.person(), kind="group")
    new = group.migrate()
    body = await call("sendMessage", chat_id=group.id, text="так")
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await call("sendMessage", chat_id=new.id, text="так"))["ok"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("remove_bot", "Forbidden: bot was kicked from the supergroup chat"),
        ("mute_bot", "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_a_group_that_the_bot_can_not_write_in(lenient: BotApi, call: Caller, change: str, reason: str) -> None:
    """A removed or muted bot is told so."""
    group = lenient.group(lenient.person())
    getattr(group, change)()
    assert (await call("sendMessage", chat_id=group.id, text="так"))["description"] == reason


async def test_forum_topics(lenient: BotApi, call: Caller) -> None:
    """A reply stays in its topic, the general one has no number, and a closed one takes nothing."""
    person = lenient.person()
    group = lenient.group(person, forum=True)
    thread = group.topic("Укриття")
    asked = await person.within(group).say("/ask", thread=thread)
    reply = await call("sendMessage", chat_id=group.id, text="так", reply_parameters={"message_id": asked.id})
    assert reply["result"]["message_thread_id"] == thread
    general = await call("sendMessage", chat_id=group.id, text="так", message_thread_id=1_000)
    assert general["description"] == "Bad Request: message thread not found"
    group.close_topic(thread)
    closed = await call("sendMessage", chat_id=group.id, text="так", message_thread_id=thread)
    assert closed["description"] == "Bad Request: TOPIC_CLOSED"
