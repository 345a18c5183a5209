"""/save: the page and the text that people keep for a time without power and internet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.demo.botapi.messages import Message
from bot.demo.botapi.talks import Talk
from bot.model.language import LANGUAGES, Language
from bot.pack.files import KINDS
from bot.pack.pack import pack_of
from tests.tg.conftest import Scene
from tests.tg.test_charts import Library


async def _saved(talk: Talk) -> tuple[Message, Message]:
    page = await talk.ask("/save", within=30)
    return page, await talk.next_message(within=30)


def _content(scene: Scene, message: Message) -> bytes:
    stored = scene.api.world.files.find(message["document"]["file_id"])
    assert stored is not None
    return stored.data


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_and_the_text_come_in_the_persons_language(scene: Scene, language: Language) -> None:
    """Two documents with the date in their names, byte for byte what the command line writes."""
    page, text = await _saved(scene.person(language).private())
    pack = pack_of(scene.base, language, scene.clock().date())
    assert page["document"]["file_name"] == f"kharkiv-2026-04-01-{language}.html"
    assert text["document"]["file_name"] == f"kharkiv-2026-04-01-{language}.txt"
    assert _content(scene, page) == KINDS["html"](pack)
    assert _content(scene, text) == KINDS["txt"](pack)
    assert pack.date in page.text
    assert text.text


async def test_a_pack_is_uploaded_once_a_day(scene: Scene) -> None:
    """Another person gets the files that Telegram has; tomorrow's are new, since they say when they were made."""
    first = await _saved(scene.person("en").private())
    second = await _saved(scene.person("en").private())
    assert [one["document"]["file_id"] for one in first] == [one["document"]["file_id"] for one in second]
    scene.clock.forward(days=1)
    later, _ = await _saved(scene.person("en").private())
    assert later["document"]["file_name"] == "kharkiv-2026-04-02-en.html"
    assert later["document"]["file_id"] != first[0]["document"]["file_id"]


async def test_without_topics_to_save_that_is_said(scene: Scene) -> None:
    """A city whose editors chose nothing to save has no empty file sent."""
    old = scene.app.services.library.answerer
    base = replace(old.base, city=old.base.city.model_copy(update={"pack": ()}))
    library = Library(Answerer(base, old.matcher))
    scene.app.services = replace(scene.app.services, library=library)  # type: ignore[arg-type]
    reply = await scene.person("en").private().ask("/save")
    assert reply.text == "There is nothing to save yet."


async def test_who_blocked_the_bot_gets_one_attempt(scene: Scene) -> None:
    """Where the first file can't be sent, the second is not tried."""
    person = scene.person("en")
    talk = person.private()
    scene.api.faults.refuse(403, "Forbidden: bot was blocked by the user", "sendDocument", times=None)
    await talk.say("/save")
    await scene.settled()
    assert len(scene.api.log.of("sendDocument")) == 1
