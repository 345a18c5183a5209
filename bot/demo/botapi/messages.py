"""A message as Telegram's JSON object, with what tests and the demo read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.markup import to_html


@dataclass(frozen=True)
class Button:
    """One button of an inline keyboard, with the message under which it stands."""

    raw: dict[str, Any]
    message: Message

    @property
    def text(self) -> str:
        """Return the label."""
        return str(self.raw["text"])

    @property
    def data(self) -> str | None:
        """Return the callback data; None for a button of another kind."""
        return self.raw.get("callback_data")

    @property
    def copied(self) -> str | None:
        """Return the text that the button copies; None for a button of another kind."""
        copied: dict[str, str] = self.raw.get("copy_text", {})
        return copied.get("text")

    @property
    def url(self) -> str | None:
        """Return the link; None for a button of another kind."""
        return self.raw.get("url")


class Message(dict[str, Any]):
    """Telegram's Message object; a copy of how it was when it was given out."""

    @property
    def id(self) -> int:
        """Return the message's number in its chat."""
        return int(self["message_id"])

    @property
    def chat_id(self) -> int:
        """Return the chat's id."""
        return int(self["chat"]["id"])

    @property
    def text(self) -> str:
        """Return the text or caption, "" where there is neither."""
        return str(self.get("text", self.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Return the entities of `text`."""
        return list(self.get("entities", self.get("caption_entities", ())))

    @property
    def html(self) -> str:
        """Return the text or caption as HTML."""
        return to_html(self.text, self.entities)

    @property
    def rows(self) -> list[list[Button]]:
        """Return the inline keyboard, row by row; [] where there is none."""
        rows = self.get("reply_markup", {}).get("inline_keyboard", ())
        return [[Button(raw, self) for raw in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """Return the buttons of the inline keyboard, left to right and top to bottom."""
        return [button for row in self.rows for button in row]

    def button(self, part: str) -> Button:
        """Return the first button whose label holds `part`; LookupError names the labels there are."""
        for button in self.buttons:
            if part in button.text:
                return button
        labels = ", ".join(repr(button.text) for button in self.buttons)
        raise LookupError(f"no button with {part!r}; there are: {labels or 'none'}")
