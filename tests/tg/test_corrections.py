"""Answers corrected where they stand, once a fact in them changes."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.demo.botapi.messages import Message
from bot.demo.botapi.talks import Talk
from bot.model.language import LANGUAGES, Language
from bot.store.sent import KEPT
from bot.tg.rounds import Rounds
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene
from tests.tg.restarting import edit, restarted

PEOPLE = "topics/people.yaml"
FIGURE = ("{people: 1300000}", "{people: 1100000}")
WHY = 'why: {uk: "Порахували двічі.", ru: "Посчитали дважды.", en: "Counted twice."}'
TITLE: dict[Language, str] = {
    "uk": "Виправлено 1 квітня 2026.",
    "ru": "Исправлено 1 апреля 2026.",
    "en": "Corrected on 1 April 2026.",
}

Change = Callable[..., Awaitable[None]]


@pytest.fixture
def shelf(small_folder: Path) -> Shelf:
    """Return a small knowledge that the test may change."""
    return Shelf(small_folder)


@pytest.fixture
def change(scene: Scene) -> Change:
    """Return what edits the knowledge, reloads it, and lets the bot look."""

    async def changed(file: str, *changes: tuple[str, str]) -> None:
        await scene.settled()
        edit(scene.app.services.library.folder, file, *changes)
        assert scene.app.services.library.reload() == []
        await Rounds(scene.app).once()
        await scene.settled()

    return changed


def now(talk: Talk, message: Message) -> Message:
    """Return what a message says now."""
    return next(one for one in talk.messages if one.id == message.id)


def edits(scene: Scene) -> int:
    """Return how many edits the bot asked for."""
    return sum(call.method == "editMessageText" for call in scene.api.calls)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_changed_figure_corrects_the_answer_once(scene: Scene, change: Change, language: Language) -> None:
    """The answer says the new figure and when it was corrected, keeps its buttons, and is then left alone."""
    talk = scene.person(language).private()
    answer = await talk.ask(scene.title("population", language))
    await change(PEOPLE, FIGURE)
    corrected = await talk.next_edit()
    assert corrected.id == answer.id
    assert corrected.text.splitlines()[:3] == [scene.title("population", language), "", TITLE[language]]
    assert [button.data for button in corrected.buttons] == [button.data for button in answer.buttons]
    assert ("1,1" in corrected.text, "1.1" in corrected.text) in {(True, False), (False, True)}
    for _ in range(2):
        await Rounds(scene.app).once()
    assert edits(scene) == 1
    assert await scene.quiet(talk)
    await change(PEOPLE, ("{people: 1100000}", "{people: 1000000}"))
    assert TITLE[language] in (await talk.next_edit()).text


async def test_other_answers_are_left_alone(scene: Scene, change: Change) -> None:
    """An answer without the fact, a mended word, a new fact, another id: nobody hears of them."""
    talk = scene.person("uk").private()
    await talk.ask(scene.title("mayor"))
    await change(PEOPLE, FIGURE)
    await talk.ask(scene.title("population"))
    await change(PEOPLE, ("У місті живе", "У нашому місті живе"))
    await change(
        PEOPLE, ("  population-2025:\n", "  people-2025:\n"), ("facts: [population-2025", "facts: [people-2025")
    )
    await change("topics/safety.yaml", ("[shelters-2022]", "[shelters-2022, mayor-now]"))
    assert edits(scene) == 0


async def test_words_that_change_in_all_languages_are_a_correction(scene: Scene, change: Change) -> None:
    """A fact without figures can change its meaning, too."""
    talk = scene.person("uk").private()
    await talk.ask(scene.title("shelters"))
    await change(
        "topics/safety.yaml",
        ("Найближче укриття — метро.", "Метро не є укриттям."),
        ("Ближайшее укрытие — метро.", "Метро не является укрытием."),
        ("The nearest shelter is the metro.", "The metro is no shelter."),
    )
    assert "Метро не є укриттям." in (await talk.next_edit()).text


async def test_an_editors_reason_is_given(scene: Scene, change: Change) -> None:
    """A fact that is marked as corrected corrects its answers, with the reason."""
    talk = scene.person("en").private()
    await talk.ask(scene.title("population", "en"))
    mark = f'by: mayor\n    corrected: {{date: "2026-03-31", {WHY}}}\n    series: population\n    values: {{people: 13'
    await change(PEOPLE, ("by: mayor\n    series: population\n    values: {people: 13", mark))
    assert "Corrected on 31 March 2026: Counted twice." in (await talk.next_edit()).text


@pytest.mark.parametrize("deleted", [False, True])
async def test_a_withdrawn_fact_leaves_the_answer(scene: Scene, change: Change, *, deleted: bool) -> None:
    """The answer is given without it; the reason is told where the fact was withdrawn and not just deleted."""
    talk = scene.person("en").private()
    await talk.ask(scene.title("population", "en"))
    gone = f'  population-2025:\n    withdrawn: {{date: "2026-03-31", {WHY}}}\n'
    changes = [("facts: [population-2025, population-2024]", "facts: [population-2024]")]
    if deleted:
        text = (scene.app.services.library.folder / PEOPLE).read_text("utf-8")
        fact = text[text.index("  population-2025:") : text.index("  population-2024:")]
        changes.append((fact, ""))
    else:
        changes.append(("  population-2025:\n", gone))
    await change(PEOPLE, *changes)
    corrected = (await talk.next_edit()).text
    assert ("Corrected on 1 April 2026." if deleted else "Withdrawn on 31 March 2026: Counted twice.") in corrected
    assert "1.3" not in corrected
    assert "1.2" in corrected


async def test_an_answer_without_any_fact_left_says_so(scene: Scene, change: Change) -> None:
    """Where the whole topic went, the answer gives way to that word, and is not looked at again."""
    talk = scene.person("en").private()
    await talk.ask(scene.title("mayor", "en"))
    folder = scene.app.services.library.folder
    for language in LANGUAGES:
        file = folder / f"questions/{language}/all.yaml"
        text = file.read_text("utf-8")
        file.write_text(text[: text.index("mayor:")] + text[text.index("shelters:") :], "utf-8")
    text = (folder / PEOPLE).read_text("utf-8")
    topic = text[text.index("  mayor:\n    title") :]
    await change(
        PEOPLE,
        (topic, ""),
        ("related: [mayor, shelters]", "related: [shelters]"),
        ("  mayor-now:\n", f'  mayor-now:\n    withdrawn: {{date: "2026-03-31", {WHY}}}\n'),
    )
    expected = "Withdrawn on 31 March 2026: Counted twice.\n\nI have no cited answer to that any more."
    assert (await talk.next_edit()).text == expected
    assert await scene.app.services.sent.editions() != {}
    await scene.store.purge(scene.clock())
    assert await scene.app.services.sent.editions() == {}


async def test_what_changed_while_the_bot_was_away_is_corrected_at_its_start(scene: Scene) -> None:
    """Another process over the same store corrects each answer once, and so does no third one."""
    people = [scene.person() for _ in range(3)]
    for person in people:
        await person.private().ask(scene.title("population"))
    await scene.settled()
    edit(scene.app.services.library.folder, PEOPLE, FIGURE)
    for _ in range(2):
        async with restarted(scene) as app:
            await Rounds(app).once()
    assert edits(scene) == 3
    assert all([TITLE["uk"] in (await person.private().next_edit()).text for person in people])


async def test_a_stop_in_the_midst_leaves_the_rest_to_the_next(scene: Scene) -> None:
    """Those that were corrected are not corrected again, and none is missed."""
    talks = [scene.person().private() for _ in range(8)]
    answers = [await talk.ask(scene.title("population")) for talk in talks]
    edit(scene.app.services.library.folder, PEOPLE, FIGURE)
    scene.app.services.library.reload()
    looking = asyncio.create_task(Rounds(scene.app).once())
    for _ in range(3):
        await scene.api.next_call("editMessageText", within=20)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert 3 <= edits(scene) < 8
    async with restarted(scene) as app:
        await Rounds(app).once()
    said = [now(talk, answer).text for talk, answer in zip(talks, answers, strict=True)]
    assert [TITLE["uk"] in text for text in said] == [True] * 8
    assert edits(scene) <= 9


async def test_after_a_crash_another_takes_over(scene: Scene) -> None:
    """What a killed process held is free after a minute."""
    talk = scene.person().private()
    await talk.ask(scene.title("population"))
    await scene.settled()
    services = scene.app.services
    (edition,) = await services.sent.editions()
    later = services.clock() + dt.timedelta(seconds=60)
    assert await services.sent.hold([edition], services.clock(), later, 9)
    edit(services.library.folder, PEOPLE, FIGURE)
    async with restarted(scene) as app:
        await Rounds(app).once()
        assert edits(scene) == 0
        scene.clock.forward(seconds=61)
        await Rounds(app).once()
    assert edits(scene) == 1


async def test_several_bots_correct_each_answer_once(scene: Scene) -> None:
    """Two replicas at the same time share the corrections."""
    for _ in range(8):
        await scene.person().private().ask(scene.title("population"))
    await scene.settled()
    edit(scene.app.services.library.folder, PEOPLE, FIGURE)
    async with restarted(scene) as first, restarted(scene) as second:
        await asyncio.gather(Rounds(first).once(), Rounds(second).once())
    assert edits(scene) == 8


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # the library's own, at each 429
async def test_what_telegram_refuses_for_now_is_tried_again(scene: Scene, change: Change) -> None:
    """Limits, errors and cuts delay a correction; an edit that arrived nevertheless is repeated without harm."""
    talks = [scene.person().private() for _ in range(4)]
    answers = [await talk.ask(scene.title("population")) for talk in talks]
    scene.api.faults.too_many("editMessageText")
    await change(PEOPLE, FIGURE)
    scene.api.faults.refuse(502, method="editMessageText")
    await Rounds(scene.app).once()
    scene.api.faults.cut("editMessageText", after=True)
    await Rounds(scene.app).once()
    await Rounds(scene.app).once()
    assert all(TITLE["uk"] in now(talk, answer).text for talk, answer in zip(talks, answers, strict=True))
    before = edits(scene)
    await Rounds(scene.app).once()
    assert edits(scene) == before


async def test_a_message_that_is_gone_stops_nobody(scene: Scene, change: Change) -> None:
    """A deleted answer, or a person who blocked the bot, is passed over for good."""
    talks = [scene.person().private() for _ in range(3)]
    answers = [await talk.ask(scene.title("population")) for talk in talks]
    talks[0].delete(answers[0])
    talks[1].person.block()
    await change(PEOPLE, FIGURE)
    assert TITLE["uk"] in now(talks[2], answers[2]).text
    before = edits(scene)
    await Rounds(scene.app).once()
    assert edits(scene) == before
    counts = (await scene.store.statistics(dt.date.min)).counts
    assert (counts["answer-corrected"], counts["correction-impossible"]) == (1, 2)


async def test_answers_in_groups_and_from_inline_results_are_corrected(scene: Scene, change: Change) -> None:
    """Wherever an answer stands, it is corrected in the form that it has there."""
    person = scene.person("en")
    group = scene.api.group(person)
    title = scene.title("population", "en")
    await person.within(group).say(f"/ask {title}")
    answer = await person.within(group).next_message()
    inline = await person.choose_inline(await person.type_inline(group, title))
    await scene.settled()
    await change(PEOPLE, FIGURE)
    for message in (answer, inline):
        corrected = now(person.within(group), message)
        assert TITLE["en"] in corrected.text
        assert [button.text for button in corrected.buttons] == [button.text for button in message.buttons]


async def test_after_fourteen_days_nothing_is_kept(scene: Scene, change: Change) -> None:
    """An older answer stays as it was."""
    await scene.person().private().ask(scene.title("population"))
    await scene.settled()
    scene.clock.now += KEPT + dt.timedelta(seconds=1)
    assert await scene.store.purge(scene.clock()) == 1
    await change(PEOPLE, FIGURE)
    assert edits(scene) == 0


async def test_who_is_forgotten_is_not_reached(scene: Scene, change: Change) -> None:
    """After /forget no address of the person's answers is left."""
    talk = scene.person("en").private()
    await talk.ask(scene.title("population", "en"))
    assert "Answers that I could have corrected: 1." in (await talk.ask("/forget")).text
    await change(PEOPLE, FIGURE)
    assert edits(scene) == 0


async def test_a_message_that_says_something_else_now_is_left_alone(scene: Scene, change: Change) -> None:
    """A question edited into another, and a list of topics that took an answer's place, are not overwritten."""
    talk = scene.person("en").private()
    question = await talk.say(scene.title("population", "en"))
    await talk.next_message()
    await talk.edit(question, scene.unanswerable("en"))
    changed = await talk.next_edit()
    themes = await talk.ask("/topics")
    await talk.person.press(themes.button("People"))
    await talk.person.press((await talk.next_edit()).button(scene.title("population", "en")))
    await talk.person.press((await talk.next_edit()).button("Back to the questions"))
    listed = await talk.next_edit()
    await scene.settled()
    await change(PEOPLE, FIGURE)
    assert now(talk, changed).text == changed.text
    assert now(talk, listed).text == listed.text


async def test_a_long_answer_is_corrected_in_its_messages(scene: Scene, change: Change) -> None:
    """Where fewer messages are needed, the last ones point above; where more would be, the answer is shortened."""
    long = " ".join(["слово"] * 500)
    await change(PEOPLE, ('uk: "Мер міста — {mayor}."', f'uk: "Мер міста — {{mayor}}. {long}. {long}."'))
    talk = scene.person().private()
    await talk.say(scene.title("mayor"))
    first, second = await talk.next_message(), await talk.next_message()
    await change(PEOPLE, (f" {long}. {long}.", ""), ("Ігор Перевірний", "Інший"))
    assert TITLE["uk"] in now(talk, first).text
    assert now(talk, second).text == "Виправлено в повідомленні вище."
    fresh = await talk.ask(scene.title("mayor"))
    await change(
        PEOPLE, ('uk: "Мер міста — {mayor}."', f'uk: "Мер міста — {{mayor}}. {long}. {long}."'), ("Інший", "Третій")
    )
    assert "Третій" in now(talk, fresh).text
    assert await scene.quiet(talk)


async def test_another_secret_drops_what_it_cannot_open(scene: Scene) -> None:
    """What can't be opened any more is deleted, and stops nothing."""
    await scene.person().private().ask(scene.title("population"))
    await scene.settled()
    edit(scene.app.services.library.folder, PEOPLE, FIGURE)
    async with restarted(scene, b"quite another secret") as app:
        await Rounds(app).once()
    await scene.store.purge(scene.clock())
    assert await scene.app.services.sent.editions() == {}
    assert edits(scene) == 0


async def test_who_asked_about_positions_is_not_kept(scene: Scene) -> None:
    """Of an answer on military positions nothing says who got it."""
    folder = scene.app.services.library.folder
    for file in (PEOPLE, *(f"questions/{language}/all.yaml" for language in LANGUAGES)):
        text = (folder / file).read_text("utf-8").replace("\n  mayor:\n", "\n  troop-positions:\n")
        (folder / file).write_text(
            text.replace("mayor:\n-", "troop-positions:\n-").replace("[mayor,", "[troop-positions,")
        )
    assert scene.app.services.library.reload() == []
    await scene.person().private().ask(scene.title("troop-positions"))
    await scene.settled()
    assert await scene.app.services.sent.editions() == {}


async def test_without_a_store_answers_go_out(scene: Scene) -> None:
    """What can't be noted can't be corrected, and that is all; the bot goes on looking."""
    await scene.break_store()
    talk = scene.person().private()
    assert scene.title("population") in (await talk.ask(scene.title("population"))).text
    await scene.settled()
    await Rounds(scene.app).once()
    assert edits(scene) == 0
