"""Records of a file, and what is wrong with them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

TOWN = "topics/town.yaml"
PEOPLE = "topics/people.yaml"


def test_a_file_that_cannot_be_read_is_told(folder: Path, faults: Callable[[], list[str]]) -> None:
    """The system's reason is given."""
    (folder / "words.yaml").unlink()
    (folder / "words.yaml").mkdir()
    assert faults() == ["words.yaml:1: folder: cannot be read: Is a directory"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("- a\n- b\n", "type: expected keys and values at the top of the file", id="list"),
        pytest.param("words\n", "type: expected keys and values at the top of the file", id="text"),
    ],
)
def test_a_file_holds_keys_and_values(folder: Path, faults: Callable[[], list[str]], text: str, fault: str) -> None:
    """A list or a text in place of keys is told once."""
    (folder / "questions/ru/more.yaml").write_text(text)
    assert faults() == [f"questions/ru/more.yaml:1: {fault}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            TOWN, 'title: {uk: "Скільки мостів у місті?", ', "title: {",
            "missing-translation: the text in 'uk' is missing", id="missing-title",
        ),
        pytest.param(
            TOWN, '"Тогда мостов было {bridges}."', '" "',
            "missing-translation: 'ru': is empty: write a text", id="blank-sentence",
        ),
        pytest.param(
            "sources.yaml", ', en: "the newspaper"}', "}",
            "missing-translation: the text in 'en' is missing", id="missing-speaker",
        ),
        pytest.param(
            "city.yaml", 'uk: "Бот відповідає на запитання про місто."', 'uk: ""',
            "missing-translation: 'uk': is empty: write a text", id="empty-about",
        ),
        pytest.param(TOWN, "ages: years", "ages: year",
            "type: 'ages': expected 'weeks', 'months', 'years' or 'never'", id="unknown-age"),
        pytest.param(TOWN, "sources: [courier-2020-05]", "sources: courier-2020-05",
            "type: 'sources': expected a list, each item on a line with '- '", id="text-for-list"),
        pytest.param(TOWN, "sources: [courier-2020-05]", "sources: []",
            "type: 'sources': needs at least 1 item", id="no-source"),
        pytest.param(PEOPLE, 'as_of: "2025"', "as_of: 2025",
            "type: 'as_of': expected a text, found 2025 (put it in quotes)", id="unquoted-year"),
        pytest.param(PEOPLE, 'as_of: "2025"', "as_of: [2025]",
            "type: 'as_of': expected a text, found a list", id="list-for-text"),
        pytest.param(PEOPLE, 'as_of: "2025"', 'as_of: "May"',
            "value: 'May' is not a date: expected a day, month or year such as "
            "2024-07-23, 2022-12, 2022 or 2022-12~, or XXXX if not known", id="no-date"),
        pytest.param(PEOPLE, "by: paper", "by:",
            "type: 'by': expected a text, found nothing", id="nothing-for-text"),
        pytest.param(PEOPLE, "safety: true", 'safety: "yes"',
            "type: 'safety': expected true or false", id="text-for-truth"),
        pytest.param(TOWN, '{date: "2025-05"}', "{date: 2025}",
            "type: 'date': expected a text, found 2025 (put it in quotes)", id="unquoted-value"),
        pytest.param("sources.yaml", "https://example.org/plan", "example.org/plan",
            "form: 'url': 'example.org/plan' has not the form ^https?://[^\\s<>\\\"]+$", id="no-address"),
        pytest.param("sources.yaml", "author:", "auther:",
            "unknown-key: unknown key 'auther': did you mean 'author'?", id="unknown-key"),
        pytest.param("places.yaml", "forms: [місто, город, town]", "forms: town",
            "type: 'forms': expected a list, each item on a line with '- '", id="text-for-forms"),
        pytest.param("city.yaml", "default_language: uk", "default_language: de",
            "type: 'default_language': expected 'uk', 'ru' or 'en'", id="unknown-language"),
        pytest.param("talk.yaml", "says: {", "sais: {",
            "unknown-key: unknown key 'sais': did you mean 'says'?", id="unknown-key-of-talk"),
    ],
)  # fmt: skip
def test_an_unsound_record_is_placed_and_explained(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]], *, file: str, old: str, new: str, fault: str
) -> None:
    """The finding stands on the line of the fault and says what was expected."""
    line = edit(file, old, new)
    assert f"{file}:{line}: {fault}" in faults()


def test_a_missing_key_is_placed_at_its_record(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]
) -> None:
    """What is not there has the place of the record that lacks it."""
    line = edit(TOWN, "  bridges-2025:\n", "  bridges-2025:\n")
    edit(TOWN, "    by: mayor\n", "")
    assert faults() == [f"{TOWN}:{line}: missing-key: the key 'by' is missing"]


def test_a_rule_across_keys_is_placed_at_its_record(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]
) -> None:
    """A fault that lies in two keys together has the place of the record."""
    line = edit(TOWN, "  bridges-2020:\n", "  bridges-2020:\n    series_value: towers\n")
    assert faults() == [f"{TOWN}:{line}: value: series_value 'towers' is not among the values: bridges"]


def test_an_unknown_key_at_the_top_of_a_file_is_told(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]
) -> None:
    """A misspelt heading is told with the one that was meant."""
    line = edit("declines.yaml", "declines:", "decline:")
    assert f"declines.yaml:{line}: unknown-key: unknown key 'decline': did you mean 'declines'?" in faults()


def test_a_record_without_a_body_is_told(edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]) -> None:
    """An id with nothing below it is placed and named."""
    line = edit(TOWN, "  bridges-2020:\n", "  empty:\n  bridges-2020:\n")
    assert faults() == [f"{TOWN}:{line}: type: facts.empty: expected keys and values"]


def test_records_stand_below_ids(edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]) -> None:
    """A list of records in place of ids is told at its heading."""
    edit("declines.yaml", "  weather:\n    title:", "- title:")
    edit("declines.yaml", "    near:", "  near:")
    assert "declines.yaml:1: type: 'declines': expected an id for each entry" in faults()


def test_an_id_of_another_form_is_told(edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]) -> None:
    """Ids are small Latin letters, digits and hyphens."""
    line = edit("declines.yaml", "  weather:", "  Weather_now:")
    fault = "form: 'id': 'Weather_now' has not the form ^[a-z0-9]+(-[a-z0-9]+)*$"
    assert f"declines.yaml:{line}: {fault}" in faults()


def test_an_id_stands_in_one_file_only(folder: Path, faults: Callable[[], list[str]]) -> None:
    """The second fact and the second topic of an id are told, with the place of the first."""
    shutil.copy(folder / PEOPLE, folder / "topics/persons.yaml")
    assert faults() == [
        f"topics/persons.yaml:6: duplicate-id: the fact 'residents-2025' stands in {PEOPLE}:6:3 already",
        f"topics/persons.yaml:17: duplicate-id: the topic 'residents' stands in {PEOPLE}:17:3 already",
    ]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        pytest.param("- 112", "expected a text, found 112 (put it in quotes)", id="number"),
        pytest.param("- yes", "expected a text, found True (put it in quotes)", id="truth"),
        pytest.param('- " "', "is empty: write a text", id="blank"),
        pytest.param(f"- {'x' * 401}", "is longer than 400 characters", id="long"),
        pytest.param("- a: b", "expected a text, found keys and values", id="colon"),
    ],
)
def test_an_unsound_question_is_placed(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]], new: str, fault: str
) -> None:
    """The finding stands on the line of that very question."""
    line = edit("questions/uk/other.yaml", "- щиро дякую", new)
    (told,) = faults()
    assert told.startswith(f"questions/uk/other.yaml:{line}: type: ")
    assert told.endswith(fault)


def test_questions_are_a_list(edit: Callable[[str, str, str], int], faults: Callable[[], list[str]]) -> None:
    """A text in place of a list is told at its topic."""
    line = edit("questions/uk/other.yaml", "thanks:\n- Дякую\n- щиро дякую", "thanks: Дякую")
    assert faults() == [
        f"questions/uk/other.yaml:{line}: type: 'thanks': expected a list, each item on a line with '- '"
    ]
