"""Telephone numbers that are copied with one press."""

from __future__ import annotations

import pytest

from bot.demo.botapi.messages import Message
from bot.model.language import LANGUAGES, Language
from tests.tg.conftest import Scene


def _copied(message: Message) -> dict[str, str]:
    return {button.text: button.copied for button in message.buttons if button.copied}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_emergency_numbers_can_be_copied(scene: Scene, language: Language) -> None:
    """Each number has a button with its name, the most urgent first, above the rating; the digits alone are copied."""
    answer = await scene.person(language).private().ask(scene.title("emergency-numbers", language))
    found = _copied(answer)
    assert list(found.values()) == ["112", "101", "102", "103", "104", "1562"]
    labels = scene.base.city.telephones
    assert list(found)[:5] == [f"{digits} — {labels[digits].in_(language)}" for digits in list(found.values())[:5]]
    assert answer.rows[0][0].copied == "112"
    assert all(button.copied is None for row in answer.rows[3:] for button in row)


@pytest.mark.parametrize(
    ("language", "cry"),
    [("uk", "Ми під завалами, допоможіть"), ("ru", "Человек ранен, истекает кровью"), ("en", "our house is on fire")],
)
async def test_a_person_in_danger_has_them_at_hand(scene: Scene, language: Language, cry: str) -> None:
    """Under the answer to danger the numbers come first."""
    answer = await scene.person(language).private().ask(cry)
    assert answer.text.startswith(scene.title("emergency-numbers", language))
    assert [button.copied for button in answer.buttons[:4]] == ["112", "101", "102", "103"]


async def test_spaces_are_shown_and_not_copied(scene: Scene) -> None:
    """A long number is grouped for the eye; what is copied can be dialled. A number without a name has no button."""
    found = _copied(await scene.person("en").private().ask(scene.title("evacuation-hotlines", "en")))
    assert found["0 800 339 291 — evacuation, free of charge"] == "0800339291"
    numbers = _copied(await scene.person("en").private().ask(scene.title("emergency-numbers", "en")))
    assert "0936217798" not in numbers.values()


async def test_groups_get_the_first_four(scene: Scene) -> None:
    """There is less room, so that only the most urgent numbers have buttons."""
    person = scene.person("en")
    group = person.within(scene.api.group(person))
    answer = await group.ask(f"/ask {scene.title('emergency-numbers', 'en')}")
    assert list(_copied(answer).values()) == ["112", "101", "102", "103"]


async def test_rating_leaves_the_numbers_where_they_are(scene: Scene) -> None:
    """What a person pressed takes the place of the rating alone."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("emergency-numbers", "en"))
    await person.press(answer.button("Helpful"))
    after = await talk.next_edit()
    assert _copied(after) == _copied(answer)
    assert after.rows[0][0].copied == "112"


async def test_an_answer_without_numbers_has_no_such_buttons(scene: Scene) -> None:
    """Most answers have none."""
    assert _copied(await scene.person("en").private().ask(scene.title("population", "en"))) == {}
