"""What Telegram shows of the bot before anybody writes to it."""

from __future__ import annotations

import pytest

from bot.model.language import LANGUAGES, Language
from bot.tg.application import register
from tests.tg.conftest import Scene


@pytest.mark.parametrize("language", LANGUAGES)
async def test_people_see_the_commands_in_their_language(scene: Scene, language: Language) -> None:
    """In private all commands, /privacy among them; in groups /ask; admins also see theirs."""
    await register(scene.app)
    admin, person = scene.person(language), scene.person(language)
    seen = [command["command"] for command in person.private().commands()]
    first = ["topics", "metro", "changes", "sources", "charts", "save"]
    assert seen == [*first, "ask", "language", "help", "about", "privacy", "forget"]
    assert [command["command"] for command in person.within(scene.api.group(person)).commands()] == ["ask"]
    await admin.start()
    await scene.settled()
    await register(scene.app)
    assert [command["command"] for command in admin.private().commands()][-3:] == ["stats", "gaps", "reload"]


async def test_a_language_that_the_bot_has_not_sees_the_citys(scene: Scene) -> None:
    """A menu without a language is there for everybody else."""
    await register(scene.app)
    german, ukrainian = scene.person("de").private(), scene.person("uk").private()
    assert german.commands() == ukrainian.commands() != []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_name_and_descriptions_are_localised(scene: Scene, language: Language) -> None:
    """The bot introduces itself in each language, within Telegram's limits."""
    await register(scene.app)
    bot = scene.app.bot
    assert (await bot.get_my_name(language)).name == scene.base.city.bot.in_(language)
    whole = (await bot.get_my_description(language)).description
    assert whole.startswith(scene.base.city.about.in_(language))
    assert 0 < len((await bot.get_my_short_description(language)).short_description) <= 120


async def test_what_is_right_already_is_left_alone(scene: Scene) -> None:
    """Telegram allows few changes of a name a day, so a second start changes nothing."""
    await scene.person().start()
    await scene.settled()
    await register(scene.app)
    before = len(scene.api.calls)
    await register(scene.app)
    again = {call.method.lower() for call in scene.api.calls[before:]}
    assert again
    assert not [method for method in again if method.startswith("set")]


async def test_a_refusal_does_not_stop_the_rest(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """An admin who never wrote to the bot, or a name that may not be changed now, is logged; the rest is done."""
    scene.api.faults.refuse(400, "Bad Request: chat not found", "setMyCommands")
    scene.api.faults.too_many("setMyName", retry_after=9000, times=None)
    await register(scene.app)
    assert "not registered: BadRequest: Chat not found" in caplog.messages
    assert "not registered: TooManyRequestsError" in caplog.messages
    assert (await scene.app.bot.get_my_description("en")).description


async def test_telegram_out_of_reach_ends_it(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A start with a broken line does not try forty requests in vain."""
    before = len(scene.api.calls)
    scene.api.faults.refuse(502, times=None)
    await register(scene.app)
    assert len(scene.api.calls) == before + 1
    assert "nothing more is registered: UnavailableError" in caplog.messages
