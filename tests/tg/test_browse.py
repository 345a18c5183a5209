"""Browsing in one message."""

from __future__ import annotations

from bot.tg import browse
from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene, topics_behind


async def test_browsing_edits_one_message(scene: Scene) -> None:
    """From the themes to a theme, to an answer, and back again, all in the message of /topics."""
    person = scene.person("en")
    talk = person.private()
    themes = await talk.ask("/topics")
    theme = scene.base.themes["safety"]
    await person.press(themes.button(theme.title.en))
    listed = await talk.next_edit()
    assert topics_behind(listed) == [topic.id for topic in scene.base.topics.values() if topic.theme == "safety"]
    await person.press(listed.buttons[0])
    answer = await talk.next_edit()
    assert answer.text.startswith(scene.title(topics_behind(listed)[0], "en"))
    await person.press(answer.button("Back to the questions"))
    again = await talk.next_edit()
    assert again.text == listed.text
    await person.press(again.button("Back to the themes"))
    assert (await talk.next_edit()).text == themes.text
    assert {answer.id, again.id} == {themes.id}
    assert await scene.quiet(talk)


def test_all_sources_are_shown_once(shelf: Shelf) -> None:
    """The pages together name every source, numbered through."""
    base = shelf.answerer.base
    count = -(-len(base.sources) // browse.PAGE)
    text = "\n".join(browse.sources(base, "uk", page)[0] for page in range(count))
    lines = [line for line in text.splitlines() if "<a href" in line]
    assert [int(line.partition(".")[0]) for line in lines] == list(range(1, len(base.sources) + 1))


def test_a_page_past_the_end_is_the_last(shelf: Shelf) -> None:
    """Sources may have gone since the button was sent."""
    base = shelf.answerer.base
    last = -(-len(base.sources) // browse.PAGE) - 1
    assert browse.sources(base, "en", 9999) == browse.sources(base, "en", last)


async def test_sources_turn_their_pages(scene: Scene) -> None:
    """Next and back lead to the neighbouring pages, in the same message."""
    person = scene.person("en")
    talk = person.private()
    first = await talk.ask("/sources")
    assert [button.text for button in first.buttons] == ["Next ›"]
    await person.press(first.buttons[0])
    second = await talk.next_edit()
    assert [button.text for button in second.buttons] == ["‹ Back", "Next ›"]
    await person.press(second.buttons[0])
    assert (await talk.next_edit()).text == first.text
