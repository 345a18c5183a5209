"""Texts cut into pieces that Telegram takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.botapi.markup import parse_html, utf16
from bot.tg.splitting import LIMIT, Span, Style, shortened, split, units

STYLES: tuple[Style, ...] = ("", "b", "i")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("  \n.!?<>&\"'😀"), max_size=400)
SPANS = st.lists(
    st.builds(Span, TEXTS, st.sampled_from(STYLES), st.sampled_from([None, 'https://a.example/?q="1"&b=<2>'])),
    max_size=12,
)


@given(SPANS, st.integers(2, 200))
def test_every_piece_is_whole_html_within_the_limit(spans: list[Span], limit: int) -> None:
    """Whatever is split, each piece parses as Telegram parses it, is not blank, and keeps to the limit."""
    for piece in split(spans, limit):
        text, _ = parse_html(piece)
        assert text.strip()
        assert utf16(text) <= limit


@given(SPANS, st.integers(2, 200))
def test_nothing_but_white_space_is_lost(spans: list[Span], limit: int) -> None:
    """The pieces together say what the whole says, in its order."""
    said = "".join(parse_html(piece)[0] for piece in split(spans, limit))
    assert "".join(said.split()) == "".join("".join(span.text for span in spans).split())


def test_a_text_is_cut_at_the_end_of_a_sentence() -> None:
    """A sentence that does not fit whole goes into the next piece."""
    assert split([Span("One is here. Two is here. Three is here.")], 30) == [
        "One is here. Two is here.",
        "Three is here.",
    ]


def test_a_text_is_cut_between_lines_before_sentences() -> None:
    """The end of a line is a better place than the end of a sentence."""
    assert split([Span("First line.\nSecond. Line that goes on")], 24) == [
        "First line.",
        "Second. Line that goes",
        "on",
    ]


def test_a_bold_text_stays_bold_in_each_piece() -> None:
    """A tag is closed at the end of a piece and opened in the next."""
    assert split([Span("aaaa bbbb", "b")], 5) == ["<b>aaaa</b>", "<b>bbbb</b>"]


def test_a_link_is_escaped() -> None:
    """Neither the text nor the address of a link can end its tag."""
    span = Span("a < b", url='https://a.example/?x="><b>')
    assert span.html == '<a href="https://a.example/?x=&quot;&gt;&lt;b&gt;">a &lt; b</a>'


def test_an_emoji_counts_twice_and_is_not_cut() -> None:
    """A character beyond the basic plane is two units, and stays whole."""
    assert units("a😀") == 3
    assert split([Span("😀😀😀")], 5) == ["😀😀", "😀"]


def test_a_text_that_just_fits_stays_one() -> None:
    """The limit itself is allowed."""
    assert len(split([Span("a" * LIMIT)])) == 1
    assert len(split([Span("a" * (LIMIT + 1))])) == 2


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        pytest.param("short", 10, "short", id="fits"),
        pytest.param("two  lines\nhere", 20, "two lines here", id="one line"),
        pytest.param("a sentence that goes on", 12, "a sentence…", id="cut at a word"),
        pytest.param("unbreakable", 6, "unbre…", id="cut in a word"),
    ],
)
def test_a_text_is_shortened(text: str, limit: int, expected: str) -> None:
    """A shortened text is one line within the limit, its ellipsis included."""
    assert shortened(text, limit) == expected
    assert units(expected) <= limit
