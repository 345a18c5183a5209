"""What persons write, and who they are, stands nowhere but where the bot says that it keeps it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.botapi.people import Person
from bot.demo.botapi.server import BotApi
from tests.e2e.running import Running, free_port, polling, serving

QUESTION = "How many people live here?"

MARK = "малиновийслід"
"""Stands in everything that the person sends, in each form; never a part of the knowledge."""


async def _say_all(api: BotApi, bot: Running) -> Person:
    """Send the mark in every way in which something reaches the bot, with Telegram failing now and then."""
    person = api.person("en")
    talk = person.private()
    answer = await talk.ask(QUESTION)
    await person.press(answer.button("Not helpful"))
    await talk.next_edit()
    await talk.ask(f"{MARK} {QUESTION} @{MARK} {MARK}@example.com")
    await talk.ask(f"/{MARK} {MARK}")
    await talk.ask(f"/start {MARK}")
    await talk.ask(f"/language {MARK}")
    edited = await talk.ask("/help")
    assert edited
    await person.press(answer.buttons[0], data=f"1:t:uk:c:{MARK}")
    group = api.group(person)
    await person.within(group).say(f"/ask@{api.username} {MARK}")
    await person.type_inline(group, MARK)
    for odd in _odd(person.id):
        api.raw(odd)
    await api.drained()
    for status in (400, 403, 500):
        api.faults.refuse(status, method="sendMessage")
        await talk.say(f"{MARK} {status}")
        await api.drained()
    await asyncio.sleep(0.5)
    assert bot.process.returncode is None
    assert QUESTION in (await api.person("en").private().ask(QUESTION, within=20)).text
    return person


def _odd(person: int) -> list[Any]:
    user = {"id": person, "is_bot": False, "first_name": MARK, "username": MARK, "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": MARK}
    message = {"message_id": 900, "date": 1_775_044_800, "chat": chat, "from": user}
    return [
        {"update_id": 800_000_001, "message": {**message, "text": MARK, "entities": MARK}},
        {"update_id": 800_000_002, "message": {**message, "date": MARK}},
        {"update_id": 800_000_003, "message": MARK},
        {"update_id": 800_000_004, MARK: {"id": MARK}},
        {"update_id": 800_000_005, "message": {**message, "contact": {"phone_number": MARK, "first_name": MARK}}},
        {"update_id": 800_000_006, "message": {**message, "voice": {MARK: MARK}}},
        {"update_id": 800_000_007, "callback_query": {"id": MARK, "from": user, "chat_instance": MARK, "data": MARK}},
        {"update_id": 800_000_008, "my_chat_member": {"chat": chat, "from": user, "date": 0, "new_chat_member": MARK}},
        {"update_id": 800_000_009, "edited_message": {**message, "text": MARK, "edit_date": 1_775_044_801}},
        {"update_id": 800_000_010, "chosen_inline_result": {"result_id": MARK, "from": user, "query": MARK}},
        [MARK],
        {MARK: MARK},
    ]


@pytest.mark.parametrize("way", [polling, serving], ids=["polling", "webhook"])
async def test_nothing_of_a_person_is_logged_measured_or_told(
    api: BotApi, tmp_path: Path, small_folder: Path, way: Any
) -> None:
    """At the most talkative level, with faults of Telegram and updates of every form, no log, measure or health has it.

    After /forget the files of the store do not have it either.
    """
    port = free_port()
    async with way(api, tmp_path, small_folder, LOG_LEVEL="debug", METRICS_PORT=str(port)) as bot:
        person = await _say_all(api, bot)
        async with httpx.AsyncClient(trust_env=False) as client:
            looks = [await client.get(f"http://127.0.0.1:{port}/{path}") for path in ("metrics", "healthz", "readyz")]
        await person.private().say("/forget")
        await api.drained()
    told = "\n".join([*bot.lines, *(look.text for look in looks)])
    assert len(bot.lines) > 10
    for private in (MARK, str(person.id), person.user["first_name"]):
        assert private not in told
    stored = _stored(tmp_path)
    assert MARK.encode() not in stored
    assert str(person.id).encode() not in stored


def _stored(folder: Path) -> bytes:
    """Return all bytes of the files of the store."""
    return b"".join(file.read_bytes() for file in folder.glob("bot.db*"))
