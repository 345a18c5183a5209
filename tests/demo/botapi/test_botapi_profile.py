"""What the bot says of itself, and what it can know of chats."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.botapi.server import BotApi
from tests.demo.botapi.small_bot import Caller


async def test_the_profile_is_kept_by_language_and_scope(lenient: BotApi, call: Caller) -> None:
    """Each language has its name and descriptions; people see the menu of the narrowest scope that has one."""
    await call("setMyName", name="Харків", language_code="uk")
    assert (await call("getMyName", language_code="uk"))["result"] == {"name": "Харків"}
    assert (await call("getMyName", language_code="ru"))["result"] == {"name": "Kharkiv"}
    await call("setMyDescription", description="Опис")
    assert (await call("getMyDescription", language_code="en"))["result"] == {"description": "Опис"}
    await call("setMyShortDescription", short_description="Коротко")
    assert (await call("getMyShortDescription"))["result"] == {"short_description": "Коротко"}
    start, stats = {"command": "start", "description": "Початок"}, {"command": "stats", "description": "Числа"}
    person, admin = lenient.person("uk"), lenient.person("uk")
    await admin.start()
    await call("setMyCommands", commands=[start])
    await call("setMyCommands", commands=[stats], scope={"type": "chat", "chat_id": admin.id}, language_code="uk")
    assert person.private().commands() == [start]
    assert admin.private().commands() == [stats]
    assert person.within(lenient.group(admin, person)).commands() == [start]
    assert (await call("getMyCommands", language_code="uk"))["result"] == []
    await call("deleteMyCommands")
    assert person.private().commands() == []


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("setMyName", {"name": "я" * 65}, "too long"),
        ("setMyDescription", {"description": "я" * 513}, "too long"),
        ("setMyShortDescription", {"short_description": "я" * 121}, "too long"),
        ("setMyName", {"name": "я", "language_code": "ukr"}, "LANG_CODE_INVALID"),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat_id"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ("setMyCommands", {"commands": [], "scope": {"type": "all"}}, "unsupported bot command scope"),
        ("sendChatAction", {"chat_id": 1, "action": "typing"}, "chat not found"),
    ],
)
async def test_a_wrong_profile_is_refused(call: Caller, method: str, parameters: dict[str, Any], reason: str) -> None:
    """Names, descriptions and commands keep Telegram's limits."""
    assert reason in (await call(method, **parameters))["description"]


async def test_what_the_bot_can_know_of_chats(lenient: BotApi, call: Caller) -> None:
    """getChat, getChatMember, getChatAdministrators and the count tell of a group; leaving ends that."""
    admin, person = lenient.person(), lenient.person()
    group = lenient.group(admin, person, title="Двір")
    assert (await call("getChat", chat_id=group.id))["result"]["title"] == "Двір"
    assert (await call("getChatMember", chat_id=group.id, user_id=person.id))["result"]["status"] == "member"
    admins = (await call("getChatAdministrators", chat_id=group.id))["result"]
    assert [one["user"]["id"] for one in admins] == [admin.id]
    assert (await call("getChatMemberCount", chat_id=group.id))["result"] == 3
    assert (await call("leaveChat", chat_id=group.id))["result"] is True
    assert (await call("getChat", chat_id=group.id))["error_code"] == 403
