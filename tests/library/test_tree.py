"""One YAML file as plain data with places."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.tree import Unreadable, read_tree
from bot.model.finding import Place


def test_every_key_and_item_has_its_place() -> None:
    """Lines and columns count from 1, in block and in flow style."""
    tree = read_tree("town.yaml", b"# head\ntown:\n  bridges: [a, {b: 1}]\n  towers:\n  - high\n  -   low\n")
    assert tree.data == {"town": {"bridges": ["a", {"b": 1}], "towers": ["high", "low"]}}
    assert tree.marks == {
        ("town",): (2, 1),
        ("town", "bridges"): (3, 3),
        ("town", "bridges", 0): (3, 13),
        ("town", "bridges", 1): (3, 16),
        ("town", "bridges", 1, "b"): (3, 17),
        ("town", "towers"): (4, 3),
        ("town", "towers", 0): (5, 5),
        ("town", "towers", 1): (6, 7),
    }


def test_what_has_no_place_stands_where_its_surroundings_do() -> None:
    """A missing key is placed at the record that lacks it, and at the first line where nothing is known."""
    tree = read_tree("town.yaml", b"a:\n  b: 1\n")
    assert tree.place(("a", "b")) == Place("town.yaml", 2, 3)
    assert tree.place(("a", "c", 5)) == Place("town.yaml", 1, 1)
    assert tree.place(("a", "b", "c")) == Place("town.yaml", 2, 3)
    assert tree.place(("z",)) == tree.place(()) == Place("town.yaml", 1, 1)


def test_columns_count_letters_not_bytes() -> None:
    """A Cyrillic text before a key takes one column a letter."""
    assert read_tree("town.yaml", "{мости: 1, вежі: 2}".encode()).place(("вежі",)) == Place("town.yaml", 1, 12)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("7", 7, id="whole-number"),
        pytest.param("-7", -7, id="negative"),
        pytest.param("1_300_000", 1300000, id="grouped-number"),
        pytest.param("2.5", 2.5, id="fraction"),
        pytest.param("'7'", "7", id="quoted-number"),
        pytest.param("true", True, id="truth"),
        pytest.param("~", None, id="nothing"),
        pytest.param("", None, id="left-empty"),
        pytest.param('""', "", id="empty-text"),
        pytest.param("2024-07-23", "2024-07-23", id="date-stays-text"),
        pytest.param("2024-13-45", "2024-13-45", id="impossible-date-stays-text"),
        pytest.param("2024-07-23 10:00:00", "2024-07-23 10:00:00", id="moment-stays-text"),
        pytest.param("Ґанок і їжак", "Ґанок і їжак", id="ukrainian"),
        pytest.param("[]", [], id="empty-list"),
        pytest.param("{}", {}, id="empty-keys"),
    ],
)
def test_plain_values_keep_their_kind(written: str, value: object) -> None:
    """Numbers and truth values are read; dates stay texts, for the model to read."""
    data = read_tree("town.yaml", f"a: {written}\n".encode()).data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"# only a comment\n", id="comment"),
        pytest.param(b"---\n", id="marker"),
        pytest.param(b"\xef\xbb\xbf", id="byte-order-mark"),
    ],
)
def test_a_file_without_content_is_empty(raw: bytes) -> None:
    """Nothing in a file is no fault of its form."""
    assert not read_tree("town.yaml", raw).data


def test_a_byte_order_mark_is_skipped() -> None:
    """A file saved by a Windows editor reads like any other."""
    tree = read_tree("town.yaml", "\ufeffa: 1\r\nb: 2\r\n".encode())
    assert (tree.data, tree.marks) == ({"a": 1, "b": 2}, {("a",): (1, 1), ("b",): (2, 1)})


def test_equal_keys_of_different_records_are_no_duplicates() -> None:
    """A key is unique in its own record only."""
    assert read_tree("town.yaml", b"x: {a: 1}\ny: {a: 2}\na: 3\n").data == {"x": {"a": 1}, "y": {"a": 2}, "a": 3}


def test_one_document_may_be_marked() -> None:
    """A leading `---` is no second document."""
    assert read_tree("town.yaml", b"---\na: 1\n").place(("a",)) == Place("town.yaml", 2, 1)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!?|>'\"#%@,\t\n \\0х", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Whatever a file holds, it becomes plain data or one finding in that file."""
    try:
        outcome: object = read_tree("town.yaml", raw).data
    except Unreadable as refused:
        outcome = refused.finding.rule, refused.finding.place.file
    assert outcome == ("yaml", "town.yaml") or isinstance(outcome, dict | list | str | int | float | None)
