"""The second pane, for maintainers: what led to the last reply, and what `check` finds, anew after each edit."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.demo.botapi.messages import Message
from bot.demo.botapi.talks import Talk
from bot.demo.page.events import Edition
from bot.demo.page.visitors import Asked, Visitor
from bot.desk.checking import check_reading
from bot.desk.explaining import explained
from bot.library.edits import Edits
from bot.library.errors import KnowledgeError
from bot.library.loading import read
from bot.library.records import Key, Origin
from bot.library.watching import watch
from bot.model.finding import Finding
from bot.tg.context import BotApplication
from bot.tg.groups import ASK
from bot.tg.replying import clearest


class Survey:
    """What `check` finds in `folder`, and where each record stands; read again after an edit."""

    def __init__(self, folder: Path, today: Callable[[], dt.date]) -> None:
        self.folder = folder
        self.findings: Sequence[Finding] | None = None
        """None until the folder was read for the first time."""
        self.origins: Mapping[Key, Origin] = {}
        self._today = today
        self._edits = Edits(folder)

    def changed(self) -> bool:
        """Tell whether the folder is another than when it was read last."""
        return self._edits.since()

    def reload(self) -> list[Finding]:
        """Read and check the folder, which takes seconds; what is wrong is in `findings` and forbids nothing."""
        self._edits.reading()
        try:
            reading = read(self.folder)
        except KnowledgeError as error:
            self.findings = error.findings
            return []
        self.findings = check_reading(reading, self.folder, self._today())
        self.origins = reading.origins
        return []


class Workshop:
    """Explains the bot's decisions to visitors; nothing is read until somebody opens the pane."""

    def __init__(self, running: BotApplication, edition: Edition, ring: Callable[[], None]) -> None:
        """Explain what `running` decides; `ring` is called when there is a new `edition` of the survey."""
        services = running.services
        self._running = running
        self._edition = edition
        self._ring = ring
        self._survey = Survey(services.library.folder, services.today)
        self._watching: asyncio.Task[None] | None = None

    def note(self, visitor: Visitor, talk: Talk, text: str, *, replied: Message | None, edited: int | None) -> None:
        """Keep in mind what is said, where it asks the bot something; call it before the bot hears it.

        `replied` is the message that it replies to, `edited` the number of the message that it takes the place of.
        """
        to_bot = replied is not None and replied.get("from", {}).get("id") == self._running.bot.id
        question = self._question(text, heard=talk.id == visitor.private.id or to_bot)
        if question:
            visitor.asked = Asked(question, self._title_before(talk, edited))

    def show(self, visitor: Visitor) -> dict[str, Any]:
        """Return what the pane shows to `visitor`; the first call begins the survey."""
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch(), name="surveying the knowledge")
        findings = self._survey.findings
        return {
            "edition": self._edition.number,
            "folder": str(self._survey.folder),
            "findings": None if findings is None else [{**asdict(one), "place": str(one.place)} for one in findings],
            "last": self._explained(visitor.asked) if visitor.asked else None,
        }

    async def close(self) -> None:
        """End the survey."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    async def _watch(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(self._survey, self._surveyed))
            await asyncio.sleep(0)  # it watches from here on, so that no edit falls between it and the first reading
            await asyncio.to_thread(self._survey.reload)
            self._surveyed(())

    def _surveyed(self, _: Sequence[Finding]) -> None:
        self._edition.number += 1
        self._ring()

    def _explained(self, asked: Asked) -> dict[str, Any]:
        services = self._running.services
        answerer = services.library.answerer
        outcome = clearest(answerer, asked.text, after=asked.after, today=services.today())
        explanation = explained(outcome.match, self._survey.origins, answerer.matcher.learned.vocabulary)
        titles = {
            one.id: topic.title.in_(outcome.reply.language)
            for one in explanation.topics
            if (topic := answerer.base.topics.get(one.id))
        }
        return {"text": asked.text, "after": asked.after, "titles": titles, **asdict(explanation)}

    def _question(self, text: str, *, heard: bool) -> str | None:
        """Return the words that ask something; None for commands, and for what is neither `heard` nor to the bot."""
        name = f"@{self._running.bot.username}"
        command, _, rest = text.strip().partition(" ")
        if command.lower() in {f"/{ASK}", f"/{ASK}{name}".lower()}:
            return rest.strip() or None
        if command.startswith("/"):
            return None
        at = text.lower().find(name.lower())
        if at < 0:
            return text.strip() if heard else None
        return f"{text[:at]} {text[at + len(name) :]}".strip() or None

    def _title_before(self, talk: Talk, edited: int | None) -> str | None:
        """Return the title of the topic that the bot answered last to another message of the person there."""
        pseudonym = self._running.services.pseudonyms.of
        before = self._running.memory.topics.get((pseudonym(talk.id), pseudonym(talk.person.id)))
        topic = self._running.services.library.answerer.base.topics.get(before.topic) if before else None
        if before is None or topic is None or (edited is not None and before.question == edited):
            return None
        return topic.title.in_(before.language)
