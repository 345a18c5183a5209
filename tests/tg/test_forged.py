"""What anybody can forge: payloads of /start, callback data, inline offsets, names with markup, commands of admins."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.tg.conftest import Scene

FORGED = [
    "no-such-topic_uk",
    "_uk",
    "..%2f..%2fetc_passwd",
    "<b>population</b>",
    "population'; DROP TABLE feedback",
    "' OR 1=1 --",
    "{0.__class__}",
    "%s%n",
    "\x00\x1b[2J",
    "🏙" * 30,
    "a" * 4000,
]


@pytest.mark.parametrize("payload", FORGED)
async def test_a_forged_payload_greets(scene: Scene, payload: str) -> None:
    """A payload that no link of the bot has leads to the greeting, and stands nowhere in it."""
    greeting = await scene.person("en").private().ask(f"/start {payload}")
    assert greeting.text.startswith(scene.base.city.bot.in_("en"))
    assert payload not in greeting.text


@pytest.mark.parametrize("data", [*(text[:60] for text in FORGED), "1:t:uk:c:no-such-topic", "1:f:uk:y:no-such-topic"])
async def test_forged_callback_data_does_nothing(scene: Scene, data: str) -> None:
    """The person is told that the button is of no use; nothing is stored, sent or changed."""
    person = scene.person("en")
    answer = await person.private().ask(scene.title("population", "en"))
    told = await person.press(answer.buttons[0], data=data)
    assert told.text.startswith("This button is from an earlier version of the bot.")
    await scene.settled()
    forgotten = asdict(await scene.store.forget(scene.pseudonym(person)))
    assert {kind for kind, rows in forgotten.items() if rows} == {"sent_answers"}, "the answer before, and nothing else"


@pytest.mark.parametrize("offset", ["-1", "1e9", "99999999999999999999", "١٠", "'", "\x00"])
async def test_a_forged_inline_offset_is_the_first_page(scene: Scene, offset: str) -> None:
    """An offset that the bot did not give begins anew."""
    person = scene.person("en")
    first = await person.type_inline(None, "shelter")
    forged = await person.type_inline(None, "shelter", offset=offset)
    assert [result.title for result in forged.results] == [result.title for result in first.results]


@pytest.mark.parametrize("command", ["/stats", "/gaps", "/reload"])
async def test_commands_of_admins_are_unknown_to_others(scene: Scene, command: str) -> None:
    """To anybody but an admin, and to an admin in a group, such a command does not exist."""
    admin, other = scene.person("en"), scene.person("en")
    assert (await other.private().ask(command)).text.startswith("I do not know this command.")
    group = scene.api.group(admin, other)
    for person in (admin, other):
        talk = person.within(group)
        await talk.say(command)
        assert await scene.quiet(talk)
    assert not (await admin.private().ask(command)).text.startswith("I do not know this command.")


async def test_a_question_is_never_markup(scene: Scene) -> None:
    """What a person writes can't close a tag, open a link or mention somebody in what the bot says."""
    for text in ('</b><a href="https://evil.example">click</a>', "<tg-spoiler>", "&lt;b&gt;", "[x](tg://user?id=1)"):
        reply = await scene.person("en").private().ask(text)
        assert "evil.example" not in reply.text
        assert not [found for found in reply.get("entities", ()) if found["type"] in {"text_link", "spoiler"}]
