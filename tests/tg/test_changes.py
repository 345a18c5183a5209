"""/changes: what is new since a day, or since one last asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import ShowChanges, Subscribe, data, parse
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene
from tests.tg.restarting import edit

NOW_AND_BEFORE: dict[Language, str] = {
    "uk": "Зараз: 1,3 млн. Раніше: 1,2 млн (орієнтовно 30 липня 2024). [2][1]",
    "ru": "Сейчас: 1,3 млн. Раньше: 1,2 млн (примерно 30 июля 2024). [2][1]",
    "en": "Now: 1.3 million. Before: 1.2 million (about 30 July 2024). [2][1]",
}


@pytest.fixture
def shelf(small_folder: Path) -> Shelf:
    """Return a small knowledge that the test may change."""
    return Shelf(small_folder)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_changes_since_a_day_are_told_with_their_sources(scene: Scene, language: Language) -> None:
    """Under its theme and question stands the fact, its figure now and before, and the sources as numbered links."""
    reply = await scene.person(language).private().ask("/changes 2025-01-01")
    lines = reply.text.replace("\xa0", " ").split("\n")
    assert NOW_AND_BEFORE[language] in lines
    assert f"• {scene.title('population', language)}" in lines
    assert lines[-2].startswith("1. The Gazette, Ann Other")
    assert lines[-1].startswith("2. Кур'єр")
    assert [entity["url"] for entity in reply["entities"] if entity["type"] == "text_link"] == [
        "https://gazette.example/remain?a=1&b=2",
        "https://courier.example/skilky",
    ]


async def test_who_asks_again_hears_what_came_since(scene: Scene) -> None:
    """The first time thirty days count, then the day on which the person last asked; each has their own."""
    talk, other = scene.person("en").private(), scene.person("en").private()
    assert (await talk.ask("/changes")).text.startswith("New since 2 March 2026")
    scene.clock.forward(days=10)
    await scene.settled()
    assert (await talk.ask("/changes")).text.startswith("New since 1 April 2026")
    assert (await other.ask("/changes")).text.startswith("New since 12 March 2026")


async def test_a_fact_added_today_is_told(scene: Scene) -> None:
    """An old source is no hindrance to a fact that goes live now."""
    talk = scene.person("en").private()
    assert "Nothing so far. The latest news here is of 9 October 2025." in (await talk.ask("/changes")).text
    added = ("as_of: XXXX\n", 'as_of: XXXX\n    added: "2026-04-01"\n')
    edit(scene.app.services.library.folder, "topics/people.yaml", added)
    scene.app.services.library.reload()
    assert "The mayor is Ihor Testing." in (await talk.ask("/changes")).text


@pytest.mark.parametrize(
    ("command", "since"), [("week", "25 March 2026"), ("місяць", "2 March 2026"), ("1.3.2026", "1 March 2026")]
)
async def test_spans_and_days_are_understood(scene: Scene, command: str, since: str) -> None:
    """Words of each language and dates as people write them name the day."""
    assert (await scene.person("en").private().ask(f"/changes {command}")).text.startswith(f"New since {since}")


async def test_what_names_no_day_is_told_how_to(scene: Scene) -> None:
    """Neither nonsense nor a day to come is guessed at."""
    for odd in ("soon", "2027-01-01", "<b>"):
        assert "/changes 2026-10-01" in (await scene.person("en").private().ask(f"/changes {odd}")).text


async def test_buttons_lead_to_other_spans(scene: Scene) -> None:
    """A year back holds the fact that a month does not."""
    person = scene.person("en")
    reply = await person.private().ask("/changes")
    await person.press(reply.button("Year"))
    shown = await person.private().next_edit()
    assert shown.text.startswith("New since 1 April 2025")
    assert "1.3 million" in shown.text.replace("\xa0", " ")


async def test_a_forged_button_does_no_harm(scene: Scene) -> None:
    """A page that there is not becomes the last one; days that are none are a button of another version."""
    person = scene.person("en")
    reply = await person.private().ask("/changes")
    far = data(ShowChanges("en", dt.date(1, 1, 1), 9999))
    await person.press(reply.buttons[0], data=far)
    assert "New since 1 January 1" in (await person.private().next_edit()).text
    for odd in (
        "1:d:en:0:2026-13-01",
        "1:d:en:x:2026-01-01",
        "1:e:en:0:2026-01-01",
        "1:d:en:-1:2026-01-01",
        "1:w:en:z:",
    ):
        assert parse(odd) is None
        assert "earlier version" in (await person.press(reply.buttons[0], data=odd)).text


async def test_subscribing_and_its_end_show_under_the_list(scene: Scene) -> None:
    """The button turns into its opposite, the others stay, and the next list knows."""
    person = scene.person("en")
    reply = await person.private().ask("/changes")
    assert parse(reply.buttons[-1].data) == Subscribe("en", wanted=True)
    assert (await person.press(reply.buttons[-1])).text == "Done: a digest comes each week with news."
    shown = await person.private().next_edit()
    assert [button.text for button in shown.buttons] == ["Week", "Month", "Year", "No more weekly digests"]
    assert (await person.private().ask("/changes")).buttons[-1].text == "No more weekly digests"


async def test_a_store_that_fails_is_said(scene: Scene) -> None:
    """What is new is told all the same; a subscription that can't be kept is not pretended."""
    person = scene.person("en")
    await scene.break_store()
    reply = await person.private().ask("/changes")
    assert reply.text.startswith("New since 2 March 2026")
    answer = await person.press(reply.button("weekly digest"))
    assert (answer.text, answer.show_alert) == ("The choice could not be saved. Please try again later.", True)


async def test_privacy_tells_of_it(scene: Scene) -> None:
    """People read what is kept so that answers can be corrected and digests be sent."""
    text = (await scene.person("en").private().ask("/privacy")).text
    assert "For 14 days" in text
    assert "weekly digests" in text
