"""Every reply on the page is what Telegram would get."""

from __future__ import annotations

import json
from pathlib import Path

from bot.demo.botapi.people import Person
from bot.demo.botapi.server import BotApi
from tests.demo.page.site import Site, of_kind
from tests.e2e.running import polling
from tests.judge.judging import judge

ASKED = [
    "/start",
    "who is the mayor?",
    "Скільки людей живе в місті?",
    "lt yfq,kb;xt erhbnnz",
    "погода",
    "/topics",
    "мер",
]
CONTENT = ("sendMessage", "editMessageText", "answerInlineQuery")


def _written(api: BotApi) -> list[tuple[str, str]]:
    """Return what the bot sent and edited, as JSON; the ids of queries are the server's own."""
    return [
        (call.method, json.dumps({**call.request.parameters, "inline_query_id": ""}, sort_keys=True))
        for call in api.calls
        if call.method in CONTENT
    ]


async def _talk(person: Person) -> None:
    """Ask everything as the page's visitor does, in the same order."""
    for text in ASKED:
        await person.private().ask(text, within=20)
    await person.type_inline("private", "mayor", within=20)


async def test_the_page_shows_what_the_bot_sent(site: Site) -> None:
    """Each message on the page is, byte for byte, the one that the Bot API answered to the bot's request with."""
    state = await site.enter()
    shown = []
    async with site.hearing(state["after"]) as events:
        for text in ASKED:
            assert (await site.act("say", chat=state["chats"][0]["id"], text=text)).status_code == 200
            shown.append((await of_kind(events, "sent"))["data"]["message"])
    sent = [call.result for call in site.api.calls if call.method == "sendMessage"]
    assert [json.dumps(one) for one in shown] == [json.dumps(one) for one in sent]
    for message, call in zip(shown, [one for one in site.api.calls if one.method == "sendMessage"], strict=True):
        assert judge(call.request) == []
        assert message["text"]
    assert [one for one in (await site.state())["chats"][0]["messages"] if one["from"]["is_bot"]] == shown


async def test_the_demo_runs_the_same_bot_as_telegram(site: Site, small_folder: Path, tmp_path: Path) -> None:
    """The requests of the demo's bot are those of `kharkiv-bot run`, asked the same by a person of the same id."""
    state = await site.enter()
    async with site.hearing(state["after"]) as events:
        for text in ASKED:
            await site.act("say", chat=state["chats"][0]["id"], text=text)
            await of_kind(events, "sent")
    await site.act("type", chat=state["chats"][2]["id"], query="mayor")
    async with BotApi(username=site.api.username) as api, polling(api, tmp_path, small_folder):
        await _talk(api.person("en", first_name="Olena"))
    assert _written(api) == _written(site.api)
    assert len(_written(api)) == len(ASKED) + 1
