"""What people think of an answer."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.store.records import Reason
from tests.tg.conftest import Scene

LABELS: dict[Reason, str] = {
    "wrong": "It is wrong",
    "outdated": "It is outdated",
    "question": "Not my question",
    "source": "Bad source",
}


@pytest.mark.parametrize("reason", get_args(Reason))
async def test_an_answer_that_did_not_help_asks_why(scene: Scene, reason: Reason) -> None:
    """The rating is kept at once, the reason when it is given; then the person is thanked and can change their mind."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("population", "en"))
    await person.press(answer.button("Not helpful"))
    why = await talk.next_edit()
    assert [row.unhelpful for row in await scene.store.feedback_by_topic()] == [1]
    await person.press(why.button(LABELS[reason]))
    thanked = await talk.next_edit()
    (rated,) = await scene.store.feedback_by_topic()
    assert (rated.topic, rated.helpful, rated.unhelpful, rated.reasons) == ("population", 0, 1, {reason: 1})
    await person.press(thanked.button("Thank you"))
    again = await talk.next_edit()
    await person.press(again.button("👍 Helpful"))
    await talk.next_edit()
    (rated,) = await scene.store.feedback_by_topic()
    assert (rated.helpful, rated.unhelpful, rated.reasons) == (1, 0, {})


async def test_the_other_buttons_stay(scene: Scene) -> None:
    """Rating an answer does not take the related questions away."""
    person = scene.person("en")
    talk = person.private()
    answer = await talk.ask(scene.title("population", "en"))
    await person.press(answer.button("Not helpful"))
    why = await talk.next_edit()
    assert [button.data for row in answer.rows[1:] for button in row] == [button.data for button in why.buttons[5:]]
    assert [len(row) for row in why.rows[:3]] == [2, 2, 1]


async def test_a_rated_question_of_ones_own_is_kept(scene: Scene) -> None:
    """The text that was answered is kept with the rating, for those who mend the knowledge."""
    person = scene.person("en")
    answer = await person.private().ask(scene.title("population", "en"))
    await person.press(answer.buttons[1])
    await scene.settled()
    forgotten = await scene.store.forget(scene.pseudonym(person))
    assert (forgotten.feedback, forgotten.questions) == (1, 1)


async def test_somebody_elses_question_is_not_kept(scene: Scene) -> None:
    """In a group anybody rates, and only their rating is theirs."""
    ann, bob = scene.person("en"), scene.person("en")
    room = scene.api.group(ann, bob)
    answer = await ann.within(room).ask(f"/ask {scene.title('population', 'en')}")
    await bob.press(answer.button("👍 Helpful"))
    await scene.settled()
    forgotten = await scene.store.forget(scene.pseudonym(bob))
    assert (forgotten.feedback, forgotten.questions) == (1, 0)


async def test_a_command_is_no_question_to_keep(scene: Scene) -> None:
    """What was found by browsing was not asked in words."""
    person = scene.person("en")
    talk = person.private()
    themes = await talk.ask("/topics")
    await person.press(themes.buttons[0])
    theme = await talk.next_edit()
    await person.press(theme.buttons[0])
    answer = await talk.next_edit()
    await person.press(answer.button("👍 Helpful"))
    await talk.next_edit()
    await scene.settled()
    forgotten = await scene.store.forget(scene.pseudonym(person))
    assert (forgotten.feedback, forgotten.questions) == (1, 0)
