"""Charts: a button under an answer and a list of them, a photo with its figures in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.charting import chart_of, drawn
from bot.charts.chart import chart
from bot.demo.botapi.files import dimensions
from bot.demo.botapi.messages import Message
from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import ShowChart, data
from tests.tg.conftest import Scene

LABELS: dict[Language, str] = {"uk": "Діаграма", "ru": "Диаграмма", "en": "Chart"}
LONG = 60.0
"""Seconds in which a chart is drawn, on a machine that is busy with other tests."""


@dataclass(frozen=True)
class Library:
    """A library that holds one answerer."""

    answerer: Answerer


async def _charted(scene: Scene, language: Language = "en", topic: str = "population") -> tuple[Message, Message]:
    """Return the answer on a topic to a new person, and the photo that its button sends."""
    person = scene.person(language)
    talk = person.private()
    answer = await talk.ask(scene.title(topic, language))
    await person.press(answer.button(LABELS[language]))
    return answer, await talk.next_message(within=LONG)


def _uploaded(scene: Scene) -> list[str]:
    """Return the names of the files that the bot uploaded so far."""
    return [upload.filename for call in scene.api.calls for upload in call.request.files.values()]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_button_under_an_answer_sends_its_chart(scene: Scene, language: Language) -> None:
    """The photo replies to the answer; its caption tells title, all figures with dates, and the sources as links."""
    answer, photo = await _charted(scene, language)
    shown = chart(scene.base, "population", language)
    assert photo["reply_to_message"]["message_id"] == answer.id
    assert photo["photo"][0]["width"] == 1080
    told = photo.text.replace("\u00a0", " ")
    assert told.startswith(f"{shown.title}\n\n")
    assert [line for line in shown.lines() if line.replace("\u00a0", " ") not in told] == []
    links = [entity["url"] for entity in photo.entities if entity["type"] == "text_link"]
    assert links == [citation.source.url for citation in shown.citations]
    assert _uploaded(scene) == [f"population-{language}.png"]


async def test_people_see_that_it_is_on_its_way(scene: Scene) -> None:
    """While it is drawn, the chat shows that a photo is being uploaded."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("homeless", "en"))
    await person.press(answer.button("Chart"))
    assert await talk.next_action(within=LONG) == "upload_photo"


async def test_a_chart_is_drawn_once_for_all(scene: Scene) -> None:
    """The second person gets the file that Telegram has; another language is another picture."""
    _, first = await _charted(scene)
    _, second = await _charted(scene)
    assert first["photo"] == second["photo"]
    await _charted(scene, "ru")
    assert _uploaded(scene) == ["population-en.png", "population-ru.png"]


async def test_who_asks_while_it_is_drawn_gets_the_same(scene: Scene) -> None:
    """Ten people at once cost one drawing and one upload."""
    people = [scene.person("en") for _ in range(10)]
    answers = [await person.private().ask(scene.title("homeless", "en")) for person in people]
    for person, answer in zip(people, answers, strict=True):
        person.tap(answer.button("Chart"))
    photos = [await person.private().next_message(within=LONG) for person in people]
    assert len({photo["photo"][0]["file_id"] for photo in photos}) == 1
    assert _uploaded(scene) == ["homeless-en.png"]


async def test_new_knowledge_is_drawn_anew(scene: Scene) -> None:
    """After an edit of a figure the old picture serves no more; one that is the same still does."""
    _, before = await _charted(scene)
    _, same = await _charted(scene, topic="homeless")
    old = scene.app.services.library.answerer
    fact = next(fact for fact in old.base.facts.values() if fact.series == "population")
    changed = fact.model_copy(update={"as_of": old.base.facts["homeless-2022-07"].as_of})
    base = replace(old.base, facts={**old.base.facts, fact.id: changed})
    library = Library(Answerer(base, old.matcher))
    scene.app.services = replace(scene.app.services, library=library)  # type: ignore[arg-type]
    _, after = await _charted(scene)
    _, still = await _charted(scene, topic="homeless")
    assert after["photo"] != before["photo"]
    assert still["photo"] == same["photo"]


async def test_a_file_that_telegram_lost_is_sent_again(scene: Scene) -> None:
    """An id that is refused costs a second drawing, and the person gets the chart."""
    await _charted(scene, topic="homeless")
    scene.api.faults.refuse(400, "Bad Request: wrong file identifier/HTTP URL specified", "sendPhoto")
    _, photo = await _charted(scene, topic="homeless")
    assert photo["photo"]
    assert _uploaded(scene) == ["homeless-en.png"] * 2


async def test_all_charts_are_listed(scene: Scene) -> None:
    """/charts offers each chart by its title, and a press sends it."""
    person = scene.person("en")
    talk = person.private()
    listed = await talk.ask("/charts")
    titles = [scene.base.charts[id_].title.en for id_ in drawn(scene.base)]
    assert [button.text for button in listed.buttons] == titles
    await person.press(listed.buttons[-1])
    photo = await talk.next_message(within=LONG)
    assert photo.text.startswith(titles[-1])


async def test_a_topic_without_a_series_has_no_button(scene: Scene) -> None:
    """Nothing is offered that can't be sent."""
    talk = scene.person("en").private()
    assert chart_of(scene.base, scene.base.topics["mayor"]) is None
    answer = await talk.ask(scene.title("mayor", "en"))
    assert not [button for button in answer.buttons if "Chart" in button.text]


@pytest.mark.parametrize("forged", ["casualties-by-year", "no-such-series"])
async def test_a_series_that_is_not_drawn_can_not_be_forged(scene: Scene, forged: str) -> None:
    """A button of another version, or of somebody's own making, gets a kind answer and no picture."""
    person = scene.person("en")
    answer = await person.private().ask(scene.title("population", "en"))
    told = await person.press(answer.buttons[0], data=data(ShowChart("en", forged)))
    assert told.show_alert
    assert await scene.quiet(person.private())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_chart_can_be_sent(scene: Scene, language: Language) -> None:
    """Each chart of the knowledge is a photo that Telegram takes, its words whole in the one caption."""
    person = scene.person(language)
    talk = person.private()
    listed = await talk.ask("/charts")
    for button, id_ in zip(listed.buttons, drawn(scene.base), strict=True):
        await person.press(button)
        photo = await talk.next_message(within=LONG)
        last = chart(scene.base, id_, language).citations[-1]
        assert photo.text.endswith(f"{last.source.publisher}, {last.date}")
        stored = scene.api.world.files.find(photo["photo"][0]["file_id"])
        assert stored is not None
        width, height = dimensions(stored.data) or (0, 0)
        assert width == 1080
        assert height < 3 * width
    assert await scene.quiet(talk)
