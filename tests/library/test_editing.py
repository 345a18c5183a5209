"""Edits by program change no line but those that they add."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.library.editing import EditError, add_items, add_record

RECORDS = """\
# Head.
facts:
  # --- one
  one:
    says: {uk: "а"}  # end of line

  # --- two
  two:
    list:
      - a
      - "b: c"  # last

# The topics.
topics:
  first: {x: 1}
"""


def _file(folder: Path, text: str) -> Path:
    file = folder / "file.yaml"
    file.write_text(text, "utf-8", newline="")
    return file


def test_a_record_stands_at_the_end_of_its_section(tmp_path: Path) -> None:
    """The blank line and the comment before the next section stay before it; the line is told."""
    file = _file(tmp_path, RECORDS)
    assert add_record(file, "facts", "three", ["  as_of: x"]) == 12
    assert file.read_text("utf-8") == RECORDS.replace("# last\n", "# last\n  three:\n    as_of: x\n")


def test_a_record_at_the_end_of_a_file_without_a_line_end(tmp_path: Path) -> None:
    """The last line is ended first."""
    file = _file(tmp_path, RECORDS.rstrip("\n"))
    add_record(file, "topics", "second", ["  x: 2"])
    assert file.read_text("utf-8") == f"{RECORDS}  second:\n    x: 2\n"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        pytest.param("", "s:\n  a:\n    x: 1\n", id="empty-file"),
        pytest.param("o:\n  b: 1\n", "o:\n  b: 1\n\ns:\n  a:\n    x: 1\n", id="no-section"),
        pytest.param("s:\no: {}\n", "s:\n  a:\n    x: 1\no: {}\n", id="empty-section"),
        pytest.param(
            "s:\r\n    b: 1\r\n", "s:\r\n    b: 1\r\n    a:\r\n      x: 1\r\n", id="other-line-ends-and-indent"
        ),
    ],
)
def test_a_section_is_made_or_continued_as_it_is(tmp_path: Path, text: str, result: str) -> None:
    """Indentation and line ends are those of the file."""
    file = _file(tmp_path, text)
    add_record(file, "s", "a", ["  x: 1"])
    assert file.read_bytes().decode() == result


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("s:\n  a: 1\n", "there is a record 'a' under s", id="taken"),
        pytest.param("s: {b: 1}\n", "s stands in one line: write it by hand", id="one-line"),
        pytest.param("s: {}\n", "write `s:` without {}", id="braces"),
        pytest.param("s: text\n", "s holds no records", id="text"),
        pytest.param("s: [\n", "mend it first", id="broken"),
        pytest.param("- s\n", "expected keys and values at the top", id="list"),
    ],
)
def test_what_can_not_be_edited_is_left_alone(tmp_path: Path, text: str, fault: str) -> None:
    """The file stays as it was, and the editor is told what to do."""
    file = _file(tmp_path, text)
    with pytest.raises(EditError, match=r"file\.yaml") as caught:
        add_record(file, "s", "a", ["  x: 1"])
    assert fault in str(caught.value)
    assert file.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


def test_items_stand_at_the_end_of_their_list(tmp_path: Path) -> None:
    """Lists are continued with their own indentation; comments of the next stay with it."""
    file = _file(tmp_path, "a:\n- one\n- two  # why\n\n# of b\nb:\n  - three\n")
    assert add_items(file, "a", ["four: five", "six"]) == 4
    assert add_items(file, "b", ["seven"]) == 10
    assert file.read_text("utf-8") == (
        "a:\n- one\n- two  # why\n- 'four: five'\n- six\n\n# of b\nb:\n  - three\n  - seven\n"
    )


def test_a_list_or_a_file_is_made(tmp_path: Path) -> None:
    """The first questions of a topic, or of a theme, have no list yet."""
    file = tmp_path / "uk" / "new.yaml"
    assert add_items(file, "a", ["one"]) == 2
    assert add_items(file, "b", ["two"]) == 4
    assert file.read_text("utf-8") == "a:\n- one\nb:\n- two\n"


def test_a_list_in_one_line_is_left_to_the_editor(tmp_path: Path) -> None:
    """Brackets can't be continued line by line."""
    file = _file(tmp_path, "a: [one]\n")
    with pytest.raises(EditError, match=r"file\.yaml:1: a is no list with '- ' on each line"):
        add_items(file, "a", ["two"])


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=80))
def test_any_text_is_read_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Quotes are put where YAML needs them."""
    file = _file(tmp_path_factory.mktemp("edit"), "a:\n- one\n")
    add_items(file, "a", [text])
    assert yaml.safe_load(file.read_text("utf-8")) == {"a": ["one", text]}
    assert len(file.read_text("utf-8").splitlines()) == 3
