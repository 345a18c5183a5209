"""The schemas by which editors complete and mark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.desk.schemas import FOLDER, first_line, schema_of, schemas

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FILES = [file.relative_to(KNOWLEDGE).as_posix() for file in sorted(KNOWLEDGE.rglob("*.yaml"))]


def _faults(file: str, text: str) -> list[str]:
    validator = Draft202012Validator(json.loads(schemas()[schema_of(file)]))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(yaml.safe_load(text))]


def test_there_are_files() -> None:
    """The tests over all files can't pass on none."""
    assert len(FILES) > 40


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_current(name: str) -> None:
    """What lies in the knowledge is what the models give: else run `kharkiv-bot schema`."""
    text = schemas()[name]
    Draft202012Validator.check_schema(json.loads(text))
    assert (KNOWLEDGE / FOLDER / name).read_text("utf-8") == text


def test_no_other_schema_lies_there() -> None:
    """A kind of file that is gone leaves no schema behind."""
    assert {file.name for file in (KNOWLEDGE / FOLDER).iterdir()} == set(schemas())


@pytest.mark.parametrize("file", FILES)
def test_a_knowledge_file_keeps_its_schema_and_names_it(file: str) -> None:
    """The schema refuses nothing that the models take, and the first line leads to it."""
    text = (KNOWLEDGE / file).read_text("utf-8")
    assert text.partition("\n")[0] == first_line(file)
    assert (KNOWLEDGE / file).parent.joinpath(first_line(file).partition("=")[2]).resolve().is_file()
    assert _faults(file, text) == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        pytest.param("topics/x.yaml", "theme: {title: {uk: a, ru: b}}", "'en' is a required property", id="language"),
        pytest.param("topics/x.yaml", "thema: {}", "'theme' is a required property", id="section"),
        pytest.param("sources.yaml", "sources: {a: {publisher: x}}", "'title' is a required property", id="field"),
        pytest.param("sources.yaml", "sources: {A_b: {}}", "does not match", id="id"),
        pytest.param("declines.yaml", "declines: {a: {title: x}}", "'x' is not of type 'object'", id="type"),
        pytest.param("questions/uk/x.yaml", "a: [1]", "1 is not of type 'string'", id="question"),
        pytest.param("exceptions.yaml", "exceptions: [{rule: order}]", "'at' is a required property", id="exception"),
        pytest.param("danger.yaml", "danger: {}", "'answers' is a required property", id="danger"),
    ],
)
def test_a_wrong_file_breaks_its_schema(file: str, text: str, fault: str) -> None:
    """An editor sees the fault while typing."""
    assert any(fault in one for one in _faults(file, text)), _faults(file, text)


def test_what_stands_elsewhere_is_no_field() -> None:
    """A record's id is its key, a topic's theme its file, and questions have files of their own."""
    topic = json.loads(schemas()["topics.json"])["$defs"]["Topic"]
    assert not {"id", "theme", "questions"} & {*topic["properties"], *topic["required"]}
