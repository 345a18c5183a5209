"""Questions in a private chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.answering.answerer import Answerer, Outcome
from bot.model.language import LANGUAGES, Language
from bot.tg.callbacks import Rate, ShowTopic, parse
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene, topics_behind


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_question_gets_a_cited_dated_answer(scene: Scene, language: Language) -> None:
    """The answer replies to the question, with it in bold, and ends with numbered links; nothing is previewed."""
    talk = scene.person("de").private()
    title = scene.title("population", language)
    asked = await talk.say(title)
    answer = await talk.next_message()
    assert answer.html.startswith(f"<b>{title}</b>")
    assert '\n1. <a href="https://' in answer.html
    assert answer["reply_to_message"]["message_id"] == asked.id
    assert answer["link_preview_options"] == {"is_disabled": True}


async def test_an_answer_can_be_rated_and_leads_on(scene: Scene) -> None:
    """Under an answer stand the two ratings, then related questions."""
    answer = await scene.person().private().ask(scene.title("population"))
    assert [parse(button.data) for button in answer.rows[0]] == [
        Rate("uk", "population", helpful=True),
        Rate("uk", "population", helpful=False),
    ]
    assert topics_behind(answer) == list(scene.base.topics["population"].related[:3])


async def test_a_person_in_doubt_is_offered_a_choice_that_becomes_the_answer(scene: Scene) -> None:
    """A suggestion that is pressed turns the choice into the answer, and the store learns what was meant."""
    person = scene.person("en")
    talk = person.private()
    choice = await talk.ask(_doubtful(scene))
    press = parse(choice.buttons[0].data)
    assert isinstance(press, ShowTopic)
    assert (await person.press(choice.buttons[0])).text == ""
    answer = await talk.next_edit()
    assert answer.id == choice.id
    assert answer.text.startswith(scene.title(press.topic, press.language))
    await scene.settled()
    assert (await scene.store.statistics(scene.clock().date())).counts["suggestion-chosen"] == 1
    assert (await scene.store.forget(scene.pseudonym(person))).questions == 1


async def test_without_an_answer_the_question_is_kept(scene: Scene) -> None:
    """A question without an answer is said so, and kept redacted for the maintainers."""
    person = scene.person()
    refusal = await person.private().ask(f"{scene.unanswerable()} Тел. 050 123 45 67")
    assert "джерел" in refusal.text
    await scene.settled()
    (kept,) = await scene.store.asked("all")
    assert "[phone]" in kept.text
    assert "123" not in kept.text


async def test_small_talk_is_not_kept(scene: Scene) -> None:
    """A greeting gets a greeting and is no unanswered question."""
    greeting = scene.whole.talk["greeting"]
    reply = await scene.person().private().ask(greeting.questions["uk"][0])
    assert reply.text.startswith(greeting.says.uk)
    await scene.settled()
    assert await scene.store.asked("all") == []


async def test_a_question_on_positions_is_counted_but_never_kept(scene: Scene) -> None:
    """Neither asked nor rated does the text of such a question reach the store; its outcome does."""
    person = scene.person()
    talk = person.private()
    answer = await talk.ask(scene.title("troop-positions"))
    await person.press(answer.buttons[1])
    await scene.settled()
    assert (await scene.store.forget(scene.pseudonym(person))).questions == 0
    assert (await scene.store.statistics(scene.clock().date())).outcomes == 1


async def test_a_doubtful_question_on_positions_is_not_kept(scene: Scene) -> None:
    """Where positions are only one of the things that a question may be about, its text is not kept either."""
    answerer, day = scene.app.services.library.answerer, scene.clock().date()
    examples = scene.whole.topics["troop-positions"].questions
    words = {word for language in LANGUAGES for text in examples[language] for word in text.split()}
    doubtful = [
        text
        for text in sorted(f"{one} {two}" for one in words for two in ("коли", "когда", "when"))
        if (outcome := answerer.ask(text, today=day)).decision == "suggest"
        and "troop-positions" in outcome.suggestions
        and not outcome.match.danger
    ]
    assert doubtful
    person = scene.person()
    await person.private().ask(doubtful[0])
    await scene.settled()
    assert (await scene.store.forget(scene.pseudonym(person))).questions == 0


async def test_an_outcome_is_counted_without_a_person(scene: Scene) -> None:
    """The journal holds how it was decided, in which language and kind of chat."""
    await scene.person().private().ask(scene.title("population"))
    await scene.settled()
    (row,) = (await scene.store.statistics(scene.clock().date())).decisions
    assert (row.decision, row.language, row.chat_kind, row.count) == ("answer", "uk", "private", 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("uk", "uk"), ("ru", "ru"), ("en-GB", "en"), ("de", "uk"), (None, "uk")],
)
async def test_a_question_that_tells_no_language(scene: Scene, code: str | None, expected: Language) -> None:
    """Where the words tell no language Telegram's counts, and for others the city's own."""
    reply = await scene.person(code).private().ask("???")
    wanted = scene.app.services.library.answerer.ask("???", today=scene.clock().date(), language=expected).reply
    assert reply.text == wanted.says  # type: ignore[union-attr]


async def test_a_chosen_language_outranks_the_questions_own(scene: Scene) -> None:
    """A person who chose English gets English to a Ukrainian question."""
    person = scene.person()
    await scene.store.set_language(scene.pseudonym(person), "en")
    answer = await person.private().ask(scene.title("mayor"))
    assert answer.text.startswith(scene.title("mayor", "en"))


async def test_an_edited_question_edits_the_answer(scene: Scene) -> None:
    """The earlier reply changes; no second one is sent."""
    talk = scene.person().private()
    asked = await talk.say(scene.title("population"))
    answer = await talk.next_message()
    await talk.edit(asked, scene.title("mayor"))
    changed = await talk.next_edit()
    assert changed.id == answer.id
    assert changed.text.startswith(scene.title("mayor"))
    assert await scene.quiet(talk)


async def test_an_edit_that_changes_no_word_changes_nothing(scene: Scene) -> None:
    """Telegram tells of edits that a bot can't see; they are not answered again."""
    talk = scene.person().private()
    asked = await talk.say(scene.title("population"))
    await talk.next_message()
    await talk.edit(asked, scene.title("population"))
    assert await scene.quiet(talk)
    assert not [event for event in talk.chat.events if event.kind == "edited"]


async def test_an_edit_right_behind_the_question(scene: Scene) -> None:
    """A question that is edited before its answer is out is answered once, and the answer then changed."""
    talk = scene.person().private()
    scene.api.faults.delay(0.2, "sendMessage")
    asked = await talk.say(scene.title("population"))
    await talk.edit(asked, scene.title("mayor"))
    assert (await talk.next_edit()).text.startswith(scene.title("mayor"))
    await scene.settled()
    assert sum(event.kind == "sent" for event in talk.chat.events) == 1


async def test_an_edit_after_a_restart(scene: Scene) -> None:
    """Where the earlier reply is not known any more a fresh question is answered anew, an old one is left alone."""
    talk = scene.person().private()
    asked = await talk.say(scene.title("population"))
    await talk.next_message()
    await scene.settled()
    scene.app.memory.replies.drop_where(lambda _: True)
    await talk.edit(asked, scene.title("mayor"))
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))
    await scene.settled()
    scene.app.memory.replies.drop_where(lambda _: True)
    scene.clock.forward(hours=2)
    await talk.edit(asked, scene.title("population"))
    assert await scene.quiet(talk)


async def test_an_edit_of_a_reply_that_is_gone(scene: Scene) -> None:
    """Where the earlier reply was deleted the answer is sent anew."""
    talk = scene.person().private()
    asked = await talk.say(scene.title("population"))
    talk.delete(await talk.next_message())
    await talk.edit(asked, scene.title("mayor"))
    assert (await talk.next_message()).text.startswith(scene.title("mayor"))


async def test_a_follow_up_is_understood_for_ten_minutes(scene: Scene) -> None:
    """A question that is not clear by itself is read after the topic answered last, forgotten in ten minutes."""
    heard = _listen(scene)
    talk = scene.person().private()
    await talk.ask(scene.title("mayor"))
    await talk.ask("а коли?")
    scene.clock.forward(minutes=10, seconds=1)
    await talk.ask("а коли?")
    assert heard == [
        (scene.title("mayor"), None),
        ("а коли?", None),
        ("а коли?", scene.title("mayor")),
        ("а коли?", None),
    ]


async def test_what_surely_has_no_answer_is_not_read_as_a_follow_up(scene: Scene) -> None:
    """A theme without an answer stays so after whatever was answered before."""
    heard = _listen(scene)
    talk = scene.person().private()
    await talk.ask(scene.title("mayor"))
    await talk.ask(scene.unanswerable())
    assert heard == [(scene.title("mayor"), None), (scene.unanswerable(), None)]


async def test_an_edited_question_does_not_follow_itself(scene: Scene) -> None:
    """The topic answered before the edit is that of a question which nobody asks any more."""
    heard = _listen(scene)
    talk = scene.person().private()
    asked = await talk.say(scene.title("mayor"))
    await talk.next_message()
    await talk.edit(asked, "а коли?")
    await talk.next_edit()
    assert heard == [(scene.title("mayor"), None), ("а коли?", None)]


async def test_a_question_that_stands_alone_is_not_drawn_to_the_one_before(scene: Scene) -> None:
    """Whatever was answered before, an example question gets its own answer, and small talk its own."""
    talk = scene.person().private()
    for topic in ("shelters", "mayor", "population", "shelters"):
        assert (await talk.ask(scene.title(topic))).text.startswith(scene.title(topic))
    thanks = scene.whole.talk["thanks"]
    assert (await talk.ask(thanks.questions["uk"][0])).text.startswith(thanks.says.uk)


async def test_a_caption_is_a_question(scene: Scene) -> None:
    """A picture with a question below it is answered."""
    talk = scene.person().private()
    await talk.send("photo", caption=scene.title("population"))
    assert (await talk.next_message()).text.startswith(scene.title("population"))


async def test_the_bots_own_inline_answer_is_no_question(scene: Scene) -> None:
    """What a person sends from inline results into the private chat is not answered again."""
    person = scene.person()
    talk = person.private()
    await person.start()
    await talk.next_message()
    await person.choose_inline(await person.type_inline(talk, scene.title("population")))
    assert await scene.quiet(talk)


async def test_a_store_that_fails_does_not_stop_the_answer(scene: Scene) -> None:
    """Without its memory the bot answers all the same."""
    await scene.break_store()
    answer = await scene.person().private().ask(scene.title("population"))
    assert answer.text.startswith(scene.title("population"))


async def test_a_huge_text_is_answered(scene: Scene) -> None:
    """Four thousand characters are no question, and no harm."""
    assert (await scene.person().private().ask("ж" * 4096)).text
    assert (await scene.person().private().ask("укриття " * 512)).text


class _Listening(Answerer):
    """An answerer that keeps what it was asked, and after what."""

    def __init__(self, sound: Answerer) -> None:
        super().__init__(sound.base, sound.matcher)
        self.heard: list[tuple[str, str | None]] = []

    def ask(self, question: str, *, after: str | None = None, **arguments: Any) -> Outcome:
        self.heard.append((question, after))
        return super().ask(question, after=after, **arguments)


class _Shelf(Shelf):
    """A shelf with that answerer on it."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer


def _listen(scene: Scene) -> list[tuple[str, str | None]]:
    """Let the bot's answerer be listened to from now on."""
    answerer = _Listening(scene.app.services.library.answerer)
    scene.app.services = replace(scene.app.services, library=_Shelf(answerer))
    return answerer.heard


def _doubtful(scene: Scene) -> str:
    """Return a question that the knowledge in use leaves open between some topics."""
    answerer, day = scene.app.services.library.answerer, scene.clock().date()
    words = [word for topic in scene.base.topics.values() for word in topic.title.en.strip("?").split()]
    candidates = (f"{one} {two}" for one, two in zip(words, words[3:], strict=False))
    for text in candidates:
        outcome = answerer.ask(text, today=day, preferred="en")
        offered = {offer.topic for offer in getattr(outcome.reply, "offers", ())}
        shares = {one.target.id for one in outcome.match.topics}
        if outcome.decision == "suggest" and "troop-positions" not in offered | shares:
            return text
    raise AssertionError("no two words of the titles leave the bot in doubt")
