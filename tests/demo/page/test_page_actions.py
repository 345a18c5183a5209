"""What a visitor does reaches the bot, and what can't be done is refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.page.actions import LONGEST
from tests.demo.page.site import Site, of_kind

MAYOR = "who is the mayor?"


async def test_a_newcomer_sees_three_chats_in_their_language(site: Site, other: Site) -> None:
    """The browser's first language that the bot has decides on names, texts, examples; English without one."""
    english, ukrainian = await site.enter(), await other.enter()
    assert (english["language"], ukrainian["language"]) == ("en", "uk")
    assert [chat["kind"] for chat in english["chats"]] == ["private", "group", "dialogue"]
    assert (english["bot"]["name"], ukrainian["bot"]["name"]) == ("Small bot", "Малий бот")
    assert ukrainian["texts"]["Start"] == "Почати"
    assert "Де сховатися від обстрілу?" in ukrainian["examples"]
    assert not english["chats"][0]["started"]


async def test_commands_are_those_that_the_bot_registered(site: Site) -> None:
    """The menu differs between private chat and group; a chat without the bot has none."""
    state = await site.enter()
    private, group, dialogue = [await site.got(f"/commands?chat={chat['id']}") for chat in state["chats"]]
    assert {"topics", "ask", "privacy"} <= {one["command"] for one in private}
    assert [one["command"] for one in group] == ["ask"]
    assert dialogue == []


async def test_inline_mode_and_its_choice(site: Site) -> None:
    """Results come for what is typed in any chat; one that is chosen is sent there, one that is not offered is not."""
    state = await site.enter()
    dialogue = state["chats"][2]["id"]
    answer = (await site.act("type", chat=dialogue, query="mayor")).json()
    assert answer["results"][0]["title"] == "Who is the mayor?"
    assert (await site.act("choose", chat=dialogue, result="other")).status_code == 404
    assert (await site.act("choose", chat=dialogue, result=answer["results"][0]["id"])).status_code == 200
    (message,) = (await site.state())["chats"][2]["messages"]
    assert message["via_bot"]["username"] == site.api.username
    assert (await site.act("type", chat=dialogue, query="???")).json()["button"]["text"].startswith("Nothing found")


async def test_a_press_is_answered(site: Site) -> None:
    """A press of a button returns what the bot says to it; a button that is not there is refused."""
    state = await site.enter()
    chat = state["chats"][0]["id"]
    async with site.hearing(state["after"]) as events:
        await site.act("say", chat=chat, text=MAYOR)
        message = (await of_kind(events, "sent"))["data"]["message"]
        pressed = await site.act("press", chat=chat, message=message["message_id"], row=0, column=0)
        assert pressed.json() == {"text": "", "alert": False}
        await of_kind(events, "edited")
    for wrong in ({"row": 50, "column": 0}, {"row": 0, "column": 50}):
        refused = await site.act("press", chat=chat, message=message["message_id"], **wrong)
        assert (refused.status_code, refused.json()) == (404, {"error": "there is no such button any more"})


async def test_only_own_texts_can_be_changed(site: Site) -> None:
    """A message of the bot can't be edited by a person, nor one that is gone."""
    state = await site.enter()
    chat = state["chats"][0]["id"]
    async with site.hearing(state["after"]) as events:
        await site.act("say", chat=chat, text=MAYOR)
        message = (await of_kind(events, "sent"))["data"]["message"]
    assert (await site.act("edit", chat=chat, message=message["message_id"], text="mine")).status_code == 403
    assert (await site.act("edit", chat=chat, message=999, text="mine")).status_code == 404


@pytest.mark.parametrize(
    ("name", "fields", "status", "told"),
    [
        ("say", {"text": ""}, 400, "text: "),
        ("say", {"text": "  "}, 400, "text: "),
        ("say", {"text": "x" * (LONGEST + 1)}, 400, "text: "),
        ("say", {"text": "x" * 100_000}, 413, "more than 65536 bytes"),
        ("say", {"text": "hello", "speaker": "friend"}, 404, "there is no such chat, or not for this person"),
        ("say", {"text": "hello", "chat": 7}, 404, "there is no such chat, or not for this person"),
        ("say", {"text": "hello", "reply_to": 999}, 404, "this message is gone"),
        ("say", {"text": "hello", "other": 1}, 400, "other: "),
        ("share", {"latitude": 91, "longitude": 0}, 400, "latitude: "),
        ("type", {"query": "x" * 257}, 400, "query: "),
        ("speak", {"language": "fr"}, 400, "language: "),
        (
            "follow",
            {"link": "https://t.me/another_bot?start=x"},
            400,
            "'https://t.me/another_bot?start=x' does not lead",
        ),
    ],
)
async def test_what_is_wrong_is_told(site: Site, name: str, fields: dict[str, Any], status: int, told: str) -> None:
    """A request that can't be carried out is refused, and the error names the field or the reason."""
    state = await site.enter()
    in_chat = {} if name in {"speak", "follow"} else {"chat": state["chats"][0]["id"]}
    answer = await site.act(name, **{**in_chat, **fields})
    assert answer.status_code == status
    assert answer.json()["error"].startswith(told)


async def test_switching_the_language_changes_the_person(site: Site) -> None:
    """After the switch the bot is told the new language of the person's app, and greets in it."""
    state = await site.enter()
    assert (await site.act("speak", language="ru")).status_code == 200
    now = await site.state()
    assert (now["language"], now["people"]["me"]["first_name"], now["bot"]["name"]) == ("ru", "Елена", "Малый бот")
    async with site.hearing(now["after"]) as events:
        await site.act("say", chat=state["chats"][0]["id"], text="/start")
        greeting = (await of_kind(events, "sent"))["data"]["message"]["text"]
    assert "Напишите вопрос своими словами" in greeting
