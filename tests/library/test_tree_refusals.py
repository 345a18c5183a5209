"""What is no plain YAML is refused, with its line and its reason."""

from __future__ import annotations

import pytest

from bot.library.tree import DEEPEST, LARGEST, Unreadable, read_tree


def refusal(raw: bytes) -> str:
    """Return how `raw` is refused."""
    with pytest.raises(Unreadable) as caught:
        read_tree("town.yaml", raw)
    assert str(caught.value) == str(caught.value.finding)
    return str(caught.value)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param(b"a: 1\nb: &x 1\n", "x", id="on-text"),
        pytest.param(b"a: 1\nb: &x [1]\n", "x", id="on-list"),
        pytest.param(b"a: 1\nb: &x {c: 1}\n", "x", id="on-keys"),
        pytest.param(b"a: 1\n&x b: 2\n", "x", id="on-key"),
        pytest.param(b"a: 1\nb: *y\n", "y", id="alias-of-nothing"),
    ],
)
def test_anchors_and_aliases_are_refused(raw: bytes, name: str) -> None:
    """Data that stands elsewhere than where it is seen is refused at its line."""
    expected = f"town.yaml:2:1: error: yaml: anchors and aliases (&{name}) are not allowed: write it out"
    assert refusal(raw) == expected


def test_a_file_that_would_explode_is_refused() -> None:
    """A list of lists of lists, ten million items when written out, is refused at its first anchor."""
    lines = ["l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 7)]
    assert refusal("\n".join(lines).encode()) == (
        "town.yaml:1:1: error: yaml: anchors and aliases (&l0) are not allowed: write it out"
    )


def test_a_list_that_holds_itself_is_refused() -> None:
    """What has no end can't be written out."""
    assert refusal(b"a: 1\nb: &b [*b]\n") == (
        "town.yaml:2:1: error: yaml: anchors and aliases (&b) are not allowed: write it out"
    )


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        pytest.param(b"a:\n  b: !!python/object/apply:os.system [id]\n", "python/object/apply:os.system", id="call"),
        pytest.param(b"a:\n  b: !!python/object:bot.Bot {}\n", "python/object:bot.Bot", id="object"),
        pytest.param(b"a:\n  b: !!python/name:os.system x\n", "python/name:os.system", id="name"),
        pytest.param(b"%TAG ! tag:yaml.org,2002:python/\n---\nb: !name:os.x y\n", "python/name:os.x", id="disguised"),
        pytest.param(b"a:\n  b: !!binary aGk=\n", "binary", id="binary"),
        pytest.param(b"a:\n  b: !!set {x}\n", "set", id="set"),
        pytest.param(b"a:\n  b: !!str 5\n", "str", id="harmless"),
        pytest.param(b"a:\n  !!str b: 5\n", "str", id="on-key"),
    ],
)
def test_tags_are_refused(raw: bytes, tag: str) -> None:
    """A tag can name code to run: none is allowed, wherever it stands."""
    line = 3 if raw.startswith(b"%") else 2
    message = f"the tag 'tag:yaml.org,2002:{tag}' is not allowed: write plain text or numbers"
    assert refusal(raw) == f"town.yaml:{line}:1: error: yaml: {message}"


def test_a_local_tag_is_refused() -> None:
    """A tag of the file's own is no better."""
    assert refusal(b"a: !include other.yaml\n") == (
        "town.yaml:1:1: error: yaml: the tag '!include' is not allowed: write plain text or numbers"
    )


@pytest.mark.parametrize(
    ("raw", "line", "first"),
    [
        pytest.param(b"a: 1\nb: 2\na: 3\n", 3, 1, id="top"),
        pytest.param(b"x:\n  a: 1\n  b: 2\n  a: 3\n", 4, 2, id="nested"),
        pytest.param(b"x:\n- y: 0\n- {a: 1,\n   a: 1}\n", 4, 3, id="in-list"),
        pytest.param(b"a: 1\n'a': 1\n", 2, 1, id="quoted"),
        pytest.param(b"a: 1\r\na: 1\r\n", 2, 1, id="windows-lines"),
    ],
)
def test_duplicate_keys_are_refused(raw: bytes, line: int, first: int) -> None:
    """The second of two equal keys is shown, and where the first stands."""
    message = f"the key 'a' stands twice, first in line {first}: keep one"
    assert refusal(raw) == f"town.yaml:{line}:1: error: yaml: {message}"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        pytest.param(b"a:\n\tb: 1\n", 2, id="tab-alone"),
        pytest.param(b"a:\n  b: 1\n\tc: 2\n", 3, id="tab-after-blanks-above"),
    ],
)
def test_a_tab_that_indents_is_explained(raw: bytes, line: int) -> None:
    """Editors can't see a tab: the message names it and its line."""
    assert refusal(raw) == f"town.yaml:{line}:1: error: yaml: a tab indents this line: use spaces"


@pytest.mark.parametrize("character", [0, 7, 0x1B], ids=["nul", "bell", "escape"])
def test_control_characters_are_refused(character: int) -> None:
    """NUL and its like are no text."""
    assert refusal(b"a: 1\nb: " + bytes([character]) + b"\nc: 1\n") == (
        f"town.yaml:2:1: error: yaml: not valid YAML: unacceptable character #x{character:04x}: "
        "control characters are not allowed"
    )


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        pytest.param(b"a: 1\nb: \xff\n", 2, id="stray-byte"),
        pytest.param("a: 1\nb: Харків\n".encode("cp1251"), 2, id="windows-1251"),
        pytest.param("a: 1\nb: 2\nc: Харків".encode()[:-1], 3, id="cut-in-a-letter"),
        pytest.param("a: 1\n".encode("utf-16"), 1, id="utf-16"),
        pytest.param(b"a: \xed\xa0\x80\n", 1, id="surrogate"),
        pytest.param(b"a: \xc0\xaf\n", 1, id="overlong"),
    ],
)
def test_what_is_not_utf8_is_refused_at_its_line(raw: bytes, line: int) -> None:
    """The first byte that is no UTF-8 is placed, and how to save the file is told."""
    assert refusal(raw) == f"town.yaml:{line}:1: error: yaml: not UTF-8 text: save the file as UTF-8"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [pytest.param("[", "]", id="lists"), pytest.param("{a: ", "}", id="keys")],
)
def test_nesting_beyond_the_limit_is_refused(opening: str, closing: str) -> None:
    """One level more than the deepest allowed is refused."""
    deeper = (opening * (DEEPEST + 1) + closing * (DEEPEST + 1)).encode()
    assert refusal(deeper) == f"town.yaml:1:1: error: yaml: nested deeper than {DEEPEST} levels"


def test_the_deepest_list_is_read() -> None:
    """As many levels as are allowed are data."""
    tree = read_tree("town.yaml", ("[" * DEEPEST + "]" * DEEPEST).encode())
    assert max(map(len, tree.marks)) == DEEPEST - 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"[" * 200_000, id="open-lists"),
        pytest.param(b"- " * 100_000, id="items-in-a-line"),
    ],
)
def test_absurd_nesting_ends_in_a_message(raw: bytes) -> None:
    """However deep a file goes, it is refused and breaks nothing."""
    assert refusal(raw) == f"town.yaml:1:1: error: yaml: nested deeper than {DEEPEST} levels"


def test_nesting_below_the_first_line_is_placed() -> None:
    """The line of the level too deep is named."""
    block = "".join(f"{'  ' * depth}a:\n" for depth in range(DEEPEST + 5))
    assert refusal(block.encode()) == f"town.yaml:{DEEPEST + 1}:1: error: yaml: nested deeper than {DEEPEST} levels"


def test_a_huge_file_is_refused_unread() -> None:
    """A file of the largest size is read, one byte more is refused with its size."""
    largest = b"a: 1 #" + b"x" * (LARGEST - 6)
    assert read_tree("town.yaml", largest).data == {"a": 1}
    message = "the file has 4,194,305 bytes; at most 4,194,304 are read: split it by theme"
    assert refusal(largest + b"x") == f"town.yaml:1:1: error: yaml: {message}"


@pytest.mark.parametrize(
    "raw", [pytest.param(b"a: 1\n---\nb: 2\n", id="two"), pytest.param(b"a: 1\n---\n", id="second-empty")]
)
def test_two_documents_are_refused(raw: bytes) -> None:
    """What stands below a second `---` would never be read."""
    assert (
        refusal(raw) == "town.yaml:2:1: error: yaml: a second document begins here (---): put it in a file of its own"
    )


@pytest.mark.parametrize("key", ["5", "1.5", "yes", "null", "~", "0x1F"])
def test_keys_that_are_no_text_are_refused(key: str) -> None:
    """A bare number or a YAML word as a key is shown as written, with the cure."""
    message = f"the key {key!r} is not text: put it in quotes"
    assert refusal(f"a: 1\n{key}: x\n".encode()) == f"town.yaml:2:1: error: yaml: {message}"
    assert read_tree("town.yaml", f"a: 1\n'{key}': x\n".encode()).data == {"a": 1, key: "x"}


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"], ids=["list", "keys"])
def test_keys_with_parts_are_refused(key: str) -> None:
    """A list or a mapping can't be a key."""
    assert refusal(f"a: 1\n? {key}\n: x\n".encode()).startswith("town.yaml:2:1: error: yaml: the key ")


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        pytest.param(b"a:\n  <<: {b: 1}\n", "<<", id="merge-key"),
        pytest.param(b"a:\n  b: <<\n", "<<", id="merge-as-value"),
        pytest.param(b"a:\n  b: =\n", "=", id="default-as-value"),
    ],
)
def test_merge_keys_are_refused(raw: bytes, written: str) -> None:
    """Merging hides what a record holds."""
    message = f"{written!r} has a special meaning in YAML: put it in quotes"
    assert refusal(raw) == f"town.yaml:2:1: error: yaml: {message}"


@pytest.mark.parametrize(
    "written", ["0x_", "9" * 5000], ids=["hexadecimal-without-digits", "more-digits-than-python-converts"]
)
def test_a_number_that_is_none_is_refused(written: str) -> None:
    """What looks like a number to YAML and is none ends in a message."""
    assert refusal(f"a: 1\nb: {written}\n".encode()) == (
        f"town.yaml:2:1: error: yaml: {written!r} is no number: put it in quotes"
    )


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        pytest.param(b"a: 1\nb: c: d\n", 2, "mapping values are not allowed in this context", id="two-colons"),
        pytest.param(b"a: 1\nb: [c\n", 2, "did not find expected ',' or ']'", id="open-list"),
        pytest.param(b"a: 1\nb: 'c\n", 2, "a quotation mark is opened here and not closed", id="open-quote"),
        pytest.param(b"a: 1\n- b\n", 2, "did not find expected key", id="item-among-keys"),
    ],
)
def test_invalid_yaml_is_placed_and_explained(raw: bytes, line: int, problem: str) -> None:
    """The parser's own words come with the line at which it stopped."""
    assert refusal(raw) == f"town.yaml:{line}:1: error: yaml: not valid YAML: {problem}"


@pytest.mark.parametrize(
    "raw",
    [b"{a: " * 100_000, b'{"a":' * 100_000, b"[a, " * 100_000, b"[ # c\n" * 100_000, b"{a: " * 30 + b"}" * 30],
    ids=["keys", "quoted-keys", "lists-of-two", "comments", "closed"],
)
def test_no_nesting_escapes_the_limit(raw: bytes) -> None:
    """However the levels are opened, the file is refused at the twenty-first."""
    assert "nested deeper than 20 levels" in refusal(raw)
