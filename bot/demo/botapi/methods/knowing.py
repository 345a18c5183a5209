"""Methods about the bot itself, its chats and files."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.files import LARGEST_DOWNLOAD
from bot.demo.botapi.methods.registry import method
from bot.demo.botapi.profile import LIMITS, Scope, checked_language, checked_scope
from bot.demo.botapi.world import World, administrator_rights


@method("getMe")
async def get_me(world: World, _: Arguments) -> dict[str, Any]:
    """Say who the bot is."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _register_text(kind: str) -> None:
    name = kind.title().replace("_", "")

    @method(f"setMy{name}")
    async def set_text(world: World, arguments: Arguments) -> bool:
        world.profile.set_text(kind, arguments.text(kind) or "", arguments.text("language_code") or "")
        return True

    @method(f"getMy{name}")
    async def get_text(world: World, arguments: Arguments) -> dict[str, str]:
        return {kind: world.profile.text(kind, arguments.text("language_code") or "")}


for _kind in LIMITS:
    _register_text(_kind)


def _scope(world: World, arguments: Arguments) -> tuple[Scope, str]:
    scope = checked_scope(arguments.mapping("scope"))
    if len(scope) > 1:
        world.reachable(scope[1])
    return scope, checked_language(arguments.text("language_code"))


@method("setMyCommands")
async def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Set the commands of one scope and language."""
    scope, language = _scope(world, arguments)
    commands = arguments.objects("commands")
    if commands is None:
        raise bad_request('parameter "commands" is required')
    world.profile.set_commands(commands, scope, language)
    return True


@method("getMyCommands")
async def get_my_commands(world: World, arguments: Arguments) -> list[dict[str, Any]]:
    """Return the commands of exactly this scope and language."""
    return world.profile.commands.get(_scope(world, arguments), [])


@method("deleteMyCommands")
async def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Forget the commands of exactly this scope and language."""
    world.profile.commands.pop(_scope(world, arguments), None)
    return True


@method("getChat")
async def get_chat(world: World, arguments: Arguments) -> dict[str, Any]:
    """Describe a chat."""
    chat = world.reachable(arguments.text("chat_id"))
    no_gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    full = {**chat.brief(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": no_gifts}
    if chat.is_group:
        full["permissions"] = {"can_send_messages": not chat.muted}
    return full


@method("getChatMember")
async def get_chat_member(world: World, arguments: Arguments) -> dict[str, Any]:
    """Say what somebody is in a chat."""
    chat = world.reachable(arguments.text("chat_id"))
    user_id = arguments.integer("user_id")
    if user_id == world.bot["id"]:
        return world.bot_member(chat)
    if user_id not in chat.members:
        raise bad_request("member not found")
    return _member(chat, user_id)


@method("getChatAdministrators")
async def get_chat_administrators(world: World, arguments: Arguments) -> list[dict[str, Any]]:
    """Return the administrators of a group, bots left out."""
    chat = world.reachable(arguments.text("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [_member(chat, user_id) for user_id in sorted(chat.admins)]


@method("getChatMemberCount")
async def get_chat_member_count(world: World, arguments: Arguments) -> int:
    """Count the members of a chat, the bot included."""
    return len(world.reachable(arguments.text("chat_id")).members) + 1


def _member(chat: Chat, user_id: int) -> dict[str, Any]:
    member: dict[str, Any] = {"user": chat.members[user_id], "status": "member"}
    if user_id in chat.admins:
        member |= {"status": "administrator", **administrator_rights()}
    return member


@method("leaveChat")
async def leave_chat(world: World, arguments: Arguments) -> bool:
    """Leave a group or channel."""
    chat = world.reachable(arguments.text("chat_id"))
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.set_bot_status(chat, "left", world.bot)
    return True


@method("getFile")
async def get_file(world: World, arguments: Arguments) -> dict[str, Any]:
    """Say where a file can be downloaded."""
    stored = world.files.find(arguments.needed("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.described(), "file_path": stored.path}


@method("setMessageReaction")
async def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """Put a reaction under a message; it is only checked, not kept."""
    chat = world.reachable(arguments.text("chat_id"))
    if (arguments.integer("message_id") or 0) not in chat.messages:
        raise bad_request("message to react not found")
    return True
