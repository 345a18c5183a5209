"""A bot that only reads, and what reached it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from telegram import Bot, Update

from bot.web.intake import Arrived, Intake

TOKEN = "4200000001:a-token-of-the-bot-on-loopback"  # noqa: S105 - opens nothing


class Reached:
    """An intake and what it passed on."""

    def __init__(self, bot: Bot) -> None:
        self.updates: list[Update] = []
        self.bodies: list[bytes] = []
        self.refused: list[tuple[int, str]] = []
        self.busy = False
        self.intake = Intake(bot, self)

    async def receive(self, arrived: Sequence[Arrived]) -> None:
        """Note what was read."""
        self.updates += [one.update for one in arrived]
        self.bodies += [one.body for one in arrived]

    async def refuse(self, update_id: int, reason: str) -> None:
        """Note what could not be read."""
        self.refused.append((update_id, reason))

    @property
    def ids(self) -> list[int]:
        """Return the ids of the updates that were passed on."""
        return [update.update_id for update in self.updates]

    @property
    def texts(self) -> list[str | None]:
        """Return the texts of the messages that were passed on."""
        return [update.effective_message.text if update.effective_message else None for update in self.updates]


@pytest.fixture(scope="session")
def silent_bot() -> Bot:
    """Return a bot that sends nothing; made once, since it reads the certificates of the system."""
    return Bot(TOKEN)


@pytest.fixture
def reached(silent_bot: Bot) -> Reached:
    """Return an intake that notes what it passes on."""
    return Reached(silent_bot)


@pytest.fixture
def said() -> Callable[..., dict[str, Any]]:
    """Return a maker of updates with a message, as Telegram writes them."""

    def update(number: int = 1, text: str = "Де укриття?") -> dict[str, Any]:
        person = {"id": 501, "is_bot": False, "first_name": "Олена"}
        chat = {"id": 501, "type": "private", "first_name": "Олена"}
        message = {"message_id": number, "date": 1760000000, "chat": chat, "from": person, "text": text}
        return {"update_id": number, "message": message}

    return update
