"""What people save for a time without power and internet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.answering.figures import fill
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import LANGUAGES, Language, Translated
from bot.pack.files import KINDS, name_of
from bot.pack.pack import LARGEST, Pack, pack_of
from bot.pack.page import as_html
from bot.pack.text import as_text

DAY = dt.date(2026, 4, 1)
VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page as a strict reader takes it: every tag closed in its order, and what it links and loads."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the beginning of an element."""
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), f"{name} runs something"
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name in {"src", "srcset", "data", "poster", "action"}:
                self.loads.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        """Return all words."""
        return "".join(self.words)


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest, base: KnowledgeBase) -> Pack:
    """Return the pack of the bot's own knowledge, in each language."""
    return pack_of(base, request.param, DAY)


def test_the_page_is_small(pack: Pack) -> None:
    """It loads over a poor connection, and so does the text."""
    for write in KINDS.values():
        assert 10_000 < len(write(pack)) < LARGEST


def test_the_page_needs_nothing_from_elsewhere(pack: Pack) -> None:
    """No script, picture, font, frame or sheet of styles is loaded; the links that lead out are the sources' own."""
    page = as_html(pack)
    seen = Page(page)
    assert seen.loads == []
    assert not seen.tags & {"script", "link", "img", "iframe", "object", "video", "audio", "base", "form", "svg"}
    assert not re.search(r"url\(|@import|@font-face|expression\(", page)
    outside = {link for link in seen.links if not link.startswith(("#", "tel:"))}
    assert outside == {citation.source.url for citation in pack.citations}


def test_the_page_hangs_together(pack: Pack) -> None:
    """Every link inside it leads somewhere, and no id stands twice."""
    seen = Page(as_html(pack))
    assert len(set(seen.ids)) == len(seen.ids)
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert [answer.topic for answer in pack.answers] == [id_ for id_ in seen.ids if id_ in
                                                         {answer.topic for answer in pack.answers}]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_there_with_its_sources(base: KnowledgeBase, language: Language) -> None:
    """Sentence and figures, speaker, publishers and addresses of all topics of the pack, in the page and the text."""
    pack = pack_of(base, language, DAY)
    page, text = Page(as_html(pack)), as_text(pack)
    assert len(base.city.pack) >= 10
    for fact in (base.facts[id_] for topic in base.city.pack for id_ in base.topics[topic].facts):
        said = fill(fact.says.in_(language), fact.values, language)
        for source in (base.sources[id_] for id_ in fact.sources):
            assert source.url in page.links
            assert source.url in text
            assert source.publisher in page.text
        for whole in (page.text, text):
            assert said in whole
            assert base.speakers[fact.by].in_(language) in whole


def test_each_statement_cites_its_own_sources(base: KnowledgeBase) -> None:
    """Numbered through all topics, each number still leads to the source of its fact."""
    pack = pack_of(base, "en", DAY)
    sources = {citation.number: citation.source.id for citation in pack.citations}
    assert list(sources) == list(range(1, len(sources) + 1))
    for answer in pack.answers:
        for statement in (*answer.statements, *answer.earlier):
            assert tuple(sources[number] for number in statement.citations) == base.facts[statement.fact].sources


def test_the_emergency_numbers_come_first_and_can_be_pressed(base: KnowledgeBase, pack: Pack) -> None:
    """The first topic is whom to call; 112 is a link that calls it."""
    assert base.danger is not None
    assert pack.answers[0].topic == base.danger.answers
    assert '<a href="tel:112">112</a>' in as_html(pack)


def test_every_topic_on_safety_warns_as_the_bot_does(pack: Pack) -> None:
    """What has aged is said above the facts, and above all that the file itself grows old."""
    text = Page(as_html(replace(pack))).text
    warned = [answer for answer in pack.answers if answer.warning]
    assert warned
    for answer in warned:
        assert answer.warning is not None
        at, first = text.index(answer.warning), text.index(answer.statements[0].text)
        assert not answer.urgent or at < first
    assert pack.date in text


def test_it_says_when_it_was_made(small: KnowledgeBase) -> None:
    """The date of making, that nothing was renewed since, and where to check, stand at the top of both."""
    pack = pack_of(_with_pack(small, "shelters"), "en", DAY)
    for text in (Page(as_html(pack)).text, as_text(pack)):
        assert "Made on 1 April 2026 by Small bot." in text
        assert "the older this file, the more of it may be outdated. Check: the city's site." in text


def test_everything_is_escaped(small: KnowledgeBase) -> None:
    """Marks of HTML in the knowledge are shown, not obeyed."""
    hostile = '<script>alert("1")</script> & <b>'
    fact = small.facts["shelters-2022"].model_copy(update={"says": Translated(uk=hostile, ru=hostile, en=hostile)})
    source = small.sources["courier"].model_copy(update={"title": hostile, "publisher": hostile})
    told = replace(small, facts={**small.facts, fact.id: fact}, sources={**small.sources, source.id: source})
    seen = Page(as_html(pack_of(_with_pack(told, "shelters"), "en", DAY)))
    assert seen.text.count(hostile) == 3
    assert not seen.tags & {"script", "b"}


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        pytest.param("Call {a}.", 'Call <a href="tel:101">101</a>.', id="short"),
        pytest.param("Call {b}, {a}.", '<a href="tel:+380577051010">+38 057 705-10-10</a>', id="long"),
        pytest.param("There are {n} of them.", "There are 1,101 of them.", id="a-count-is-no-number-to-call"),
    ],
)
def test_telephone_numbers_are_links(small: KnowledgeBase, sentence: str, marked: str) -> None:
    """A number of the fact can be pressed as a whole; the same digits within a count can't."""
    values = {"a": {"phone": "101"}, "b": {"phone": "+38 057 705-10-10"}, "n": 1101}
    record = small.facts["shelters-2022"].model_dump(mode="json") | {
        "values": values,
        "says": {"uk": sentence, "ru": sentence, "en": sentence},
    }
    told = replace(small, facts={**small.facts, "shelters-2022": Fact.model_validate(record)})
    assert marked in as_html(pack_of(_with_pack(told, "shelters"), "en", DAY))


def test_files_have_names_that_sort(small: KnowledgeBase) -> None:
    """City, day and language, in letters that every telephone has."""
    pack = pack_of(_with_pack(small, "shelters"), "uk", DAY)
    assert {name_of(pack, kind) for kind in KINDS} == {"kharkiv-2026-04-01-uk.html", "kharkiv-2026-04-01-uk.txt"}


def test_the_text_says_its_encoding(small: KnowledgeBase) -> None:
    """Old readers take a text without a mark for another encoding."""
    written = KINDS["txt"](pack_of(_with_pack(small, "shelters"), "uk", DAY))
    assert written.startswith(b"\xef\xbb\xbf")
    assert "Найближче укриття — метро." in written.decode("utf-8-sig")


def _with_pack(base: KnowledgeBase, *topics: str) -> KnowledgeBase:
    return replace(base, city=base.city.model_copy(update={"pack": topics}))
