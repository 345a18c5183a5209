"""Groups and channels: who is in them, topics, service messages, migration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.demo.botapi.chats import Chat, ForumTopic
from bot.demo.botapi.entities import detect
from bot.demo.botapi.messages import Message
from bot.demo.botapi.stage import Stage


class Room:
    """A group, supergroup or channel."""

    def __init__(self, stage: Stage, chat: Chat) -> None:
        self.chat = chat
        self._stage = stage

    @property
    def id(self) -> int:
        """Return the chat's id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Return the messages in the chat, oldest first."""
        return list(self.chat.messages.values())

    def service(self, by: dict[str, Any] | None = None, **fields: Any) -> Message:
        """Put a service message with `fields` into the chat, caused by the user `by`."""
        sender = {} if self.chat.type == "channel" else {"from": by or self._somebody()}
        message = self._stage.world.add(self.chat, {**sender, **fields}, "said")
        self._stage.tell_bot(self.chat, message)
        return message

    def join(self, user: dict[str, Any], *, admin: bool = False) -> Message:
        """Add a user."""
        self.chat.members[user["id"]] = user
        if admin:
            self.chat.admins.add(user["id"])
        return self.service(user, new_chat_members=[user])

    def leave(self, user: dict[str, Any]) -> Message:
        """Let a user go."""
        self.chat.members.pop(user["id"], None)
        self.chat.admins.discard(user["id"])
        return self.service(user, left_chat_member=user)

    def add_bot(self, by: dict[str, Any] | None = None, *, admin: bool = False) -> None:
        """Add the bot: it gets my_chat_member and the service message."""
        adder = by or self._somebody()
        self._stage.world.set_bot_status(self.chat, "administrator" if admin else "member", adder)
        self.service(adder, new_chat_members=[self._stage.world.bot])

    def remove_bot(self, by: dict[str, Any] | None = None) -> None:
        """Remove the bot: it gets the service message and my_chat_member, and can't write any more."""
        remover = by or self._somebody()
        self.service(remover, left_chat_member=self._stage.world.bot)
        self._stage.world.set_bot_status(self.chat, "kicked", remover)

    def promote_bot(self, by: dict[str, Any] | None = None) -> None:
        """Make the bot an administrator: it gets everything that is said."""
        self._stage.world.set_bot_status(self.chat, "administrator", by or self._somebody())

    def mute_bot(self) -> None:
        """Take from the bot the right to send messages."""
        self.chat.muted = True

    def unmute_bot(self) -> None:
        """Give the bot the right to send messages again."""
        self.chat.muted = False

    def topic(self, name: str) -> int:
        """Open a topic of a forum; return its thread id."""
        created = {"name": name, "icon_color": 7322096}
        thread = self.chat.next_message_id
        self.chat.topics[thread] = ForumTopic(name)
        self.service(message_thread_id=thread, is_topic_message=True, forum_topic_created=created)
        return thread

    def close_topic(self, thread: int) -> None:
        """Close a topic: only administrators write there."""
        self.chat.topics[thread].closed = True
        self.service(message_thread_id=thread, is_topic_message=True, forum_topic_closed={})

    def post(self, text: str) -> Message:
        """Post a text in a channel; the bot gets channel_post."""
        content: dict[str, Any] = {"text": text}
        if found := detect(text):
            content["entities"] = found
        message = self._stage.world.add(self.chat, {"sender_chat": self.chat.brief(), **content}, "said")
        self._stage.tell_bot(self.chat, message)
        return message

    def migrate(self) -> Room:
        """Turn a basic group into a supergroup, which is returned; the bot gets both service messages."""
        if self.chat.type != "group":
            raise ValueError(f"only a basic group migrates; this is a {self.chat.type}")
        new = Chat(
            self._stage.new_chat_id(basic=False),
            "supergroup",
            title=self.chat.title,
            bot=self.chat.bot,
            members=dict(self.chat.members),
            admins=set(self.chat.admins),
        )
        self._stage.world.chats[new.id] = new
        self.service(migrate_to_chat_id=new.id)
        self.chat.migrated_to = new.id
        room = Room(self._stage, new)
        room.service(migrate_from_chat_id=self.id)
        return room

    def _somebody(self) -> dict[str, Any]:
        users: Iterable[dict[str, Any]] = self.chat.members.values()
        nobody = {"id": 1, "is_bot": False, "first_name": "Nobody"}
        return next(iter(users), nobody)
