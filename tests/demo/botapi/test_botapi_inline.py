"""Inline queries: typed, answered, cached, chosen, edited."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.demo.botapi.people import InlineAnswer, Person
from bot.demo.botapi.rooms import Room
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from tests.demo.botapi.small_bot import Caller, told


async def answered(
    call: Caller, person: Person, where: Talk | Room | None, query: str, **answer: Any
) -> tuple[InlineAnswer, dict[str, Any]]:
    """Let `person` type and the bot answer; return what the person sees, and the query."""
    typing = asyncio.create_task(person.type_inline(where, query))
    await asyncio.sleep(0.02)
    asked: dict[str, Any] = (await told(call))[0]["inline_query"]
    body = await call("answerInlineQuery", inline_query_id=asked["id"], **answer)
    assert body["ok"], body
    return await typing, asked


def article(**fields: Any) -> dict[str, Any]:
    """Return a good article."""
    content = {"message_text": "<b>так</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "a", "title": "Т", "input_message_content": content, **fields}


async def test_inline_results_are_seen_chosen_and_edited(lenient: BotApi, call: Caller) -> None:
    """The chat's type goes with the query; a chosen result with buttons can be edited by its inline id."""
    person = lenient.person()
    group = lenient.group(person)
    keyboard = {"inline_keyboard": [[{"text": "Ще", "callback_data": "more"}]]}
    button = {"text": "До бота", "start_parameter": "x"}
    answer, asked = await answered(
        call, person, group, "укр", results=[article(reply_markup=keyboard)], next_offset="1", button=button
    )
    assert asked["chat_type"] == "supergroup"
    assert (answer.next_offset, answer.button, answer.results[0].message.html) == ("1", button, "<b>так</b>")
    sent = await person.choose_inline(answer)
    chosen, in_group = await told(call)
    assert chosen["chosen_inline_result"]["result_id"] == "a"
    assert in_group["message"]["via_bot"]["username"] == lenient.username
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert (await call("editMessageText", inline_message_id=inline_id, text="інше"))["result"] is True
    assert group.messages[-1].text == "інше"
    person.tap(sent.button("Ще"))
    assert (await told(call))[0]["callback_query"]["inline_message_id"] == inline_id


async def test_answers_to_inline_queries_are_cached_when_asked(lenient: BotApi, call: Caller) -> None:
    """With the cache on, a shared answer spares the bot the next person's query, a personal one does not."""
    lenient.inline_cache = True
    one, other = lenient.person(), lenient.person()
    await answered(call, one, None, "спільне", results=[article()], cache_time=100)
    assert (await other.type_inline(None, "спільне")).from_cache
    await answered(call, one, None, "власне", results=[article()], cache_time=100, is_personal=True)
    assert (await one.type_inline(None, "власне")).from_cache
    seen, _ = await answered(call, other, None, "власне", results=[], cache_time=0)
    assert not seen.from_cache


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"results": [article(id=str(at)) for at in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(id="я" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        (
            {"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            "can't parse entities",
        ),
        ({"results": [], "next_offset": "1" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({}, "can't find field"),
        ({"results": [], "inline_query_id": "5"}, "query is too old"),
    ],
)
async def test_wrong_answers_to_inline_queries_are_refused(
    lenient: BotApi, call: Caller, answer: dict[str, Any], reason: str
) -> None:
    """Too many or wrong results, offsets and buttons are refused, and the query stays open."""
    person = lenient.person()
    typing = asyncio.create_task(person.type_inline(None, "у"))
    await asyncio.sleep(0.02)
    query = (await told(call))[0]["inline_query"]["id"]
    body = await call("answerInlineQuery", **{"inline_query_id": query, **answer})
    assert reason in body["description"]
    await call("answerInlineQuery", inline_query_id=query, results=[])
    assert (await typing).results == []


async def test_an_inline_query_is_soon_too_old(lenient: BotApi, call: Caller) -> None:
    """An answer after the server's patience is refused, and the person sees nothing."""
    lenient.world.queries.patience["inline"] = 0.05
    with pytest.raises(TimeoutError, match=r"no answer to the inline query within 0\.1 s"):
        await lenient.person().type_inline(None, "у", within=0.1)
    query = (await told(call))[0]["inline_query"]["id"]
    assert "query is too old" in (await call("answerInlineQuery", inline_query_id=query, results=[]))["description"]
