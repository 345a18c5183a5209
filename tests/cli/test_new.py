"""`kharkiv-bot new`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.conftest import COMMAND

Run = Callable[..., CompletedProcess[str]]


def _files(folder: Path) -> dict[str, str]:
    return {str(file): file.read_text("utf-8") for file in folder.rglob("*.yaml")}


def test_a_topic_is_begun_in_all_its_files(run: Run, small_folder: Path) -> None:
    """A fact, a topic and three lists of questions; nothing else changes, and the places are told."""
    before = _files(small_folder)
    done = run("new", "topic", "trams", "--theme", "people")
    assert (done.returncode, done.stderr) == (0, "")
    *places, last = done.stdout.splitlines()
    assert last == "Fill these in; `kharkiv-bot check` says what is missing."
    assert [Path(place.rpartition(":")[0]).relative_to(small_folder).as_posix() for place in places] == [
        "topics/people.yaml",
        "topics/people.yaml",
        *(f"questions/{language}/people.yaml" for language in ("uk", "ru", "en")),
    ]
    after = _files(small_folder)
    for name, text in before.items():
        changed = ndiff(text.splitlines(), after[name].splitlines())
        assert [line for line in changed if line.startswith("- ")] == []


def test_a_stub_is_told_by_check_until_it_is_filled_in(run: Run, small_folder: Path) -> None:
    """What is missing is an error at the stub's own lines; filled in, the topic is answered."""
    run("new", "source", "tram-office-2025")
    run("new", "topic", "trams", "--theme", "people")
    findings = json.loads(run("check", "--format", "json").stdout)
    faults = [one for one in findings if one["level"] == "error"]
    assert {one["file"] for one in faults} == {
        "sources.yaml",
        "topics/people.yaml",
        *(f"questions/{language}/people.yaml" for language in ("uk", "ru", "en")),
    }
    _fill(small_folder)
    done = run("check")
    assert done.returncode == 0, done.stdout
    asked = run("ask", "--json", "how many trams run")
    assert json.loads(asked.stdout)["topic"] == "trams"
    assert "https://trams.example/all" in json.loads(asked.stdout)["text"]


def test_an_open_chat_answers_a_new_topic(run: Run, small_folder: Path) -> None:
    """What an editor writes by the steps of CONTRIBUTING is answered, cited, in a chat that was open all the while."""
    chat = subprocess.Popen(
        [*COMMAND, "--knowledge", str(small_folder), "chat", "--lang", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        encoding="utf-8",
    )
    assert chat.stdin is not None
    assert chat.stdout is not None
    with chat:
        while "/quit" not in chat.stdout.readline():
            pass
        chat.stdin.write("who is the mayor\n")
        while "Ihor Testing" not in chat.stdout.readline():
            pass
        run("new", "source", "tram-office-2025")
        run("new", "topic", "trams", "--theme", "people")
        _fill(small_folder)
        assert run("check").returncode == 0
        rest, _ = chat.communicate("how many trams run\n", timeout=60)
    assert "Trams run." in rest
    assert "https://trams.example/all" in rest


def _fill(folder: Path) -> None:
    changes = {
        "sources.yaml": [
            ("publisher:  # who", "publisher: Trams  # who"),
            ("title:  # in", 'title: "All trams"  # in'),
            ("url: https://\n", "url: https://trams.example/all\n"),
            ('published: ""', 'published: "2025-02"'),
            ("language:  # of", "language: en  # of"),
        ],
        "topics/people.yaml": [
            ("sources: []", "sources: [tram-office-2025]"),
            ('as_of: ""', 'as_of: "2025-02"'),
            ("by:  # whose", "by: council  # whose"),
            ('    uk: ""', '    uk: "Трамваї їздять."'),
            ('    ru: ""', '    ru: "Трамваи ходят."'),
            ('    en: ""', '    en: "Trams run."'),
            ('{uk: "", ru: "", en: ""}', '{uk: "Чи є трамваї?", ru: "Есть ли трамваи?", en: "Do trams run?"}'),
        ],
        "questions/uk/people.yaml": [("- ''", "- скільки трамваїв")],
        "questions/ru/people.yaml": [("- ''", "- сколько трамваев ходит")],
        "questions/en/people.yaml": [("- ''", "- how many trams run here")],
    }
    for name, pairs in changes.items():
        text = (folder / name).read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        pytest.param(["source", "gazette"], "there is a source 'gazette' already, in sources.yaml:2:3", id="source"),
        pytest.param(["topic", "mayor", "--theme", "people"], "there is a topic 'mayor' already", id="topic"),
        pytest.param(["topic", "weather", "--theme", "people"], "there is a decline 'weather' already", id="decline"),
        pytest.param(["topic", "trams", "--theme", "peple"], "did you mean 'people'?", id="theme"),
        pytest.param(["source", "The Gazette"], "'The Gazette' is no id", id="form"),
    ],
)
def test_a_duplicate_or_a_slip_changes_nothing(run: Run, small_folder: Path, arguments: list[str], fault: str) -> None:
    """What is taken or misspelt is refused as wrong usage."""
    before = _files(small_folder)
    done = run("new", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert fault in done.stderr
    assert _files(small_folder) == before
