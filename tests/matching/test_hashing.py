"""Texts as numbers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.hashing import followed, hash_of, hashes, in_rows, joined, joint, positions
from bot.matching.learned import examples_of
from bot.model.base import KnowledgeBase


def test_different_texts_have_different_hashes(base: KnowledgeBase) -> None:
    """No two of the questions' words and texts, nor of their letters in another order, share a hash."""
    texts = {example.text for example in examples_of(base)}
    texts |= {word for text in texts for word in text.split()} | {text[::-1] for text in texts}
    assert len(set(hashes(sorted(texts)).tolist())) == len(texts) > 50_000


@given(st.lists(st.text(min_size=1, max_size=30), max_size=20))
def test_a_text_has_its_hash_wherever_it_stands(texts: list[str]) -> None:
    """Hashed together or one by one, in any script, the result is the same."""
    assert hashes(texts).tolist() == [int(hashes([text])[0]) for text in texts] == list(map(hash_of, texts))


def test_hashes_are_the_same_in_every_process() -> None:
    """What one process keeps another finds, whatever Python's own hashes are."""
    program = "from bot.matching.hashing import hashes; print(hashes(['укриття'])[0])"
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {str(hashes(["укриття"])[0])}


def test_positions_tell_what_is_not_there() -> None:
    """What stands nowhere is at -1, also where nothing stands at all."""
    among = np.array([2, 5, 9], np.uint64)
    wanted = np.array([9, 2, 3, 10], np.uint64)
    assert positions(among, wanted).tolist() == [2, 0, -1, -1]
    assert positions(among[:0], wanted).tolist() == [-1, -1, -1, -1]


@given(st.lists(st.lists(st.text(min_size=1, max_size=6), max_size=5), max_size=6))
def test_rows_of_words_have_the_hash_of_their_text(rows: list[list[str]]) -> None:
    """Made from the hashes of the words, the hash is that of the words with spaces between them."""
    flat = [word for row in rows for word in row]
    starts = np.cumsum([0, *map(len, rows)])
    sizes = np.array(list(map(len, flat)), np.int64)
    assert in_rows("=", hashes(flat), sizes, starts).tolist() == hashes([f"={' '.join(row)}" for row in rows]).tolist()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_text_after_another_has_the_hash_of_both(pairs: list[tuple[str, str]]) -> None:
    """Hashes of parts give that of the whole."""
    first, second = (hashes([pair[place] for pair in pairs]) for place in (0, 1))
    sizes = np.array([len(one) for one, _ in pairs])
    assert followed(first, sizes, second).tolist() == hashes(["".join(pair) for pair in pairs]).tolist()


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_texts_remembered_apart_have_the_hash_of_both(first: str, second: str) -> None:
    """Joined by a space after a letter, as pairs of words are."""
    assert joined(joint("b", first), joint("b", second)) == hash_of(f"b{first} {second}")


def test_a_text_of_any_length_has_a_hash() -> None:
    """Also beyond those whose powers are kept."""
    text = "де найближче укриття " * 400
    assert hash_of(text) == int(hashes([text, "де"])[0])
