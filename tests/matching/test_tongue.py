"""The language of a question."""

from __future__ import annotations

import pytest

from bot.matching.cleaning import clean, words
from bot.matching.matcher import Matcher
from bot.matching.tokens import Tokens
from bot.matching.tongue import Tongues
from bot.model.language import Language

EXAMPLES: list[tuple[Language, str]] = [
    ("uk", "скільки людей зараз живе в місті"),
    ("uk", "де сховатися під час тривоги"),
    ("uk", "хто мер"),
    ("ru", "сколько людей сейчас живет в городе"),
    ("ru", "где спрятаться во время тревоги"),
    ("ru", "кто мэр"),
    ("en", "how many people live in the city"),
]


@pytest.fixture(scope="module")
def tongues() -> Tongues:
    """Return what a few examples tell of the languages."""
    return Tongues(Tokens([words(clean(text)) for _, text in EXAMPLES]), [language for language, _ in EXAMPLES])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("їжак", "uk", id="letter-of-ukrainian"),
        pytest.param("объявление", "ru", id="letter-of-russian"),
        pytest.param("де людей", "uk", id="a-word-of-ukrainian"),
        pytest.param("сколько людей", "ru", id="a-word-of-russian"),
        pytest.param("where is it", "en", id="latin"),
        pytest.param("how do I get to метро", "en", id="mostly-latin"),
        pytest.param("сколько людей wifi", "ru", id="mostly-cyrillic"),
        pytest.param("людей", None, id="a-word-of-both"),
        pytest.param("2024", None, id="digits"),
        pytest.param("", None, id="nothing"),
        pytest.param("你好", None, id="another-script"),
    ],
)
def test_words_and_letters_tell_the_language(tongues: Tongues, text: str, expected: Language | None) -> None:
    """Letters and words that only one language has decide; where nothing does, no language is claimed."""
    assert tongues.language(words(clean(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Скажіть, будь ласка, чи працює сьогодні метро?", "uk"),
        ("Чи можна зараз повернутися додому з дітьми?", "uk"),
        ("хто зараз керує нашим містом", "uk"),
        ("Подскажите, пожалуйста, работает ли сегодня метро?", "ru"),
        ("Можно ли сейчас вернуться домой с детьми?", "ru"),
        ("кто сейчас руководит нашим городом", "ru"),
        ("Could you tell me whether the metro runs today?", "en"),
        ("is it safe to come back with children", "en"),
        ("who governs our city now", "en"),
        ("укриття поруч", "uk"),
        ("убежище рядом", "ru"),
    ],
)
def test_clear_sentences_are_told_with_the_bots_own_knowledge(matcher: Matcher, text: str, expected: Language) -> None:
    """A clear sentence in each language is told from the two others."""
    assert matcher.match(text).language == expected


def test_no_examples_leave_the_letters() -> None:
    """Without any example a letter of its own still tells the language."""
    nothing = Tongues(Tokens([]), [])
    assert [nothing.language([word]) for word in ("місто", "мэр", "cat", "дом")] == ["uk", "ru", "en", None]
