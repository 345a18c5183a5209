"""Methods that change or delete messages."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import entities
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.keyboards import markup_of
from bot.demo.botapi.messages import Message
from bot.demo.botapi.methods.registry import method
from bot.demo.botapi.methods.sending import media_content
from bot.demo.botapi.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_MEDIA = frozenset({"photo", "document", "audio", "video", "animation", "voice"})
_CONTENT = _MEDIA | {"text", "entities", "caption", "caption_entities", "show_caption_above_media"}
_MOST_DELETED = 100


def _edited(world: World, arguments: Arguments) -> tuple[Chat, Message]:
    """Return the message of the bot that `arguments` name; ApiError 400 where there is none, or it is not the bot's."""
    inline_id = arguments.text("inline_message_id")
    if inline_id is not None:
        if inline_id not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        chat_id, message_id = world.inline_messages[inline_id]
        chat = world.chats[chat_id]
    else:
        chat = world.reachable(arguments.text("chat_id"))
        message_id = arguments.integer("message_id") or 0
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if inline_id is None and not _is_own(world, message):
        raise bad_request("message can't be edited")
    return chat, message


def _is_own(world: World, message: Message) -> bool:
    if message["chat"]["type"] == "channel":
        return True
    return bool(message.get("from", {}).get("id") == world.bot["id"])


def _save(world: World, arguments: Arguments, content: dict[str, Any] | None) -> Message | bool:
    """Give the named message `content` (None: as it is) and the request's keyboard."""
    chat, message = _edited(world, arguments)
    markup = markup_of(arguments)
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    if content is not None:
        kept = {name: value for name, value in kept.items() if name not in _CONTENT} | content
    if markup:
        kept["reply_markup"] = markup
    if {**kept, "edit_date": 0} == {**message, "edit_date": 0}:
        raise bad_request(_SAME)
    changed = world.change(chat, Message({**kept, "edit_date": world.now()}))
    return True if arguments.has("inline_message_id") else changed


@method("editMessageText")
async def edit_message_text(world: World, arguments: Arguments) -> Message | bool:
    """Change a text message; without reply_markup its keyboard goes."""
    _, message = _edited(world, arguments)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    text, found = entities.message_text(arguments)
    content: dict[str, Any] = {"text": text}
    if found:
        content["entities"] = found
    return _save(world, arguments, content)


@method("editMessageCaption")
async def edit_message_caption(world: World, arguments: Arguments) -> Message | bool:
    """Change what stands under a file."""
    _, message = _edited(world, arguments)
    if not _MEDIA & message.keys():
        raise bad_request("there is no caption in the message to edit")
    media = {name: message[name] for name in _MEDIA & message.keys()}
    return _save(world, arguments, {**media, **entities.caption(arguments)})


@method("editMessageMedia")
async def edit_message_media(world: World, arguments: Arguments) -> Message | bool:
    """Put another file in the place of the one, or of the text."""
    media = arguments.mapping("media")
    if media is None:
        raise bad_request('parameter "media" is required')
    return _save(world, arguments, media_content(world, arguments.within(media)))


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, arguments: Arguments) -> Message | bool:
    """Change the keyboard alone; without reply_markup it goes."""
    return _save(world, arguments, None)


@method("deleteMessage")
async def delete_message(world: World, arguments: Arguments) -> bool:
    """Delete one message."""
    chat = world.reachable(arguments.text("chat_id"))
    message_id = arguments.integer("message_id") or 0
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    if not _deletable(world, chat, message_id):
        raise bad_request("message can't be deleted")
    world.remove(chat, message_id)
    return True


@method("deleteMessages")
async def delete_messages(world: World, arguments: Arguments) -> bool:
    """Delete up to a hundred messages, passing over those that are not there."""
    chat = world.reachable(arguments.text("chat_id"))
    ids = arguments.structure("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= _MOST_DELETED:
        raise bad_request("message identifiers are not specified, or are more than 100")
    for message_id in ids:
        if message_id in chat.messages and _deletable(world, chat, message_id):
            world.remove(chat, message_id)
    return True


def _deletable(world: World, chat: Chat, message_id: int) -> bool:
    own = _is_own(world, chat.messages[message_id])
    return own or chat.type == "private" or chat.bot == "administrator"
