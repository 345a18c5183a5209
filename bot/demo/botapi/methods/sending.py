"""Methods that put a new message into a chat."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import entities
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.chats import Chat, Event
from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.files import described
from bot.demo.botapi.keyboards import markup_of, put_under_field
from bot.demo.botapi.messages import Message
from bot.demo.botapi.methods.registry import METHODS, method
from bot.demo.botapi.world import World

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_ALBUM = range(2, 11)
_POLE = 90
_ANTIMERIDIAN = 180
_NOT_COPIED = frozenset({"message_id", "date", "chat", "from", "reply_markup", "reply_to_message", "edit_date"})


def writable(world: World, arguments: Arguments) -> Chat:
    """Return the chat that `arguments` name; ApiError where the bot may not write there."""
    chat = world.reachable(arguments.text("chat_id"))
    if chat.muted:
        raise bad_request("not enough rights to send text messages to the chat")
    if chat.type == "channel" and chat.bot != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def send(world: World, arguments: Arguments, content: dict[str, Any]) -> Message:
    """Put a message with `content` into the chat that `arguments` name, with reply, thread and keyboard."""
    chat = writable(world, arguments)
    fields: dict[str, Any] = {"from": world.bot}
    if chat.type == "channel":
        fields = {"sender_chat": chat.brief()}
    fields |= _reply(world, chat, arguments)
    fields |= _thread(chat, arguments, fields)
    fields |= content
    if arguments.flag("protect_content"):
        fields["has_protected_content"] = True
    markup, below = markup_of(arguments), chat.keyboard
    if markup and "inline_keyboard" in markup:
        fields["reply_markup"] = markup
    else:
        put_under_field(chat, markup)
    message = world.add(chat, fields, "sent")
    if chat.keyboard is not below:
        world.tell(Event("keyboard", chat.id, keyboard=chat.keyboard))
    return message


def _reply(world: World, chat: Chat, arguments: Arguments) -> dict[str, Any]:
    parameters = arguments.mapping("reply_parameters") or {}
    given = arguments.within(parameters)
    message_id = given.integer("message_id") or arguments.integer("reply_to_message_id")
    if message_id is None:
        return {}
    other = given.text("chat_id")
    place = chat if other is None else world.reachable(other)
    replied = place.messages.get(message_id)
    if replied is None:
        if given.flag("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    if place is not chat:
        return {"external_reply": {"chat": place.brief(), "message_id": message_id}}
    return {"reply_to_message": world.quoted(replied)}


def _thread(chat: Chat, arguments: Arguments, fields: dict[str, Any]) -> dict[str, Any]:
    thread = arguments.integer("message_thread_id")
    if thread is None:
        replied = fields.get("reply_to_message", {})
        thread = replied.get("message_thread_id") if replied.get("is_topic_message") else None
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[thread].closed and chat.bot != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": thread, "is_topic_message": True}


@method("sendMessage")
async def send_message(world: World, arguments: Arguments) -> Message:
    """Send a text."""
    writable(world, arguments)
    text, found = entities.message_text(arguments)
    content: dict[str, Any] = {"text": text}
    if found:
        content["entities"] = found
    if preview := arguments.mapping("link_preview_options"):
        content["link_preview_options"] = preview
    return send(world, arguments, content)


def _register_file(name: str, kind: str) -> None:
    @method(name)
    async def send_file(world: World, arguments: Arguments) -> Message:
        writable(world, arguments)
        shown = entities.caption(arguments) if kind not in {"sticker", "video_note"} else {}
        return send(world, arguments, {**world.files.content(kind, arguments), **shown})


for _kind in ("photo", "document", "audio", "video", "animation", "voice", "video_note", "sticker"):
    _register_file(f"send{_kind.replace('_', '')}", _kind)


def location(arguments: Arguments) -> dict[str, Any]:
    """Return the location that `arguments` give; ApiError 400 for one that is not on Earth."""
    latitude, longitude = arguments.number("latitude"), arguments.number("longitude")
    if abs(latitude) > _POLE or abs(longitude) > _ANTIMERIDIAN:
        raise bad_request("wrong location: latitude or longitude out of range")
    return {"latitude": latitude, "longitude": longitude}


def venue(arguments: Arguments) -> dict[str, Any]:
    """Return the fields of a message that shows a venue."""
    place = location(arguments)
    shown = {"location": place, "title": arguments.needed("title"), "address": arguments.needed("address")}
    return {"venue": shown, "location": place}


@method("sendLocation")
async def send_location(world: World, arguments: Arguments) -> Message:
    """Send a point on the map."""
    return send(world, arguments, {"location": location(arguments)})


@method("sendVenue")
async def send_venue(world: World, arguments: Arguments) -> Message:
    """Send a point on the map with its name and address."""
    return send(world, arguments, venue(arguments))


@method("sendContact")
async def send_contact(world: World, arguments: Arguments) -> Message:
    """Send a phone number with a name."""
    contact = {"phone_number": arguments.needed("phone_number"), "first_name": arguments.needed("first_name")}
    return send(world, arguments, {"contact": contact})


@method("sendMediaGroup")
async def send_media_group(world: World, arguments: Arguments) -> list[Message]:
    """Send an album of two to ten files."""
    chat = writable(world, arguments)
    media = arguments.objects("media") or []
    if len(media) not in _ALBUM:
        raise bad_request("group send failed: an album has 2 to 10 items")
    items = [media_content(world, arguments.within(item)) for item in media]
    album = f"{chat.id}-{chat.next_message_id}"
    return [send(world, arguments, {**item, "media_group_id": album}) for item in items]


def media_content(world: World, item: Arguments) -> dict[str, Any]:
    """Return the message's fields for one InputMedia; ApiError 400 for a wrong one."""
    kind = item.needed("type")
    if f"send{kind}" not in METHODS:
        raise bad_request(f'can\'t parse InputMedia: media type "{kind}" is unsupported')
    stored = world.files.take(kind, item.attached(item.needed("media")))
    return {**described(stored), **entities.caption(item)}


@method("copyMessage")
async def copy_message(world: World, arguments: Arguments) -> dict[str, Any]:
    """Send the same again, without saying where it is from."""
    content = {name: value for name, value in _original(world, arguments).items() if name not in _NOT_COPIED}
    return {"message_id": send(world, arguments, content).id}


@method("forwardMessage")
async def forward_message(world: World, arguments: Arguments) -> Message:
    """Send the same again, saying where it is from."""
    original = _original(world, arguments)
    content = {name: value for name, value in original.items() if name not in _NOT_COPIED}
    origin: dict[str, Any] = {"type": "user", "date": original["date"], "sender_user": original.get("from", world.bot)}
    return send(world, arguments, {**content, "forward_origin": origin})


def _original(world: World, arguments: Arguments) -> Message:
    place = world.reachable(arguments.text("from_chat_id"))
    message = place.messages.get(arguments.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to copy not found")
    return message


@method("sendChatAction")
async def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Show people that the bot is at something."""
    chat = writable(world, arguments)
    action = arguments.needed("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    _thread(chat, arguments, {})
    world.tell(Event("action", chat.id, action=action))
    return True
