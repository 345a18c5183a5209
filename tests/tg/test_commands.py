"""The commands of the private chat."""

from __future__ import annotations

import re

import pytest

from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import ShowThemes, parse
from bot.tg.links import payload
from tests.tg.conftest import Scene, topics_behind

COMMANDS = [
    *("/start", "/help", "/topics", "/changes", "/sources", "/language"),
    *("/about", "/privacy", "/forget", "/cancel", "/ask"),
]

SOURCE = re.compile(r"\d+\. ")
"""A source, whose title is in its own language."""

CYRILLIC = {"uk": "іїєґ", "ru": "ыэъё"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [*COMMANDS, "/nonsense"])
async def test_every_command_answers_in_the_persons_language(scene: Scene, command: str, language: Language) -> None:
    """Each command is answered by one message in the language of the person's app."""
    talk = scene.person(language).private()
    reply = await talk.ask(command)
    others = "".join(letters for tongue, letters in CYRILLIC.items() if tongue != language)
    words = "".join(line for line in reply.text.splitlines() if not SOURCE.match(line))
    assert reply.text
    assert not set(others) & set(words.casefold().replace("українська", "").replace("русский", ""))
    assert await scene.quiet(talk)


async def test_start_greets_and_shows_where_to_begin(scene: Scene) -> None:
    """The greeting names the bot, offers three questions of safety, and the way to all themes."""
    greeting = await scene.person().private().ask("/start")
    assert greeting.text.startswith(scene.base.city.bot.uk)
    topics = topics_behind(greeting)
    assert len(topics) == 3
    assert all(scene.base.themes[scene.base.topics[topic].theme].safety for topic in topics)
    assert parse(greeting.buttons[-1].data) == ShowThemes("uk")


@pytest.mark.parametrize(("link", "shown"), [("population", "uk"), (payload("population", "en"), "en")])
async def test_a_deep_link_shows_its_topic(scene: Scene, link: str, shown: Language) -> None:
    """A topic's link shows its answer, in the language in which the link was seen."""
    person = scene.person("uk")
    await person.start(link)
    assert (await person.private().next_message()).text.startswith(scene.title("population", shown))


async def test_a_chosen_language_outranks_the_links(scene: Scene) -> None:
    """A person who chose Russian reads Russian, whoever sent the link."""
    person = scene.person("uk")
    await scene.store.set_language(scene.pseudonym(person), "ru")
    await person.start(payload("population", "en"))
    assert (await person.private().next_message()).text.startswith(scene.title("population", "ru"))


@pytest.mark.parametrize("link", ["ask", "nothing-like-this", "population_xx_", "__", "-", "A" * 64])
async def test_a_forged_link_greets(scene: Scene, link: str) -> None:
    """A payload that names no topic is an ordinary start."""
    person = scene.person("en")
    await person.start(link)
    reply = (await person.private().next_message()).text
    expected = scene.title("population", "en") if link.startswith("population") else scene.base.city.bot.en
    assert reply.startswith(expected)


async def test_forget_says_what_it_deleted(scene: Scene) -> None:
    """Preferences, ratings and questions go, also those that still wait to be written; then nothing is left."""
    person = scene.person("en")
    talk = person.private()
    language = await talk.ask("/language en")
    assert "English" in language.text
    answer = await talk.ask(scene.title("population", "en"))
    await person.press(answer.buttons[0])
    await talk.ask(scene.unanswerable("en"))
    changes = await talk.ask("/changes")
    await person.press(changes.button("Send me a weekly digest"))
    assert (await talk.ask("/forget")).text == (
        "Deleted. Chosen languages: 1. Ratings: 1. Questions: 2. "
        "Days of /changes: 1. Weekly digests: 1. Answers that I could have corrected: 1."
    )
    assert (await talk.ask("/forget")).text == "Nothing is kept about you."
    assert await scene.store.language_of(scene.pseudonym(person)) is None


async def test_forget_leaves_others_alone(scene: Scene) -> None:
    """Nobody can delete what another person said."""
    ann, bob = scene.person("en"), scene.person("en")
    await ann.private().ask(scene.unanswerable("en"))
    await bob.private().ask("/forget")
    await scene.settled()
    assert len(await scene.store.asked("unanswered")) == 1


async def test_cancel_ends_the_follow_up(scene: Scene) -> None:
    """After an answer the next question can be made to stand for itself; otherwise there is nothing to cancel."""
    talk = scene.person("en").private()
    assert (await talk.ask("/cancel")).text == "There is nothing to cancel."
    await talk.ask(scene.title("mayor", "en"))
    assert (await talk.ask("/cancel")).text == "Fine: the next question stands for itself."
    assert (await talk.ask("/cancel")).text == "There is nothing to cancel."


async def test_about_and_privacy_name_the_operator(scene: Scene) -> None:
    """Who runs the bot is shown, escaped, where people look for it."""
    talk = scene.person().private()
    for command in ("/about", "/privacy"):
        assert "ops@example.org <&>" in (await talk.ask(command)).text


async def test_ask_works_in_private_too(scene: Scene) -> None:
    """/ask with a question is the question; alone it says how, as often as it is sent."""
    talk = scene.person().private()
    assert (await talk.ask(f"/ask {scene.title('population')}")).text.startswith(scene.title("population"))
    first, second = await talk.ask("/ask"), await talk.ask("/ask")
    assert first.text == second.text


async def test_admins_commands_do_not_exist_for_others(scene: Scene) -> None:
    """Who is no admin learns nothing from the commands of admins."""
    admin, other = scene.person(), scene.person()
    assert admin.id in scene.app.services.admins
    unknown = (await other.private().ask("/nonsense")).text
    for command in ("/stats", "/gaps", "/reload"):
        assert (await other.private().ask(command)).text == unknown
        await admin.private().say(command)
        assert (await admin.private().next_message(within=60)).text != unknown


async def test_a_store_that_fails_is_said(scene: Scene) -> None:
    """What can't be deleted, shown or chosen is not pretended to be."""
    admin = scene.person("en")
    talk = admin.private()
    picker = await talk.ask("/language")
    answer = await talk.ask(scene.title("population", "en"))
    await scene.break_store()
    assert (await talk.ask("/forget")).text == "It could not be deleted now. Please try again later."
    for command in ("/stats", "/gaps"):
        assert (await talk.ask(command)).text == "The database cannot be read now. Please try again later."
    await admin.press(picker.buttons[0])
    assert (await talk.next_edit()).text == "The choice could not be saved. Please try again later."
    await admin.press(answer.buttons[0])
    assert (await talk.next_edit()).buttons[0].text == "The rating was not saved. Try again"
