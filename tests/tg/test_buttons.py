"""Buttons: each leads somewhere, whatever was forged or has changed since."""

from __future__ import annotations

from collections import deque

import pytest

from bot.demo.botapi.messages import Button, Message
from bot.demo.botapi.people import Person
from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import LONGEST, PinLanguage, parse
from tests.tg.conftest import Scene

OLD = "This button is from an earlier version of the bot. Please ask again, or see /topics."


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_leads_somewhere(scene: Scene, language: Language) -> None:
    """From the commands and every kind of reply each button that can be reached does something that is seen."""
    person = scene.person(language)
    talk = person.private()
    greeting = scene.whole.talk["greeting"].questions[language][0]
    starts = ["/start", "/topics", "/sources", "/charts", "/language", greeting, scene.title("population", language)]
    starts.append(scene.title("emergency-numbers", language))
    waiting = deque[Button]()
    for start in starts:
        waiting.extend((await talk.ask(start)).buttons)
    pressed: set[str] = set()
    while waiting:
        button = waiting.popleft()
        if button.copied or _kind(button) in pressed:  # what is copied never leaves the person's device
            continue
        pressed.add(_kind(button))
        waiting.extend(await _pressed(scene, person, button))
    kinds = {key.split(":")[1] for key in pressed}
    assert kinds == set("tfarmhslnc"), "every kind of button was met"
    assert len(pressed) > len(scene.base.topics)


async def test_a_button_of_an_older_knowledge_gets_a_kind_answer(scene: Scene) -> None:
    """A topic or theme that is gone, and forged data, get a sentence in the person's language; nothing else happens."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("population", "en"))
    for data in (
        "1:t:en:c:long-gone",
        "1:f:en:y:long-gone",
        "1:h:en::long-gone",
        "0:t:en:population",
        "<script>",
        "a" * LONGEST,
    ):
        told = await person.press(answer.buttons[0], data=data)
        assert (told.text, told.show_alert) == (OLD, True)
    assert await scene.quiet(talk)


async def test_a_button_under_a_message_that_is_too_old(scene: Scene) -> None:
    """Telegram does not show the bot messages that are gone; the person hears the same."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("population", "en"))
    talk.delete(answer)
    assert (await person.press(answer.buttons[0])).text == OLD


async def test_a_press_is_answered_before_it_is_done(scene: Scene) -> None:
    """The person does not wait for what follows."""
    person = scene.person()
    talk = person.private()
    answer = await talk.ask(scene.title("population"))
    scene.api.faults.delay(1.0, "editMessageReplyMarkup")
    await person.press(answer.buttons[0], within=0.8)
    assert (await talk.next_edit()).buttons


async def test_pressing_twice_is_no_error(scene: Scene) -> None:
    """A second press changes nothing, which Telegram refuses; the bot takes that for done."""
    person = scene.person()
    talk = person.private()
    picker = await talk.ask("/language")
    for _ in range(3):
        await person.press(picker.button("Автоматично"))
    await scene.settled()


async def _pressed(scene: Scene, person: Person, button: Button) -> list[Button]:
    """Press a button; return the buttons that show then."""
    press = parse(button.data)
    assert press is not None, button.data
    chat = person.private().chat
    before = len(chat.events)
    told = await person.press(button)
    await scene.settled()
    assert told.text == ""
    shown = [event.message for event in chat.events[before:] if isinstance(event.message, Message)]
    unchanged = "not modified" in (scene.api.calls[-1].error or "")  # it shows already what was asked for
    assert shown or unchanged, button.data
    if isinstance(press, PinLanguage):  # back to automatic, so that the walk stays in one language
        await scene.store.set_language(scene.pseudonym(person), None)
        scene.app.memory.forget(scene.pseudonym(person))
    return [after for message in shown for after in message.buttons]


def _kind(button: Button) -> str:
    """Return the data; of ratings and charts without the topic, since all topics' are alike."""
    parts = (button.data or "").split(":")
    return ":".join(parts[:4] if parts[1] in {"f", "r", "a", "c"} else parts)
