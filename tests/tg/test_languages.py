"""The language that a person chooses."""

from __future__ import annotations

import pytest

from bot.model.language import Language
from tests.tg.conftest import Scene


@pytest.mark.parametrize(("label", "chosen"), [("Українська", "uk"), ("Русский", "ru"), ("English", "en")])
async def test_a_button_chooses(scene: Scene, label: str, chosen: Language) -> None:
    """The choice is kept, shown in the chosen language, marked, and holds for the next answer."""
    person = scene.person("uk")
    talk = person.private()
    picker = await talk.ask("/language")
    assert picker.button("Автоматично").text.startswith("✓")
    await person.press(picker.button(label))
    shown = await talk.next_edit()
    assert shown.button(label).text == f"✓ {label}"
    assert await scene.store.language_of(scene.pseudonym(person)) == chosen
    assert (await talk.ask(scene.title("mayor", "uk"))).text.startswith(scene.title("mayor", chosen))


async def test_automatic_again(scene: Scene) -> None:
    """The choice can be taken back."""
    person = scene.person("uk")
    talk = person.private()
    picker = await talk.ask("/language ru")
    assert "Русский" in picker.text
    await person.press(picker.button("Автоматически"))
    await talk.next_edit()
    assert (await talk.ask(scene.title("mayor", "en"))).text.startswith(scene.title("mayor", "en"))


async def test_an_unknown_language_shows_the_choice(scene: Scene) -> None:
    """`/language fr` chooses nothing."""
    person = scene.person("en")
    picker = await person.private().ask("/language fr")
    assert picker.text == "I answer in the language of the question. Choose another rule:"
    assert await scene.store.language_of(scene.pseudonym(person)) is None
