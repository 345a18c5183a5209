"""Inline mode."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.language import LANGUAGES, Language
from bot.store.records import Forgotten
from bot.tg.catalogue import DESCRIPTION, result_id, useful
from bot.tg.links import target
from bot.tg.shelf import Shelf
from bot.tg.splitting import units
from tests.tg.conftest import Scene


@pytest.mark.parametrize("language", LANGUAGES)
async def test_typing_letter_by_letter_leads_to_the_answer(scene: Scene, language: Language) -> None:
    """Every step is answered without an error; half-way through the last word the topic is among the results."""
    person = scene.person(language)
    title = scene.title("population", language)
    shown = []
    for end in range(len(title) + 1):
        answer = await person.type_inline(None, title[:end])
        assert len(answer.results) <= 10
        assert answer.cache_time <= 300
        assert answer.results or answer.button
        shown.append([result.title for result in answer.results])
    assert shown[-1][0] == title
    assert title in shown[-len(title.split()[-1]) // 2]


async def test_a_result_sends_the_whole_cited_answer(scene: Scene) -> None:
    """A result has a title, a dated line, and for its message the answer with a button to the bot."""
    person = scene.person()
    answer = await person.type_inline("group", scene.title("population"))
    first = answer.results[0]
    assert first.title == scene.title("population")
    assert re.search(r"20\d\d", first.description)
    assert 0 < units(first.description) <= DESCRIPTION
    message = await person.choose_inline(answer)
    assert message.html.startswith(f"<b>{first.title}</b>")
    assert '<a href="https://' in message.html
    (button,) = message.buttons
    assert target((button.url or "").partition("start=")[2]) == ("population", "uk")
    await person.follow(button.url or "")
    assert (await person.private().next_message()).text.startswith(first.title)


async def test_a_chosen_result_is_counted(scene: Scene) -> None:
    """The journal learns the topic, and neither who nor what was typed; where it stands is kept to correct it."""
    person = scene.person()
    await person.choose_inline(await person.type_inline(None, scene.title("population")))
    await scene.settled()
    statistics = await scene.store.statistics(scene.clock().date())
    assert statistics.counts["inline-chosen"] == 1
    assert [(row.decision, row.chat_kind) for row in statistics.decisions] == [("answer", "inline")]
    assert await scene.store.forget(scene.pseudonym(person)) == Forgotten(0, 0, 0, sent_answers=1)


async def test_an_empty_query_shows_safety_first(scene: Scene) -> None:
    """Before anything is typed stands what helps in danger; all topics follow, page by page, each once."""
    person = scene.person()
    titles: list[str] = []
    offset = ""
    while True:
        answer = await person.type_inline(None, "", offset=offset)
        assert answer.is_personal
        titles += [result.title for result in answer.results]
        offset = answer.next_offset
        if not offset:
            break
    themes = {topic.title.uk: scene.base.themes[topic.theme] for topic in scene.base.topics.values()}
    assert sorted(titles) == sorted(themes)
    assert all(themes[title].safety for title in titles[:10])


@pytest.mark.parametrize("query", ["/", "   ", "\u200b", "😀", "a\u0301" * 20, "@", "%", "ж" * 256, "\x00", "ﷺ", "1"])
async def test_odd_queries_are_answered(scene: Scene, query: str) -> None:
    """Whatever is typed is answered, with results or with the way to the private chat."""
    answer = await scene.person().type_inline(None, query)
    assert answer.results or answer.button


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=256))
async def test_any_query_is_answered(scene: Scene, query: str) -> None:
    """No text that Telegram can send is an error."""
    answer = await scene.person().type_inline(None, query.replace("\ud800", ""))
    assert answer.results or answer.button


async def test_nothing_found_leads_to_the_private_chat(scene: Scene) -> None:
    """A button opens the bot, which greets."""
    person = scene.person("en")
    answer = await person.type_inline(None, "xqzv jjkw")
    assert answer.results == []
    assert answer.button is not None
    assert answer.button["text"] == "Nothing found. Ask me in private"
    await person.start(answer.button["start_parameter"])
    assert (await person.private().next_message()).text.startswith(scene.base.city.bot.en)


@pytest.mark.parametrize("offset", ["-1", "abc", "99999999", "٣", " "])
async def test_a_forged_offset_is_the_first_page(scene: Scene, offset: str) -> None:
    """An offset that the bot did not give starts anew."""
    person = scene.person()
    forged = await person.type_inline(None, "", offset=offset)
    assert forged.results == (await person.type_inline(None, "")).results


async def test_past_the_end_there_is_nothing(scene: Scene) -> None:
    """A page that has gone since is empty, without another one to follow."""
    answer = await scene.person().type_inline(None, "", offset="9000")
    assert (answer.results, answer.next_offset) == ([], "")


async def test_what_the_person_shapes_is_theirs_alone(scene: Scene) -> None:
    """Only a query that tells its language, from a person who chose none, is shared between people."""
    person = scene.person("en")
    shared = await person.type_inline(None, scene.title("population"))
    assert (shared.is_personal, shared.cache_time) == (False, 300)
    assert shared.results[0].title == scene.title("population")
    assert (await person.type_inline(None, "112")).is_personal
    await scene.store.set_language(scene.pseudonym(person), "ru")
    scene.clock.forward(minutes=1)
    chosen = await person.type_inline(None, scene.title("population"))
    assert chosen.is_personal
    assert chosen.results[0].title == scene.title("population", "ru")


async def test_an_answer_that_comes_too_late_is_no_error(scene: Scene) -> None:
    """Telegram refuses the answer to a query that is over; the bot goes on."""
    scene.api.faults.refuse(400, "Bad Request: query is too old", "answerInlineQuery")
    person = scene.person()
    with pytest.raises(TimeoutError):
        await person.type_inline(None, "мер", within=0.3)
    assert (await person.type_inline(None, "мер")).results


async def test_results_follow_a_reload(scene: Scene) -> None:
    """After a reload the results come from the new knowledge."""
    before = scene.app.catalogue
    assert scene.app.catalogue is before
    assert scene.app.services.library.reload() == []
    assert scene.app.catalogue is not before


def test_useful_topics_are_all_topics_once(shelf: Shelf) -> None:
    """No topic is left out, and those of safety come before all others."""
    base = shelf.answerer.base
    topics = useful(base)
    safe = [base.themes[base.topics[topic].theme].safety for topic in topics]
    assert sorted(topics) == sorted(base.topics)
    assert safe == sorted(safe, reverse=True)


async def test_what_was_found_for_the_same_words_is_kept(scene: Scene) -> None:
    """Whoever types the same letters in the same language gets the same topics, found once; a reload begins anew."""
    catalogue, today = scene.app.catalogue, scene.app.services.today()
    first = catalogue.search("насел", today, None, "uk")
    assert catalogue.search("насел", today, None, "uk") is first
    assert catalogue.search("насел", today, "en", "uk") is not first
    article = catalogue.article(first.topics[0], "uk", today)
    assert catalogue.article(first.topics[0], "uk", today) is article
    assert article["id"] == result_id(first.topics[0], "uk")
