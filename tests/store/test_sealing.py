"""Sealing: encrypted, tied to a purpose and a row, and honest about what can't be opened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.errors import SecretError
from bot.store.sealing import Seal

SECRET = b"a secret of the tests"


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_was_closed_opens(content: bytes, bound: bytes) -> None:
    """Any content comes back as it was."""
    assert Seal(SECRET, "tests").open(Seal(SECRET, "tests").close(content, bound), bound) == content


def test_the_content_does_not_show() -> None:
    """Nothing of the content stands in what is kept, and the same content looks different each time."""
    seal = Seal(SECRET, "tests")
    content = b"where is the nearest shelter"
    assert content not in seal.close(content)
    assert seal.close(content) != seal.close(content)


@pytest.mark.parametrize("other", [Seal(b"another secret here", "tests"), Seal(SECRET, "another purpose")])
def test_another_key_does_not_open(other: Seal) -> None:
    """Another secret or another purpose can't read it."""
    with pytest.raises(SecretError, match="can't be opened"):
        other.open(Seal(SECRET, "tests").close(b"text"))


@given(st.integers(min_value=0, max_value=31), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(position: int, change: int) -> None:
    """A changed byte, a cut or another row's content is refused, never read wrongly."""
    seal = Seal(SECRET, "tests")
    closed = bytearray(seal.close(b"text", b"1"))
    closed[position] ^= change
    with pytest.raises(SecretError):
        seal.open(bytes(closed), b"1")


@pytest.mark.parametrize("length", [0, 5, 12, 20, 31])
def test_a_cut_text_is_noticed(length: int) -> None:
    """What was cut short is refused."""
    seal = Seal(SECRET, "tests")
    with pytest.raises(SecretError):
        seal.open(seal.close(b"text")[:length])


def test_the_row_is_part_of_the_seal() -> None:
    """What was sealed for one row does not open for another."""
    seal = Seal(SECRET, "tests")
    with pytest.raises(SecretError):
        seal.open(seal.close(b"text", b"1"), b"2")


def test_the_key_is_not_shown() -> None:
    """The repr holds no key."""
    assert repr(Seal(SECRET, "tests")) == "Seal(***)"
