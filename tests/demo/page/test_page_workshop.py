"""What the second pane tells of questions, wherever and by whomever they are asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.demo.page.site import Site, of_kind

BEFORE = "who is the mayor?"
FOLLOWING = "what is his name"


async def _asked(site: Site, chat: int, **fields: Any) -> dict[str, Any] | None:
    """Say something, and return what the pane tells of the last question."""
    await site.act("say", chat=chat, **fields)
    last: dict[str, Any] | None = (await site.got("/workshop"))["last"]
    return last


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("/ask who is the mayor?", BEFORE),
        ("/ask@kharkiv_bot who is the mayor?", BEFORE),
        ("@Kharkiv_Bot who is the mayor?", BEFORE),
        ("who is the mayor, @kharkiv_bot", "who is the mayor,"),
        ("who is the mayor?", None),
        ("/ask", None),
        ("/topics", None),
    ],
)
async def test_only_what_the_bot_hears_in_a_group_is_a_question(site: Site, said: str, question: str | None) -> None:
    """Commands and mentions lose what is not the question; what the bot does not hear is none."""
    state = await site.enter()
    last = await _asked(site, state["chats"][1]["id"], text=said, speaker="friend")
    assert (last["text"] if last else None) == question


async def test_a_reply_to_the_bot_is_a_question(site: Site) -> None:
    """In a group a reply to a message of the bot needs no name."""
    state = await site.enter()
    group = state["chats"][1]["id"]
    async with site.hearing(state["after"]) as events:
        await site.act("say", chat=group, text=f"/ask {BEFORE}")
        answer = (await of_kind(events, "sent"))["data"]["message"]
    last = await _asked(site, group, text=FOLLOWING, reply_to=answer["message_id"])
    assert last is not None
    assert (last["text"], last["after"]) == (FOLLOWING, "Who is the mayor?")


async def test_an_edited_question_does_not_follow_itself(site: Site) -> None:
    """The question before is another message's, also where the last one is edited."""
    state = await site.enter()
    chat = state["chats"][0]["id"]
    async with site.hearing(state["after"]) as events:
        said = (await site.act("say", chat=chat, text=BEFORE)).json()["message"]
        await of_kind(events, "sent")
        await site.act("edit", chat=chat, message=said, text="where is the nearest shelter")
        await of_kind(events, "edited")
    last = (await site.got("/workshop"))["last"]
    assert (last["text"], last["after"], last["topics"][0]["id"]) == ("where is the nearest shelter", None, "shelters")


async def test_nothing_is_read_until_the_pane_is_opened(site: Site) -> None:
    """Who only chats does not wait for `check`; the first look begins it, and its end is told."""
    state = await site.enter()
    async with site.hearing(state["after"]) as events:
        assert (await site.got("/workshop"))["findings"] is None
        assert (await anext(events))["event"] == "survey"
    found = (await site.got("/workshop"))["findings"]
    assert found
    assert {"place", "level", "rule", "message", "tip"} == found[0].keys()
