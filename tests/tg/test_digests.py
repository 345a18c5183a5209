"""Weekly digests: nobody gets one twice, and nobody is missed."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.demo.botapi.people import Person
from bot.model.language import Language
from bot.tg.digests import Digests, week_of
from bot.tg.rounds import Rounds
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene
from tests.tg.restarting import edit, restarted

TITLES: dict[Language, str] = {"uk": "Харків: новини тижня", "ru": "Харьков: новости недели", "en": "Kharkiv: news of"}
BUTTONS: dict[Language, str] = {"uk": "щотижневий", "ru": "еженедельный", "en": "weekly"}


@pytest.fixture
def shelf(small_folder: Path) -> Shelf:
    """Return a small knowledge that the test may change."""
    return Shelf(small_folder)


def publish(scene: Scene, number: int, day: dt.date) -> None:
    """Add a fact to the knowledge in use, dated `day`."""
    folder = scene.app.services.library.folder
    says = "".join(f'\n      {tongue}: "{word} {{count}}."' for tongue, word in SAYS.items())
    fact = (
        f'  bridges-{number}:\n    sources: [gazette]\n    as_of: "2025-10"\n    by: mayor\n'
        f'    added: "{day}"\n    values: {{count: {number}}}\n    says:{says}\n'
    )
    edit(
        folder, "topics/people.yaml", ("topics:\n", f"{fact}topics:\n"), ("[mayor-now", f"[mayor-now, bridges-{number}")
    )
    assert scene.app.services.library.reload() == []


SAYS = {"uk": "Мостів", "ru": "Мостов", "en": "Bridges:"}


async def subscribed(scene: Scene, language: Language = "uk") -> Person:
    """Return a new person who has subscribed."""
    person = scene.person(language)
    shown = await person.private().ask("/changes")
    await person.press(shown.button(BUTTONS[language]))
    await person.private().next_edit()
    await scene.settled()
    return person


async def look(scene: Scene) -> None:
    """Let the bot look once for what is due."""
    await Rounds(scene.app).once()
    await scene.settled()


async def digests_of(scene: Scene, person: Person) -> list[str]:
    """Return the digests that came since this was asked last."""
    await scene.settled()
    return [(await person.private().next_message()).text for _ in await person.private().silence(0)]


async def next_monday(scene: Scene) -> None:
    """Let the time come at which digests go out."""
    await look(scene)  # the bot runs all week
    week = week_of(scene.clock()) + dt.timedelta(days=7)
    scene.clock.now = dt.datetime.combine(week, dt.time(7, 0, 1), tzinfo=dt.UTC)


def test_digests_are_due_on_monday_morning() -> None:
    """Until seven o'clock UTC the week before is the last that is due; other zones mean the same moment."""
    monday = dt.date(2026, 3, 30)
    assert week_of(dt.datetime(2026, 3, 30, 7, tzinfo=dt.UTC)) == monday
    assert week_of(dt.datetime(2026, 4, 6, 6, 59, 59, tzinfo=dt.UTC)) == monday
    kyiv = dt.timezone(dt.timedelta(hours=3))
    assert week_of(dt.datetime(2026, 4, 6, 9, 59, tzinfo=kyiv)) == monday
    assert week_of(dt.datetime(2026, 4, 6, 10, tzinfo=kyiv)) == dt.date(2026, 4, 6)


async def test_each_gets_the_weeks_news_in_their_language(scene: Scene) -> None:
    """The digest comes on the next Monday, once, with source and date, and what is new alone."""
    people: dict[Language, Person] = {tongue: await subscribed(scene, tongue) for tongue in TITLES}
    publish(scene, 7, scene.clock().date())
    await look(scene)
    await next_monday(scene)
    for person in people.values():
        await digests_of(scene, person)
    for _ in range(3):
        await look(scene)
    for tongue, person in people.items():
        (digest,) = await digests_of(scene, person)
        assert digest.startswith(TITLES[tongue])
        assert f"{SAYS[tongue]} 7." in digest
        assert "The Gazette" in digest
        assert "1 300 000" not in digest.replace("\xa0", " ")
    await next_monday(scene)
    await look(scene)
    assert [await digests_of(scene, person) for person in people.values()] == [[], [], []]
    counts = (await scene.store.statistics(dt.date.min)).counts
    assert (counts["digest-sent"], counts["digest-empty"]) == (3, 3)


async def test_a_chosen_language_outranks_that_of_the_subscription(scene: Scene) -> None:
    """Who chose a language for all answers reads the digest in it, too."""
    person = await subscribed(scene, "uk")
    await scene.store.set_language(scene.pseudonym(person), "ru")
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    await look(scene)
    assert (await digests_of(scene, person))[-1].startswith(TITLES["ru"])


async def test_one_tap_ends_it(scene: Scene) -> None:
    """The button under the digest asks nothing, works again and again, and can be taken back."""
    person = await subscribed(scene, "en")
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    await digests_of(scene, person)
    await look(scene)
    digest = await person.private().next_message()
    button = digest.button("No more weekly digests")
    assert (await person.press(button)).text == "Done: no more weekly digests."
    assert (await person.private().next_edit()).buttons[-1].text == "Send me a weekly digest"
    assert (await person.press(button)).text == "Done: no more weekly digests."
    publish(scene, 8, scene.clock().date())
    await next_monday(scene)
    await look(scene)
    assert await digests_of(scene, person) == []
    assert (await scene.store.forget(scene.pseudonym(person))).subscriptions == 0


async def test_the_button_works_under_a_message_of_long_ago(scene: Scene) -> None:
    """Telegram gives such a message without its content; who wants no more digests gets none all the same."""
    person = await subscribed(scene, "en")
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    await digests_of(scene, person)
    await look(scene)
    digest = await person.private().next_message()
    person.private().delete(digest)
    assert (await person.press(digest.button("No more"))).text == "Done: no more weekly digests."
    assert not await scene.app.services.subscriptions.has(scene.pseudonym(person))


async def test_a_restart_in_the_midst_sends_the_rest(scene: Scene) -> None:
    """Telegram stops the first bot after some; another start sends to the others, and to nobody again."""
    people = [await subscribed(scene) for _ in range(7)]
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    for person in people:
        await digests_of(scene, person)
    sending = asyncio.create_task(Digests(scene.app).send_due())
    async with asyncio.timeout(10):
        while sum([len(await person.private().silence(0)) for person in people]) < 3:
            await scene.api.next_call("sendMessage")
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    got = sum([len(await person.private().silence(0)) for person in people])
    assert 3 <= got < 7
    async with restarted(scene) as app:
        await Rounds(app).once()
        await Rounds(app).once()
    assert [len(await digests_of(scene, person)) for person in people] == [1] * 7


async def test_several_bots_send_each_digest_once(scene: Scene) -> None:
    """Two replicas at the same time share the digests."""
    people = [await subscribed(scene) for _ in range(8)]
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    for person in people:
        await digests_of(scene, person)
    async with restarted(scene) as second, restarted(scene) as third:
        await asyncio.gather(*(Rounds(app).once() for app in (scene.app, second, third)))
    assert [len(await digests_of(scene, person)) for person in people] == [1] * 8


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # the library's own, at each 429
async def test_a_limit_of_telegram_is_waited_out(scene: Scene) -> None:
    """What was refused for its rate was not sent: the next look sends it."""
    people = [await subscribed(scene) for _ in range(3)]
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    for person in people:
        await digests_of(scene, person)
    scene.api.faults.too_many("sendMessage")
    await look(scene)
    assert [await digests_of(scene, person) for person in people] == [[], [], []]
    await look(scene)
    assert [len(await digests_of(scene, person)) for person in people] == [1, 1, 1]


async def test_while_telegram_is_away_no_digest_is_risked(scene: Scene) -> None:
    """Neither a server that can't be reached nor one that answers with errors costs anybody a digest."""
    people = [await subscribed(scene) for _ in range(2)]
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    for person in people:
        await digests_of(scene, person)
    await scene.api.stop()
    await look(scene)
    await scene.api.start()
    scene.api.faults.refuse(502, method="getMe", times=2)
    await look(scene)
    await look(scene)
    assert [await digests_of(scene, person) for person in people] == [[], []]
    await look(scene)
    assert [len(await digests_of(scene, person)) for person in people] == [1, 1]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_digest_of_unknown_fate_is_not_repeated_but_its_news_are(scene: Scene, *, arrived: bool) -> None:
    """A connection that is cut in the midst: nobody gets the week's digest twice; the next tells both weeks' news."""
    person = await subscribed(scene, "en")
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    await digests_of(scene, person)
    scene.api.faults.cut("sendMessage", after=arrived)
    for _ in range(3):
        await look(scene)
    assert len(await digests_of(scene, person)) == arrived
    publish(scene, 8, scene.clock().date())
    await next_monday(scene)
    await look(scene)
    (digest,) = await digests_of(scene, person)
    assert "Bridges: 7." in digest
    assert "Bridges: 8." in digest
    await next_monday(scene)
    await look(scene)
    assert await digests_of(scene, person) == []
    counts = (await scene.store.statistics(dt.date.min)).counts
    assert (counts["digest-unsure"], counts["digest-caught-up"]) == (1, 1)


async def test_who_blocked_the_bot_is_forgotten(scene: Scene) -> None:
    """A refusal ends the subscription and stops nobody else's digest."""
    people = [await subscribed(scene) for _ in range(3)]
    publish(scene, 7, scene.clock().date())
    people[1].block()
    await next_monday(scene)
    for person in people:
        await digests_of(scene, person)
    await look(scene)
    assert [len(await digests_of(scene, person)) for person in people] == [1, 0, 1]
    assert not await scene.app.services.subscriptions.has(scene.pseudonym(people[1]))


async def test_another_secret_ends_subscriptions(scene: Scene) -> None:
    """What can't be opened any more is deleted, and stops nothing."""
    person = await subscribed(scene)
    publish(scene, 7, scene.clock().date())
    await next_monday(scene)
    await digests_of(scene, person)
    async with restarted(scene, b"quite another secret") as app:
        await Rounds(app).once()
    assert await digests_of(scene, person) == []
    assert not await scene.app.services.subscriptions.has(scene.pseudonym(person))


async def test_an_edit_that_comes_late_is_told_once(scene: Scene) -> None:
    """A fact whose day had passed when it went live stands in the next digest, and in that alone."""
    person = await subscribed(scene, "en")
    await next_monday(scene)
    await look(scene)
    await digests_of(scene, person)
    publish(scene, 9, scene.clock().date() - dt.timedelta(days=10))
    await next_monday(scene)
    await look(scene)
    (digest,) = await digests_of(scene, person)
    assert "Bridges: 9." in digest
    await next_monday(scene)
    await look(scene)
    assert await digests_of(scene, person) == []


async def test_a_long_digest_is_paged(scene: Scene) -> None:
    """One message comes; its buttons turn the pages, each with sources of its own, and the way out stays."""
    person = await subscribed(scene, "en")
    for number in range(11, 61):
        publish(scene, number, scene.clock().date())
    await next_monday(scene)
    await digests_of(scene, person)
    await look(scene)
    digest = await person.private().next_message()
    assert "(page 1 of " in digest.text
    seen = digest.text
    while any(button.text == "Next ›" for button in digest.buttons):
        await person.press(digest.button("Next ›"))
        digest = await person.private().next_edit()
        assert digest.buttons[-1].text == "No more weekly digests"
        assert "The Gazette" in digest.text
        seen += digest.text
    assert all(seen.count(f"Bridges: {number}.") == 1 for number in range(11, 61))
    assert await digests_of(scene, person) == []
