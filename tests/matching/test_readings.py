"""What a text may say: as typed, in another layout, or spelled with Latin letters."""

from __future__ import annotations

import pytest

from bot.matching.folding import fold
from bot.matching.readings import MOST_WORDS, readings
from bot.matching.vocabulary import Vocabulary

KNOWN = (
    "де знаходиться найближче укриття",
    "скільки людей живе в місті",
    "где находится ближайшее убежище",
    "сколько людей живет в городе",
    "where is the nearest shelter",
    "what is hot in the city",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the words of a few questions in three languages."""
    return Vocabulary([[fold(word) for word in question.split()] for question in KNOWN])


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        pytest.param("Де найближче укриття?", "typed", "де найближче укриття", id="as-typed"),
        pytest.param("where is the nearest shelter", "typed", "where is the nearest shelter", id="english"),
        pytest.param("lt yfq,kb;xt erhbnnz", "layout", "де найближче укриття", id="ukrainian-on-latin-keys"),
        pytest.param("crjkmrj k.ltq ;bdtn", "layout", "сколько людей живет", id="russian-on-latin-keys"),
        pytest.param("цруку шы еру ырудеук", "layout", "where is the shelter", id="english-on-cyrillic-keys"),
        pytest.param("skilky liudei zhyve v misti", "transliterated", "скільки людей живе в місті", id="latin-uk"),
        pytest.param("gde blizhayshee ubezhische", "transliterated", "где ближайшее убежище", id="latin-ru"),
        pytest.param("трамвай", "typed", "трамвай", id="unknown-cyrillic"),
        pytest.param("tramway depot", "typed", "tramway depot", id="unknown-latin"),
    ],
)
def test_the_reading_with_known_words_is_chosen(vocabulary: Vocabulary, typed: str, kind: str, meant: str) -> None:
    """Another reading replaces what was typed only where it clearly has more known words."""
    chosen = readings(typed, vocabulary)[0]
    assert chosen.kind == kind
    assert chosen.folded == tuple(map(fold, meant.split()))


def test_a_latin_word_in_a_cyrillic_text_is_read_in_cyrillic(vocabulary: Vocabulary) -> None:
    """In a mixed text a Latin word that spells a known Cyrillic one is that word."""
    assert readings("де ukryttia", vocabulary)[0].folded == (fold("де"), fold("укриття"))


def test_an_english_word_in_a_cyrillic_text_stays(vocabulary: Vocabulary) -> None:
    """A known English word in a mixed text is not taken for Cyrillic."""
    assert readings("де hot shelter", vocabulary)[0].folded == ("де", "hot", "shelter")


def test_every_reading_is_told_once(vocabulary: Vocabulary) -> None:
    """All readings are returned for the explanation, what was typed among them."""
    kinds = [reading.kind for reading in readings("lt erhbnnz", vocabulary)]
    assert kinds[0] == "layout"
    assert kinds.count("typed") == 1
    assert kinds.count("transliterated") == 1


def test_words_and_folded_words_go_together(vocabulary: Vocabulary) -> None:
    """Written and folded words stand one for one, and the known share lies between 0 and 1."""
    for reading in readings("Де nearest сховище 2024?", vocabulary):
        assert len(reading.written) == len(reading.folded)
        assert 0 <= reading.known <= 1


def test_known_is_the_share_of_known_letters(vocabulary: Vocabulary) -> None:
    """All known gives 1, none known 0."""
    assert readings("де укриття", vocabulary)[0].known == 1
    assert readings("бяка", vocabulary)[0].known == 0


def test_only_the_first_words_are_read(vocabulary: Vocabulary) -> None:
    """Of a long text the first `MOST_WORDS` words count."""
    assert len(readings("де " * (MOST_WORDS + 30), vocabulary)[0].written) == MOST_WORDS


@pytest.mark.parametrize("text", ["", "🙂", "\u200b\u202e", "?!"], ids=["empty", "emoji", "invisible", "marks"])
def test_a_text_without_words_has_an_empty_reading(vocabulary: Vocabulary, text: str) -> None:
    """Where there is no word the reading is what was typed, with no words."""
    chosen = readings(text, vocabulary)[0]
    assert (chosen.kind, chosen.written, chosen.known) == ("typed", (), 0)
