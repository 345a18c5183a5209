"""Replies as Telegram shows them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.reply import Answer, Choice, Citation, Heading, NoAnswer, Renamed, Reply, Statement
from bot.demo.botapi.markup import parse_html, utf16
from bot.model.fact import Source
from bot.model.language import LANGUAGES, Language
from bot.model.when import When
from bot.tg.rendering import GROUP_LIMIT, render, render_short
from bot.tg.shelf import Shelf
from bot.tg.splitting import LIMIT

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Z", "M")), min_size=1, max_size=60)
LONG = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)
SOURCE = Source.model_validate(
    {
        "id": "a",
        "publisher": "Публікація & Co",
        "title": "A <title>",
        "url": "https://a.example/?a=1&b=2",
        "published": "2024",
        "language": "en",
    }
)
HEADINGS = st.lists(st.builds(Heading, st.just("topic"), WORDS), max_size=5).map(tuple)
STATEMENTS = st.builds(
    Statement,
    fact=st.just("fact"),
    text=LONG,
    attribution=WORDS,
    when=st.just(When.parse("2024")),
    citations=st.lists(st.integers(1, 9), min_size=1, max_size=3).map(tuple),
    remarks=st.lists(WORDS, max_size=2).map(tuple),
)
ANSWERS = st.builds(
    Answer,
    language=st.sampled_from(LANGUAGES),
    topic=st.just("topic"),
    title=WORDS,
    statements=st.lists(STATEMENTS, min_size=1, max_size=8).map(tuple),
    earlier=st.lists(STATEMENTS, max_size=8).map(tuple),
    citations=st.just(tuple(Citation(number, SOURCE, "2024") for number in range(1, 10))),
    related=HEADINGS,
    warning=st.none() | WORDS,
    urgent=st.booleans(),
    renamed=st.lists(STATEMENTS, max_size=2).map(tuple),
)
RENAMED = st.none() | st.builds(
    Renamed,
    statements=st.lists(STATEMENTS, min_size=1, max_size=2).map(tuple),
    citations=st.just((Citation(1, SOURCE, "2024"),)),
)
CHOICES = st.builds(Choice, language=st.sampled_from(LANGUAGES), says=WORDS, offers=HEADINGS, renamed=RENAMED)
REFUSALS = st.builds(
    NoAnswer, language=st.sampled_from(LANGUAGES), says=WORDS, invites=WORDS, offers=HEADINGS, renamed=RENAMED
)
REPLIES: st.SearchStrategy[Reply] = ANSWERS | CHOICES | REFUSALS


def _answer(**changes: object) -> Answer:
    said = Statement("new", "Тут < 5 людей & більше.", "мер, 2025", When.parse("2025"), (1,), ("Увага.",))
    old = Statement("old", "Було 7.", "рада, 2020", When.parse("2020"), (2,))
    citations = (Citation(1, SOURCE, "2025"), Citation(2, SOURCE.model_copy(update={"author": "Ann"}), "2020"))
    values = {"earlier": (old,), "warning": "Могло застаріти.", **changes}
    return Answer("uk", "topic", "Скільки?", (said,), citations=citations, related=(), **values)  # type: ignore[arg-type]


@given(REPLIES)
def test_any_reply_is_whole_html_within_telegrams_limit(reply: Reply) -> None:
    """Whatever is replied, each message parses as Telegram parses it and is at most 4,096 units long."""
    rendered = render(reply)
    assert rendered.pieces
    for piece in rendered.pieces:
        text, _ = parse_html(piece)
        assert text.strip()
        assert utf16(text) <= LIMIT


@given(REPLIES)
def test_any_short_reply_is_one_message(reply: Reply) -> None:
    """In a group and in inline mode, one message has to do."""
    (piece,) = render_short(reply).pieces
    assert 0 < utf16(parse_html(piece)[0]) <= LIMIT


def test_an_answer_has_all_its_parts_in_order() -> None:
    """The question in bold, dated sentences, remarks, earlier figures, the warning, and numbered sources as links."""
    (piece,) = render(_answer()).pieces
    assert piece == (
        "<b>Скільки?</b>\n\n"
        "Тут &lt; 5 людей &amp; більше. <i>(мер, 2025)</i> [1]\n<i>Увага.</i>\n\n"
        "<b>Раніше:</b>\n• Було 7. <i>(рада, 2020)</i> [2]\n\n"
        "<i>Могло застаріти.</i>\n\n"
        '<b>Джерела:</b>\n1. <a href="https://a.example/?a=1&amp;b=2">Публікація &amp; Co</a>, 2025: A &lt;title&gt;\n'
        '2. <a href="https://a.example/?a=1&amp;b=2">Публікація &amp; Co, Ann</a>, 2020: A &lt;title&gt;'
    )


def test_a_warning_of_safety_comes_first() -> None:
    """Where an outdated answer may harm, the warning stands before the answer."""
    (piece,) = render(_answer(urgent=True)).pieces
    assert piece.startswith("<b>Скільки?</b>\n\n<i>Могло застаріти.</i>\n\nТут")


def test_a_short_answer_keeps_the_sources_of_what_it_says() -> None:
    """What is cut leaves with its sources; the numbers stay as they are in the whole answer."""
    rendered = render_short(_answer(), 150)
    assert rendered.cut
    assert "Тут &lt; 5" in rendered.pieces[0]
    assert "1. <a" in rendered.pieces[0]
    assert "Могло застаріти" in rendered.pieces[0]
    assert "Було 7" not in rendered.pieces[0]
    assert "2. <a" not in rendered.pieces[0]


def test_an_answer_that_fits_is_not_cut() -> None:
    """Nothing is left out where there is room."""
    assert render_short(_answer()) == render(_answer())


def test_offers_are_listed_with_their_numbers() -> None:
    """A person whose screen cuts the buttons short still reads the questions."""
    choice = Choice("en", "Did you mean?", (Heading("a", "One?"), Heading("b", "Two?")))
    assert render(choice).pieces == ("<b>Did you mean?</b>\n\n1. One?\n2. Two?",)


def test_without_offers_nothing_invites() -> None:
    """A refusal with nothing to offer is one sentence."""
    assert render(NoAnswer("en", "No.", "Nearest:")).pieces == ("No.",)


def test_a_former_name_is_told_before_the_choice_and_after_a_no() -> None:
    """With its sources, whatever else is said."""
    told = Statement("new", "Стара — нині Нова.", "рада, 2024", When.parse("2024"), (1,))
    renamed = Renamed((told,), (Citation(1, SOURCE, "2024"),))
    line = "Стара — нині Нова. <i>(рада, 2024)</i> [1]\n\n"
    source = '1. <a href="https://a.example/?a=1&amp;b=2">Публікація &amp; Co</a>, 2024: A &lt;title&gt;'
    choice = Choice("uk", "Котре?", (Heading("a", "Це?"),), renamed)
    assert render(choice).pieces == (f"{line}{source}\n\n<b>Котре?</b>\n\n1. Це?",)
    assert render(NoAnswer("uk", "Ні.", renamed=renamed)).pieces == (f"Ні.\n\n{line}{source}",)


def test_a_former_name_stays_in_a_short_answer_with_its_source() -> None:
    """It is told first, and what it cites is not cut."""
    told = Statement("name", "Стара — нині Нова.", "рада, 2024", When.parse("2024"), (2,))
    rendered = render_short(_answer(renamed=(told,)), 150)
    assert rendered.cut
    assert "Стара — нині Нова" in rendered.pieces[0]
    assert "2. <a" in rendered.pieces[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_the_knowledge_can_be_sent(shelf: Shelf, language: Language) -> None:
    """All answers keep to the limits, whole and short, and Telegram's most of a hundred entities a message."""
    answerer = shelf.answerer
    assert answerer.base.topics
    for topic in answerer.base.topics:
        answer = answerer.topic(topic, language, dt.date(2026, 4, 1))
        for piece in (*render(answer).pieces, *render_short(answer).pieces):
            text, entities = parse_html(piece)
            assert utf16(text) <= LIMIT, topic
            assert len(entities) <= 100, topic


def test_most_answers_are_short_in_groups(shelf: Shelf) -> None:
    """In a group an answer stays near its limit; only one long first fact may go beyond."""
    answerer = shelf.answerer
    lengths = [
        utf16(parse_html(render_short(answerer.topic(topic, "uk", dt.date(2026, 4, 1))).pieces[0])[0])
        for topic in answerer.base.topics
    ]
    assert sum(length <= GROUP_LIMIT for length in lengths) >= 0.8 * len(lengths)
