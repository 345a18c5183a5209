"""A knowledge folder read into a base, with every fault found in it at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.errors import KnowledgeError
from bot.library.loading import load, read
from bot.library.location import knowledge_folder
from bot.model.finding import Place
from bot.model.language import LANGUAGES
from bot.model.values import Dated, Number

TOWN = "topics/town.yaml"
PEOPLE = "topics/people.yaml"


def test_a_sound_folder_is_read_whole(folder: Path) -> None:
    """Every record stands in the base under its id, and nothing is found wrong."""
    reading = load(folder)
    assert reading.findings == ()
    base = reading.base
    assert base.city.name.en == "Town"
    assert list(base.sources) == ["gazette-2025-06-01", "courier-2020-05"]
    assert list(base.speakers) == ["mayor", "paper"]
    assert list(base.facts) == ["residents-2025", "bridges-2025", "bridges-2020"]
    assert list(base.themes) == ["people", "town"]
    assert list(base.topics) == ["residents", "bridges"]
    assert list(base.declines) == ["weather"]
    assert list(base.talk) == ["thanks"]
    assert base.lexicon.places == {"elsewhere": ("Кудись", "Куда-то", "Elsewhere")}


def test_a_theme_is_named_by_its_file(folder: Path) -> None:
    """Topics belong to the theme of their file, which may be one of safety."""
    base = load(folder).base
    assert {id_: topic.theme for id_, topic in base.topics.items()} == {"residents": "people", "bridges": "town"}
    assert {theme.id: theme.safety for theme in base.themes.values()} == {"people": True, "town": False}


def test_values_are_typed_and_defaults_filled(folder: Path) -> None:
    """A bare number is a count, a date is a date."""
    values = load(folder).base.facts["bridges-2025"].values
    assert values["bridges"] == Number(number=7)
    opened = values["opened"]
    assert isinstance(opened, Dated)
    assert opened.date.text == "2025-05"


def test_questions_reach_their_topic_decline_and_talk(folder: Path) -> None:
    """Each language's questions come from its own folder, in the order of the file."""
    base = load(folder).base
    assert {language: len(base.topics["bridges"].questions[language]) for language in LANGUAGES} == {
        "uk": 12,
        "ru": 12,
        "en": 12,
    }
    assert base.topics["residents"].questions["uk"][:2] == ("Скільки людей тут живе", "чисельність населення")
    assert base.declines["weather"].questions["ru"] == ("Будет ли завтра дождь", "прогноз погоды")
    assert base.talk["thanks"].questions["en"] == ("Thank you", "thanks a lot")


def test_every_record_knows_where_it_stands(folder: Path) -> None:
    """Origins give the file and line of a record and of its parts."""
    origins = read(folder).origins
    assert origins["fact", "residents-2025"].at() == Place(PEOPLE, 6, 3)
    assert origins["fact", "residents-2025"].at("says", "ru") == Place(PEOPLE, 13, 7)
    assert origins["topic", "bridges"].at("facts", 1) == Place(TOWN, 34, 27)
    assert origins["questions", "weather", "en"].at(1) == Place("questions/en/other.yaml", 3, 3)


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    """A path that is missing, or a file, is named in the error."""
    (tmp_path / "file").write_text("city: {}")
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}:1:1: error: folder: there is no such knowledge folder"


def test_an_empty_folder_lacks_its_files(tmp_path: Path) -> None:
    """City, sources and topics are required; each is named."""
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    told = set(map(str, caught.value.findings))
    assert told >= {
        "city.yaml:1:1: error: folder: this file is missing",
        "sources.yaml:1:1: error: folder: this file is missing",
        "topics:1:1: error: folder: no file of topics here",
    }


@pytest.mark.parametrize("name", ["city.yaml", "sources.yaml"])
def test_a_missing_file_is_told(folder: Path, faults: Callable[[], list[str]], name: str) -> None:
    """The file that is missing is where the finding stands."""
    (folder / name).unlink()
    assert f"{name}:1: folder: this file is missing" in faults()


def test_words_places_declines_talk_and_questions_may_be_left_out(
    folder: Path, faults: Callable[[], list[str]]
) -> None:
    """A city can start with sources and topics alone."""
    for name in ("words.yaml", "places.yaml", "declines.yaml", "talk.yaml"):
        (folder / name).unlink()
    shutil.rmtree(folder / "questions")
    assert faults() == []
    assert read(folder).base.topics["bridges"].questions == {}


def test_a_file_that_is_no_yaml_is_told_and_the_rest_is_read(
    edit: Callable[[str, str, str], int], folder: Path, faults: Callable[[], list[str]]
) -> None:
    """One broken file leaves the others readable."""
    line = edit("words.yaml", "  elsewhere:", "\telsewhere:")
    assert faults() == [f"words.yaml:{line}: yaml: a tab indents this line: use spaces"]
    assert set(read(folder).base.topics) == {"bridges", "residents"}


def test_all_faults_are_told_at_once_by_place(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]
) -> None:
    """Faults of several files and kinds come together, sorted by file and line."""
    form = edit(TOWN, 'as_of: "2020-05"', "as_of: 2020")
    speaker = edit(TOWN, "by: mayor", "by: mayro")
    topic = edit("declines.yaml", "near: [bridges]", "near: [bridge]")
    source = edit("sources.yaml", "author: Ann Editor", "author:\n    auther: Ann Editor") + 1
    assert faults() == [
        f"declines.yaml:{topic}: unknown-topic: there is no topic 'bridge': did you mean 'bridges'?",
        f"sources.yaml:{source}: unknown-key: unknown key 'auther': did you mean 'author'?",
        f"{TOWN}:{speaker}: unknown-speaker: there is no speaker 'mayro': did you mean 'mayor'?",
        f"{TOWN}:{form}: type: 'as_of': expected a text, found 2020 (put it in quotes)",
    ]


def test_questions_of_a_topic_stand_in_one_file_a_language(folder: Path, faults: Callable[[], list[str]]) -> None:
    """A second list of questions is told, and the first holds."""
    (folder / "questions/en/zzz.yaml").write_text("# more\nresidents:\n- Any more of them\n")
    assert faults() == [
        "questions/en/zzz.yaml:2: duplicate-id: questions for 'residents' stand in questions/en/people.yaml:1:1 already"
    ]
    assert "Any more of them" not in read(folder).base.topics["residents"].questions["en"]


@pytest.mark.parametrize(
    ("id_", "hint"),
    [
        pytest.param("bridgs", "did you mean 'bridges'?", id="near-a-topic"),
        pytest.param("wether", "did you mean 'weather'?", id="near-a-decline"),
        pytest.param("underground", "expected one of bridges, residents, thanks, weather", id="near-nothing"),
    ],
)
def test_questions_of_no_topic_are_told(folder: Path, faults: Callable[[], list[str]], id_: str, hint: str) -> None:
    """Questions below an unknown id are told with what may be meant."""
    (folder / "questions/uk/more.yaml").write_text(f"{id_}:\n- Де це\n", "utf-8")
    assert faults() == [f"questions/uk/more.yaml:1: unknown-topic: there is no topic, decline or talk {id_!r}: {hint}"]


def test_loading_refuses_what_reading_reports(edit: Callable[[str, str, str], int], folder: Path) -> None:
    """`load` raises with the errors that `read` lists, each on a line."""
    edit(TOWN, "by: paper", "by: papre")
    edit(TOWN, "by: mayor", "by: mayro")
    found = read(folder).findings
    assert len(found) == 2
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert caught.value.findings == found
    assert str(caught.value) == "\n".join(map(str, found))


def test_the_knowledge_of_the_bot_is_sound() -> None:
    """The folder that comes with the bot is read without a finding, and is not empty."""
    reading = load(knowledge_folder(None, {}))
    assert reading.findings == ()
    assert len(reading.base.topics) >= 20
    assert all(topic.questions.keys() == set(LANGUAGES) for topic in reading.base.topics.values())
