"""Former names in questions."""

from __future__ import annotations

import pytest

from bot.matching.matcher import Matcher
from bot.matching.naming import Former, FormerNames
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

FRAMES: dict[Language, tuple[str, ...]] = {
    "uk": ("на якій лінії станція {}", "до котрої працює метро {}", "чи можна вночі сховатися на станції {}"),
    "ru": ("на какой линии станция {}", "до скольких работает метро {}", "можно ли ночью укрыться на станции {}"),
    "en": ("which line is {} station on", "until what time is {} metro open", "can we shelter at {} station at night"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_by_a_former_name_is_matched_as_by_the_current_one(
    base: KnowledgeBase, matcher: Matcher, language: Language
) -> None:
    """For every renamed station and three things that people ask, the former name is matched no worse."""
    asked = 0
    for place, _, _ in base.gazetteer.stations():
        for former in place.former:
            for frame in FRAMES[language]:
                current = matcher.match(frame.format(place.name.in_(language)))
                old = matcher.match(frame.format(former.name.in_(language)))
                same = old.topics[0].target == current.topics[0].target
                assert same or old.probability > current.probability, (frame, former.name.in_(language))
                assert current.former == ()
                assert Former(place.id, "station", 0) in old.former, (frame, former.name.in_(language))
                asked += 1
    assert asked == 36


@pytest.mark.parametrize(
    "question",
    ["Як тепер зветься Пушкінська?", "Героев Труда новое название", "what is Prospekt Haharina called now"],
)
def test_a_question_on_the_names_stays_one(matcher: Matcher, question: str) -> None:
    """What asks for the new name is answered by the list of renamings."""
    match = matcher.match(question)
    assert match.decision == "answer"
    assert match.topics[0].target.id == "station-renamings"


@pytest.mark.parametrize("name", ["Kharkov", "Charkiw", "Jarkov", "Charków", "Харьков", "Харків"])
def test_every_spelling_of_the_city_is_the_city(matcher: Matcher, name: str) -> None:
    """No spelling reads like another place."""
    match = matcher.match(f"how many people live in {name}")
    assert match.place is None
    assert match.topics[0].target.id == "population"
    assert match.signals is not None
    assert match.signals.city == 1


def test_a_follow_up_keeps_the_former_name(matcher: Matcher) -> None:
    """What is said of a name does not hang on how the question was understood."""
    match = matcher.match("а метро Пушкінська?", "до котрої працює метро?")
    assert match.followed
    assert match.former == (Former("yaroslava-mudroho", "station", 0),)


def test_the_current_name_takes_the_place_of_the_former(base: KnowledgeBase) -> None:
    """In the language in which the former one stood, the longest form first."""
    names = FormerNames(base.gazetteer)
    named, said = names.of(("станция", "проспект", "гагарина", "где"))
    assert named == (Former("levada", "station", 0),)
    assert said == ("станция", "левада", "где")
    assert names.of(("pushkinska",))[1] == ("yaroslava", "mudroho")
    assert names.of(("моя", "станция")) == ((), ("моя", "станция"))
