"""The nearest metro stations in the private chat."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.demo.botapi.messages import Message
from bot.demo.botapi.talks import Talk
from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import FindNearest, data
from tests.tg.conftest import Scene

HERE: dict[str, Any] = {"latitude": 50.006123, "longitude": 36.230456}
"""Between Derzhprom and Universytet; nobody else writes these digits."""

AWAY: dict[str, Any] = {"latitude": 50.450123, "longitude": 30.523456}

FIRST: dict[Language, str] = {"uk": "Держпром", "ru": "Госпром", "en": "Derzhprom"}


async def _located(talk: Talk, **place: Any) -> Message:
    await talk.send("location", **place)
    return await talk.next_message()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_location_gets_the_three_nearest_stations(scene: Scene, language: Language) -> None:
    """With distance, line and former names, cited facts on shelter, notes; and the nearest one on the map."""
    talk = scene.person(language).private()
    told = await _located(talk, **HERE)
    first = FIRST[language]
    assert f"\n1. <b>{first}</b> — " in told.html
    assert all(f"\n{number}. <b>" in told.html for number in (1, 2, 3))
    assert "\n4. <b>" not in told.html
    gazetteer = scene.base.gazetteer
    assert gazetteer.lines["green"].name.in_(language) in told.text
    assert gazetteer.origins["public-files"].in_(language) in told.text
    assert gazetteer.nearby is not None
    assert all(scene.base.sources[scene.base.facts[id_].sources[0]].url in told.html for id_ in gazetteer.nearby.facts)
    venue = (await talk.next_message())["venue"]
    assert first in venue["title"]
    assert venue["address"] == gazetteer.lines["green"].name.in_(language)
    assert (venue["location"]["latitude"], venue["location"]["longitude"]) == (50.0049, 36.2316)


async def test_the_command_brings_the_key_that_sends_the_location(scene: Scene) -> None:
    """One key under the field asks for the location; the answer takes the keyboard away."""
    talk = scene.person("en").private()
    asked = await talk.ask("/metro")
    assert "kept nowhere" in asked.text
    assert [[key.get("request_location") for key in row] for row in talk.keyboard] == [[True]]
    await talk.press_key("Send my location", **HERE)
    assert "Derzhprom" in (await talk.next_message()).text
    await talk.next_message()
    assert talk.chat.keyboard is None


async def test_the_keyboard_goes_away_where_there_is_no_station(scene: Scene) -> None:
    """Outside the city the reply says so, names no station and shows no map."""
    talk = scene.person("en").private()
    await talk.ask("/metro")
    assert talk.keyboard
    told = await _located(talk, **AWAY)
    assert "outside the city" in told.text
    assert not any(place.name.en in told.text for place, _, _ in scene.base.gazetteer.stations())
    assert await scene.quiet(talk)
    assert talk.keyboard == []


@pytest.mark.parametrize(
    ("language", "name", "first", "title"),
    [
        ("uk", "Пушкінська", "Ярослава Мудрого", "Ярослава Мудрого"),
        ("ru", "Героев Труда", "Салтовская", "Салтовская"),
        ("en", "Shevchenkivskyi district", "23 Serpnia", "Shevchenkivskyi"),
        ("uk", "Олексіївка", "Олексіївська", "Олексіївка"),
    ],
)
async def test_a_name_is_as_good_as_a_location(
    scene: Scene, language: Language, name: str, first: str, title: str
) -> None:
    """A station, a district or a part of the city, by its old name or the new one."""
    talk = scene.person(language).private()
    told = await talk.ask(f"/metro {name}")
    assert told.text.splitlines()[0].endswith(f": {title}")
    assert f"1. <b>{first}</b>" in told.html
    assert first in (await talk.next_message())["venue"]["title"]


async def test_a_renamed_station_says_its_former_name_with_a_source(scene: Scene) -> None:
    """Date and number of the source stand behind it."""
    told = await scene.person("en").private().ask("/metro Yaroslava Mudroho")
    line = next(line for line in told.text.splitlines() if line.startswith("1. "))
    assert "right here, line: blue, Saltivska; formerly Pushkinska (until 26 April 2024) [" in line
    number = line.rpartition("[")[2].rstrip("]")
    assert any(line.startswith(f"{number}. Багнет") for line in told.text.splitlines())


@pytest.mark.parametrize("name", ["Рогань", "Атлантида"])
async def test_a_name_of_nowhere_is_told_to_be_unknown(scene: Scene, name: str) -> None:
    """The person hears what else can be done."""
    talk = scene.person("en").private()
    told = await talk.ask(f"/metro {name}")
    assert told.text.startswith("I do not know where that is.")
    assert talk.keyboard


async def test_answers_on_metro_and_shelter_lead_there(scene: Scene) -> None:
    """A button under them asks for the location; other answers, and groups, have none."""
    person = scene.person("en")
    talk = person.private()
    button = data(FindNearest("en"))
    answer = await talk.ask(scene.title("shelters", "en"))
    assert button in [one.data for one in answer.buttons]
    await person.press(answer.button("Nearest metro stations"))
    assert "kept nowhere" in (await talk.next_message()).text
    assert talk.keyboard
    other = await talk.ask(scene.title("population", "en"))
    assert button not in [one.data for one in other.buttons]
    group = person.within(scene.api.group(person))
    shared = await group.ask(f"/ask {scene.title('shelters', 'en')}")
    assert button not in [one.data for one in shared.buttons]


async def test_in_groups_it_is_not_offered(scene: Scene) -> None:
    """A location there is nobody's question to the bot, and neither is the command; a forged press is idle."""
    person = scene.person("en")
    room = scene.api.group(person, bot="administrator")
    group = person.within(room)
    await group.send("location", **HERE)
    await group.say("/metro Пушкінська")
    assert await scene.quiet(group)
    answer = await group.ask(f"/ask {scene.title('shelters', 'en')}")
    await person.press(answer.buttons[-1], data=data(FindNearest("en")))
    assert await scene.quiet(group)


async def test_a_location_that_moves_is_not_followed(scene: Scene) -> None:
    """A live location is answered when it comes; where it goes then is nobody's business."""
    talk = scene.person("en").private()
    await talk.send("location", **HERE, live_period=900)
    await talk.next_message()
    await talk.next_message()
    sent = talk.messages[0]
    scene.api.update("edited_message", {**sent, "location": {**AWAY, "live_period": 900}, "edit_date": sent["date"]})
    assert await scene.quiet(talk)


async def test_a_map_point_that_telegram_refuses_is_left_out(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """The stations are told all the same."""
    talk = scene.person("en").private()
    scene.api.faults.refuse(400, "Bad Request: not enough rights", "sendVenue")
    assert "Derzhprom" in (await _located(talk, **HERE)).text
    assert await scene.quiet(talk)
    assert any("not sent: BadRequest" in message for message in caplog.messages)


async def test_a_location_is_used_and_forgotten(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Its digits are in no table, in no log line of any level of the bot, and in nothing that the bot keeps in mind."""
    caplog.set_level(logging.DEBUG, logger="bot")
    talk = scene.person("en").private()
    await talk.ask("/metro")
    for place in (HERE, AWAY):
        await _located(talk, **place)
    await scene.settled()
    talk.chat.messages.clear()
    digits = [str(value)[:7] for place in (HERE, AWAY) for value in place.values()]
    rows = [row async for row in _rows(scene)]
    assert any("nearest-located" in row for row in rows), "something was searched"
    lines = [record.getMessage() + repr(record.__dict__) for record in caplog.records if record.name.startswith("bot")]
    kept = [repr(vars(part)) for part in vars(scene.app.memory).values()]
    kept += [repr(vars(scene.app.recorder)), repr(scene.app.user_data), repr(scene.app.chat_data)]
    kept += [repr(scene.app.bot_data), repr(vars(scene.app.turns)), repr(vars(scene.app.catalogue))]
    for text in (*rows, *lines, *kept):
        assert not any(one in text for one in digits), text


async def _rows(scene: Scene) -> Any:
    """Yield every row of every table as text."""
    async with scene.store.database.writing() as connection:
        found = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in found.fetchall():
            for row in (await connection.exec_driver_sql(f'SELECT * FROM "{table}"')).fetchall():  # noqa: S608
                yield f"{table}: {tuple(row)!r}"
