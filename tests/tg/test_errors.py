"""When something goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import Update

from bot.answering.answerer import Answerer, Outcome
from bot.model.language import LANGUAGES, Language
from bot.tg.errors import place_in_code
from bot.tg.services import Services
from tests.tg.conftest import KNOWLEDGE, Scene

SORRY: dict[Language, str] = {
    "uk": "У мене щось пішло не так. Спробуйте, будь ласка, за хвилину ще раз.",
    "ru": "У меня что-то пошло не так. Попробуйте, пожалуйста, через минуту ещё раз.",
    "en": "Something went wrong on my side. Please try again in a minute.",
}


class _Faulty(Answerer):
    """An answerer with a fault, whose error quotes the question as careless errors do."""

    def ask(self, question: str, **arguments: object) -> Outcome:
        raise ValueError(f"can't cope with {question!r} {sorted(arguments)}")


class _Shelf:
    folder = Path(KNOWLEDGE)

    def __init__(self, sound: Answerer) -> None:
        self.answerer: Answerer = _Faulty(sound.base, sound.matcher)


def _break(scene: Scene) -> None:
    sound = scene.app.services
    scene.app.services = Services(
        _Shelf(sound.library.answerer),  # type: ignore[arg-type]
        sound.store,
        sound.pseudonyms,
        clock=sound.clock,
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_person_is_told_and_the_log_keeps_the_text_out(
    scene: Scene, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    """A handler that raises says sorry in the person's language; the log names the place, no words and no person."""
    sound = scene.app.services
    _break(scene)
    person = scene.person(language)
    talk = person.private()
    assert (await talk.ask("моя таємниця 0501234567")).text == SORRY[language]
    (failure,) = scene.failures.messages
    assert failure.startswith("an update failed: ValueError at test_errors.py:")
    for secret in ("таємниця", "0501234567", str(person.id), scene.api.token):
        assert secret not in caplog.text
    scene.failures.messages.clear()
    scene.app.services = sound
    assert (await talk.ask(scene.title("population"))).text.startswith(scene.title("population")), "it goes on"


async def test_a_failure_in_a_group_is_told_to_who_asked(scene: Scene) -> None:
    """The word of regret replies to the question."""
    _break(scene)
    person = scene.person()
    talk = person.within(scene.api.group(person))
    asked = await talk.say("/ask щось")
    sorry = await talk.next_message()
    assert (sorry.text, sorry["reply_to_message"]["message_id"]) == (SORRY["uk"], asked.id)
    scene.failures.messages.clear()


async def test_telegram_out_of_reach_is_only_logged(scene: Scene) -> None:
    """Where a send fails for the time being, a word of regret would fail, too."""
    scene.api.faults.refuse(502, method="sendMessage")
    talk = scene.person().private()
    await talk.say(scene.title("population"))
    assert await scene.quiet(talk)
    assert scene.failures.messages[0].startswith("an update failed: UnavailableError at ")
    scene.failures.messages.clear()


async def test_an_update_that_is_none(scene: Scene) -> None:
    """Whatever is fed to the bot, it goes on."""
    for odd in (None, 5, "text", Update(1)):
        await scene.app.process_update(odd)


def test_the_place_of_an_error() -> None:
    """Files and lines are named, innermost first, and no values."""
    with pytest.raises(ValueError, match="a secret") as raised:
        int("a secret")
    assert place_in_code(raised.value).startswith("test_errors.py:")
    assert place_in_code(ValueError("never raised")) == "?"
