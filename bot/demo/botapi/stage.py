"""What people and rooms act on: the world, the log of requests, and the rules of who hears what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.calls import CallLog
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.markup import utf16
from bot.demo.botapi.messages import Message
from bot.demo.botapi.profile import Scope
from bot.demo.botapi.world import World

Found = TypeVar("Found")

_SERVICE = frozenset(
    [
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "forum_topic_edited",
        "message_auto_delete_timer_changed",
    ]
)


class Stage:
    """Shared by everybody on the people's side."""

    def __init__(self, world: World, log: CallLog) -> None:
        self.world = world
        self.log = log
        self.inline_cache = False
        """Whether answers to inline queries are kept for their cache_time, as Telegram does."""
        self.cached: dict[tuple[str, str, int | None], tuple[float, dict[str, Any]]] = {}
        """Until when, of `time.monotonic`, and what; by query, offset and user (None: for everybody)."""
        self._last_user_id = 500_000_000
        self._last_group_id = 1_000

    def new_user_id(self) -> int:
        """Return an id that no user has."""
        self._last_user_id += 1
        return self._last_user_id

    def new_chat_id(self, *, basic: bool) -> int:
        """Return an id that no chat has: a short negative one for a basic group, else one below -10^12."""
        self._last_group_id += 1
        return -self._last_group_id if basic else -1_000_000_000_000 - self._last_group_id

    async def until(self, bell: Bell, find: Callable[[], Found | None], within: float) -> Found | None:
        """Return what `find` finds within `within` seconds, tried when `bell` rings; Judged for a bad request."""
        if not self.log.judged:
            return await bell.until(find, within)
        waits = [asyncio.create_task(bell.until(find, within)), asyncio.create_task(self._judged(within))]
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()  # raises what the judge said
            return find() if waits[0] not in done else waits[0].result()
        finally:
            for task in waits:
                task.cancel()

    async def _judged(self, within: float) -> None:
        """Wait until the judge finds something wrong, and raise it."""
        await self.log.bell.until(self.log.check, within)

    def tell_bot(self, chat: Chat, message: Message, *, edited: bool = False) -> None:
        """Queue `message` as an update, if the bot is in `chat` and gets such messages there."""
        if chat.bot in {"left", "kicked"} or chat.blocked or not self._meant_for_bot(chat, message):
            return
        kind = "channel_post" if chat.type == "channel" else "message"
        self.world.queue.put(f"edited_{kind}" if edited else kind, message, chat.id)

    def _meant_for_bot(self, chat: Chat, message: Message) -> bool:
        """Apply privacy mode: groups show commands, mentions, replies to the bot, its inline messages, and service."""
        if not chat.is_group or chat.bot == "administrator" or not self.world.privacy_mode:
            return True
        bot_id, handle = self.world.bot["id"], f"@{self.world.bot['username']}".lower()
        if message.get("reply_to_message", {}).get("from", {}).get("id") == bot_id or _SERVICE & message.keys():
            return True
        if message.get("via_bot", {}).get("id") == bot_id:
            return True
        for entity in message.entities:
            part = _part(message.text, entity)
            if entity["type"] == "mention" and part.lower() == handle:
                return True
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                named = part.partition("@")[2]
                return not named or f"@{named}".lower() == handle
        return False

    def commands(self, chat: Chat, user: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the commands that `user` sees in `chat`, by Telegram's order of scopes."""
        chat_id, user_id = str(chat.id), str(user["id"])
        scopes: list[Scope] = [("chat", chat_id), ("all_private_chats",), ("default",)]
        if chat.is_group:
            admin: list[Scope] = [("chat_administrators", chat_id)] if user["id"] in chat.admins else []
            admins: list[Scope] = [("all_chat_administrators",)] if admin else []
            scopes = [
                ("chat_member", chat_id, user_id),
                *admin,
                ("chat", chat_id),
                *admins,
                ("all_group_chats",),
                ("default",),
            ]
        return self.world.profile.commands_for(scopes, user.get("language_code", ""))


def _part(text: str, entity: dict[str, Any]) -> str:
    """Return the part of `text` that `entity`, counted in UTF-16 units, covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start = 2 * entity["offset"]
    return raw[start : start + 2 * entity["length"]].decode("utf-16-le", "surrogatepass") if utf16(text) else ""
