"""What the bot says about itself: names and descriptions by language, commands by scope and language."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.markup import utf16

LIMITS = {"name": 64, "description": 512, "short_description": 120}
"""UTF-16 units of each text."""

MOST_COMMANDS = 100
"""Commands of one scope and language."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_DESCRIPTION = 256
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}

Scope = tuple[str, ...]
Command = dict[str, Any]


class Profile:
    """The bot's texts and commands."""

    def __init__(self, name: str) -> None:
        self.texts: dict[tuple[str, str], str] = {("name", ""): name}
        """By kind ("name", "description", "short_description") and language ("" for all others)."""
        self.commands: dict[tuple[Scope, str], list[Command]] = {}
        """By scope (its type, then its ids as texts) and language ("" for all others)."""

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Keep `text`, or forget the kept one where it is empty; ApiError 400 where it is too long."""
        if utf16(text) > LIMITS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        if text:
            self.texts[kind, checked_language(language)] = text
        else:
            self.texts.pop((kind, checked_language(language)), None)

    def text(self, kind: str, language: str = "") -> str:
        """Return the text in `language`, else the one for all other languages, else ""."""
        return self.texts.get((kind, checked_language(language)), self.texts.get((kind, ""), ""))

    def set_commands(self, commands: list[Command], scope: Scope, language: str) -> None:
        """Keep `commands`; ApiError 400 where one is wrong."""
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= utf16(str(command.get("description", "")).strip()) <= _DESCRIPTION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[scope, checked_language(language)] = commands

    def commands_for(self, scopes: list[Scope], language: str) -> list[Command]:
        """Return the commands that somebody sees: of the first scope that has some, in `language` or for all."""
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def checked_language(code: str | None) -> str:
    """Return `code`, "" for None; ApiError 400 unless it has two letters."""
    if not _LANGUAGE.fullmatch(code or ""):
        raise bad_request("LANG_CODE_INVALID")
    return code or ""


def checked_scope(scope: dict[str, Any] | None) -> Scope:
    """Return `scope` as a key, the default one for None; ApiError 400 where it is none."""
    if scope is None:
        return ("default",)
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request(f'unsupported bot command scope type "{kind}"')
    missing = [name for name in _SCOPES[kind] if not scope.get(name)]
    if missing:
        raise bad_request(f'can\'t find field "{missing[0]}"')
    return (kind, *(str(scope[name]) for name in _SCOPES[kind]))
